"""An exported conversation keeps its numbers, and shows what people and articles wrote as it is."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answer import Answer, CitedPassage, Source, SourceSpan, Statement
from assistant.conversation import AnsweredTurn
from assistant.transcript import conversation_as_json, conversation_as_markdown, turn_as_text
from corpus.conversations import ConversationInfo
from corpus.records import ArticleInfo, Filters, Span

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
INFO = ConversationInfo("c", "A talk", NOON, NOON, 2)


def source(number: int, title: str, **known: object) -> Source:
    info = ArticleInfo(
        f"id-{number}", None, 1, title, "Gazette", None, date(2025, 3, 1), None, NOON, sample=False
    )
    for name, value in known.items():
        object.__setattr__(info, name, value)
    return Source(number, info, (CitedPassage(Span(0, 4), "Text"),))


def turn(number: int, question: str, answer: Answer) -> AnsweredTurn:
    return AnsweredTurn(number, NOON, question, answer.asked, Filters(), {}, answer)


def statement(text: str, *numbers: int, speaker: str | None = None) -> Statement:
    spans = tuple(SourceSpan(number, Span(0, 4)) for number in numbers)
    return Statement(text, "extract", spans, speaker, outlet="Gazette", day=date(2025, 3, 1))


BRIDGE, FERRY = source(1, "Bridge opens", url="https://a.example/1"), source(2, "Ferry stops")
TURNS = [
    turn(
        1,
        "What of the bridge?",
        Answer(
            "What of the bridge?",
            (statement("“It is open,” she said.", 1, speaker="Ida Moe"), statement("It rained.", 2, 1)),
            (BRIDGE, FERRY),
            Filters(),
            date(2025, 3, 1),
            "quotes",
        ),
    ),
    turn(
        2,
        "why?",
        Answer(
            "why?",
            (),
            (),
            Filters(),
            None,
            "quotes",
            abstained=True,
            reason="None answers it.",
            nearby=(source(3, "Rates"), FERRY),
            understood_as="Why was that [the bridge]?",
        ),
    ),
]


def test_a_conversation_as_markdown() -> None:
    assert (
        conversation_as_markdown(INFO, TURNS)
        == """\
# A talk

## What of the bridge?

Ida Moe, in Gazette, 1 March 2025:

- “It is open,” she said. [1]

Gazette, 1 March 2025:

- It rained. [2][1]

From 1 outlet. As of 2025-03-01. Answered by quotes.

## why?

Understood as: Why was that \\[the bridge\\]?

None answers it.

Nearby in the archive: [3][2]

As of no dated article. Answered by quotes.

## Sources

- [1] Gazette · 2025-03-01 · Bridge opens · <https://a.example/1>
- [2] Gazette · 2025-03-01 · Ferry stops
- [3] Gazette · 2025-03-01 · Rates
"""
    )


def test_a_conversation_as_json_lists_each_source_once_in_number_order() -> None:
    value = conversation_as_json(INFO, TURNS)

    assert [one["number"] for one in value["sources"]] == [1, 2, 3]
    assert [one["turn"] for one in value["turns"]] == [1, 2]
    assert value["turns"][0]["statements"][1]["citations"] == [2, 1]
    assert (value["id"], value["name"], value["created"]) == ("c", "A talk", "2025-03-01T12:00:00+00:00")


def test_an_address_that_is_none_is_not_linked() -> None:
    bad = source(1, "Bridge", url="javascript:alert(1)")
    answer = Answer("q", (statement("So.", 1),), (bad,), Filters(), None, "quotes")

    assert "javascript" not in conversation_as_markdown(INFO, [turn(1, "q", answer)])


_odd = st.text(st.sampled_from(list("ab1. -+=*_`#>|~<&;![]():\\/\n\t@$ҩ")), max_size=20) | st.sampled_from(
    [
        "1. one",
        "- two",
        "[1]: https://e.example",
        "<b>x</b>",
        "![a](b)",
        "&lt;",
        "https://e.example",
        "# x",
        "===",
    ]
)


@given(texts=st.lists(_odd, min_size=6, max_size=6))
def test_what_people_and_articles_wrote_is_only_text(texts: list[str]) -> None:
    """A reader of Markdown sees every text, and no heading, link, list or markup that is not ours."""
    name, question, said, speaker, title, reason = texts
    answer = Answer(
        question,
        (statement(said, 1, speaker=speaker or None),),
        (source(1, title),),
        Filters(),
        None,
        "quotes",
        understood_as=reason or None,
    )
    written = conversation_as_markdown(
        ConversationInfo("c", name, NOON, NOON, 1), [turn(1, question, answer)]
    )

    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(written)

    kinds = [token.type for token in tokens if not token.type.endswith("_close")]
    assert kinds.count("heading_open") == 3
    assert kinds.count("list_item_open") == 2
    assert not {"html_block", "fence", "code_block", "table_open", "blockquote_open", "hr"} & set(kinds)
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children or ()} <= {"text", "text_special"}
    plain = ["".join(child.content for child in token.children or ()) for token in inline]
    for text in (name, question, f"{' '.join(said.split())} [1]", title):
        assert any(" ".join(text.split()) in line for line in plain), (text, plain)


def test_an_answer_as_plain_text_has_its_numbers_and_the_sources_it_uses() -> None:
    assert turn_as_text(TURNS[0]) == (
        "What of the bridge?\n"
        "\n"
        "Ida Moe, in Gazette, 1 March 2025:\n"
        "“It is open,” she said. [1]\n"
        "\n"
        "Gazette, 1 March 2025:\n"
        "It rained. [2][1]\n"
        "\n"
        "Sources\n"
        "[1] Gazette, “Bridge opens”, 1 March 2025, https://a.example/1\n"
        "[2] Gazette, “Ferry stops”, 1 March 2025\n"
        "\n"
        "As of 1 March 2025. Answered by quotes only.\n"
    )


def test_no_answer_as_plain_text_says_why_and_lists_no_source() -> None:
    text = turn_as_text(TURNS[1])

    assert text.startswith("why?\n\n")
    assert "Sources" not in text
    assert "[" not in text


def test_what_must_stand_with_an_article_stands_in_the_plain_text_too() -> None:
    noted = source(1, "Bridge\nopens", correction="It opened on Monday.", credit="By Reuters", sample=True)
    answer = Answer("q", (statement("It is open.", 1),), (noted,), Filters(), None, "some-model")

    text = turn_as_text(turn(1, "q", answer))

    assert "[1] Gazette, “Bridge opens”, 1 March 2025. " in text
    assert "Correction: It opened on Monday." in text
    assert "By Reuters" in text
    assert text.endswith("As of no dated article. Answered by some-model.\n")


@given(st.text(max_size=60), st.text(max_size=60))
def test_each_statement_and_each_source_is_one_line_of_plain_text(said: str, title: str) -> None:
    answer = Answer(
        "q", (statement(f"It {said} is.", 1),), (source(1, f"A {title} b"),), Filters(), None, "quotes"
    )

    lines = turn_as_text(turn(1, "q", answer)).split("\n")

    assert f"{' '.join(f'It {said} is.'.split())} [1]" in lines
    assert f"[1] Gazette, “{' '.join(f'A {title} b'.split())}”, 1 March 2025" in lines
