"""What a model is given fits, with its answer, into the context of small local models."""

from datetime import UTC, date, datetime

import pytest

from assistant import Assistant
from assistant.model import CONTEXT, chat_model
from assistant.prompts import fitting, tokens_in
from assistant.writing import HITS
from corpus.records import ArticleInfo, Filters, Hit, Passage, Span
from tests.assistant.archive import archive_of, article
from tests.fakes import ScriptedServer

SENTENCES = {
    "English": "The harbour board of Port Morrow said on day {} that trawlers may not enter the bay again. ",
    "Cyrillic": "Совет порта Морроу заявил на {} день, что траулерам нельзя входить в залив trawlers bay. ",
    "Chinese": "港务局在第{}天表示，拖网渔船不得再进入海湾，所有船只必须在港口登记。trawlers bay. ",
    "figures": "Trawlers bay: 1,203.55; 88.1; {}; 7,001.2; 3.14; 2.71; 16.08; 40.2; 9.9; 12.1; 5.5 tonnes. ",
}


def hit(rank: int, text: str) -> Hit:
    added = datetime(2025, 3, 4, tzinfo=UTC)
    info = ArticleInfo("a" * 16, None, 1, "Trawlers", "Harbour Mail", None, None, None, added, sample=False)
    return Hit(rank, 1.0, Passage(rank, info.id, 1, Span(0, len(text)), text), info)


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("question", ["What about trawlers in the bay?", "trawlers bay " * 400])
def test_rules_passages_question_and_answer_fit(tmp_path, server: ScriptedServer, language, question):
    drafts = [
        article(f"Trawlers {n}", "".join(SENTENCES[language].format(n * 100 + day) for day in range(40)))
        for n in range(HITS)
    ]
    with archive_of(tmp_path / "archive", *drafts) as corpus:
        model = chat_model("openai:scripted", url=server.url, key=None, timeout=120)
        Assistant(corpus, model).ask(question, Filters(asked=date(2025, 3, 5)))

    (request,) = server.requests
    whole = "".join(message["content"] for message in request["messages"])
    assert tokens_in(whole) + request["max_completion_tokens"] <= CONTEXT
    assert whole.count("Trawlers ") >= 1


def test_eight_long_english_passages_still_fit(tmp_path, server: ScriptedServer):
    drafts = [
        article(f"Trawlers {n}", "".join(SENTENCES["English"].format(n * 100 + day) for day in range(40)))
        for n in range(HITS)
    ]
    with archive_of(tmp_path / "archive", *drafts) as corpus:
        model = chat_model("openai:scripted", url=server.url, key=None, timeout=120)
        Assistant(corpus, model).ask("What about trawlers in the bay?")

    human = server.requests[0]["messages"][1]["content"]
    assert human.count("(unknown outlet, ") >= HITS - 1


def test_a_question_that_leaves_no_room_is_answered_by_quotes(tmp_path, server: ScriptedServer):
    with archive_of(tmp_path / "archive", article("Trawlers", SENTENCES["English"] * 10)) as corpus:
        model = chat_model("openai:scripted", url=server.url, key=None, timeout=120)
        answer = Assistant(corpus, model).ask("trawlers bay " * 1_000)

    assert server.requests == []
    assert answer.answered_by == "quotes"
    assert "too long" in (answer.fallback_reason or "")


def test_what_fits_goes_in_by_rank():
    hits = [hit(1, "a" * 900), hit(2, "b" * 5_000), hit(3, "c" * 900)]
    assert [one.rank for one in fitting(hits, 700)] == [1, 3]
    assert fitting(hits, 10) == []


def test_tokens_are_rather_counted_too_many():
    assert tokens_in("") == 0
    assert tokens_in("The ban begins on April 1.") >= 7
    assert tokens_in("禁令从四月一日开始") >= 9


def test_ollama_is_told_how_much_room_is_needed():
    model = chat_model("ollama:any", url=None, key=None, timeout=1)
    assert model.num_ctx == CONTEXT
