"""Small doubles: an embedding model whose numbers can be worked out by hand, and a scripted model server."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from corpus.embedding import Vectors
from corpus.records import Span


class WordModel:
    """An EmbeddingModel: a text's vector counts its words, each hashed to one of 64 places."""

    name = "words-64"
    max_tokens = 256
    dimension = 64

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        self.embedded += texts
        whole = np.array([_vector(text) for text in texts], dtype=np.float32).reshape(len(texts), 64)
        parts = [
            np.array([_vector(span.of(text)) for span in spans], dtype=np.float32).reshape(len(spans), 64)
            for text, spans in zip(texts, sentences, strict=True)
        ]
        return whole, parts

    def encode_question(self, text: str) -> Vectors:
        return np.array(_vector(text), dtype=np.float32)


def _vector(text: str) -> list[float]:
    counts = np.full(64, 1e-3)
    for word in text.casefold().split():
        counts[hashlib.sha256(word.strip(".,;:?!“”\"'’").encode()).digest()[0] % 64] += 1
    return list(counts / np.linalg.norm(counts))


class ScriptedServer:
    """An OpenAI-compatible chat server whose next answer the test writes.

    ``reply`` gets the request and returns the chunks to stream; a chunk that is an exception class
    breaks the connection there, a float waits so many seconds, bytes are sent as they are. ``finish`` is
    how the model says it came to its end. ``requests`` keeps what was asked.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[dict[str, Any]] = []
        self.reply: Callable[[dict[str, Any]], Sequence[Any]] = lambda _: ["Nothing."]
        self.status = 200
        self.finish = "stop"


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """Run a ScriptedServer on a free port of 127.0.0.1 for the length of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            return

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.requests.append(body)
            if script.status != 200:
                self._plain(script.status, b'{"error": {"message": "scripted failure"}}')
                return
            chunks = script.reply(body)
            if not body.get("stream"):
                whole = "".join(chunk for chunk in chunks if isinstance(chunk, str))
                message = {"role": "assistant", "content": whole}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                self._plain(200, json.dumps({**_head(), "choices": [choice]}).encode())
                return
            with suppress(BrokenPipeError, ConnectionResetError):  # who has read enough hangs up
                self._stream(chunks)

        def _plain(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, chunks: Sequence[Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            for chunk in chunks:
                if isinstance(chunk, float):
                    time.sleep(chunk)
                    continue
                if isinstance(chunk, bytes):
                    self.wfile.write(chunk)
                    continue
                if not isinstance(chunk, str):
                    self.connection.close()
                    return
                self._event({"index": 0, "delta": {"content": chunk}, "finish_reason": None})
            self._event({"index": 0, "delta": {}, "finish_reason": script.finish})
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, choice: dict[str, Any]) -> None:
            head = {**_head(), "object": "chat.completion.chunk", "choices": [choice]}
            self.wfile.write(b"data: " + json.dumps(head).encode() + b"\n\n")
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    script = ScriptedServer(f"http://127.0.0.1:{server.server_port}/v1")
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


def _head() -> dict[str, Any]:
    return {"id": "scripted", "object": "chat.completion", "created": 0, "model": "scripted"}
