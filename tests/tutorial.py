"""The LangChain tutorial way, which the measurements put beside ours."""

from collections.abc import Callable
from typing import Any

Article = dict[str, Any]


def tutorial_way() -> Callable[[list[Article], str], Any]:
    """Return a function that takes articles into a new store in a folder, and returns the store.

    The model is loaded before, so that a clock may start at the call.
    """
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from corpus.embedding import DEFAULT_MODEL, model_path

    embeddings = HuggingFaceEmbeddings(model_name=str(model_path(DEFAULT_MODEL)))
    embeddings.embed_query("load the model before the clock starts")

    def run(articles: list[Article], folder: str) -> Any:
        documents = [Document(article["text"], metadata={"title": article["title"]}) for article in articles]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1_000, chunk_overlap=200)
        return Chroma.from_documents(
            splitter.split_documents(documents), embeddings, persist_directory=folder
        )

    return run
