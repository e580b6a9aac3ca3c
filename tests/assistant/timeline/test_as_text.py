"""A timeline as text: numbered as on the screen, each entry with its source."""

from assistant import Assistant
from assistant.timeline.as_text import timeline_as_text
from corpus import Corpus
from tests.assistant.archive import take_in
from tests.assistant.timeline.matters import STRIKE


def test_each_entry_has_its_number_its_day_and_its_source(corpus: Corpus) -> None:
    take_in(corpus, *STRIKE)
    answer = Assistant(corpus).timeline("the harbour strike in Halm").answer

    text = timeline_as_text(answer)

    lines = text.splitlines()
    assert lines[0] == "Timeline: the harbour strike in Halm"
    assert "As of 21 March 2025" in lines[1]
    for number, statement in enumerate(answer.statements, start=1):
        (line,) = [one for one in lines if one.startswith(f"{number}. ")]
        assert line.endswith(statement.text)
    assert "3 March 2025" in lines
    assert "Halm Gazette, 3 March 2025 · Harbour pilots begin a strike" in text


def test_no_timeline_says_why(corpus: Corpus) -> None:
    assert "nothing on this matter" in timeline_as_text(Assistant(corpus).timeline("strike").answer)
