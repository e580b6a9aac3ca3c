"""What is kept of a citation that is said to be wrong."""

import json

from assistant import Assistant
from assistant.reporting import wrong_citation
from corpus import Corpus
from tests.assistant.archive import article, take_in

FERRY = article(
    "Night ferry ends",
    "Islanders signed a petition.\n\n“The ferry to Tern Island stops at nine,” Ada Quill said.",
    "2025-03-01",
    outlet="Gazette",
    external_id="ferry-1",
)


def test_it_holds_the_cited_words_and_where_they_stand(corpus: Corpus) -> None:
    (article_id,) = take_in(corpus, FERRY)
    answer = Assistant(corpus).ask("What did Ada Quill say about the ferry?")
    statement, source = answer.statements[0], answer.sources[0]

    report = wrong_citation(answer, statement, source, "  Not so. ")

    assert report.words == statement.text == "“The ferry to Tern Island stops at nine,” Ada Quill said."
    assert [span.of(FERRY.text) for span in report.spans] == [report.words]
    assert (report.article_id, report.external_id, report.version) == (article_id, "ferry-1", 1)
    assert (report.title, report.outlet, report.published) == (FERRY.title, "Gazette", FERRY.published)
    assert (report.note, report.question) == ("Not so.", answer.question)
    assert json.loads(json.dumps(report.answer))["statements"][0]["text"] == statement.text
