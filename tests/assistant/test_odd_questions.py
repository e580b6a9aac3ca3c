"""Questions in other shapes: a clear error or a sensible result, and the archive stays as it was."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, pairwise, product
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import ui.bootstrap
import ui.cli
from assistant import Assistant
from assistant.contract import answer_as_json, hits_as_json
from corpus import Corpus, open_corpus
from corpus.checking import find_faults
from corpus.embedding import Vectors
from corpus.errors import BadQuestion, DatelineError
from corpus.records import ArticleInfo, Filters, Hit, Span
from tests.assistant.archive import archive_of, article, take_in
from tests.fakes import WordModel

# A word that only one article has, and that article.
TELLING = {
    "kestrel": article("Kestrel nests", "A kestrel nests on the town hall of Dorn.", "2025-03-01"),
    "marmalade": article("Preserves", "Marmalade sales doubled, the grocers said.", "2025-03-02"),
    "Quill": article("Harbour vote", "“We will not sell the pier,” Ada Quill said on Monday.", "2025-03-03"),
    "412": article("A price is named", "The contract is worth 412 million lorins.", "2025-03-04"),
    "Überlauf": article("Hochwasser", "Der Überlauf des Sees hielt dem Hochwasser stand.", "2025-03-05"),
    "наводнение": article("Новости", "В долине началось наводнение, сообщили власти.", "2025-03-06"),
    "الفيضان": article("أخبار", "أغلق الفيضان الطريق إلى المدينة يوم الأحد.", "2025-03-07"),
    "बाढ़": article("समाचार", "घाटी में बाढ़ से सड़कें बंद हैं।", "2025-03-08"),
    "洪水": article("新闻", "洪水，关闭了道路。", None),
    "petition": article(
        "A long evening",
        "Somebody rose and wanted the bus line kept. " * 60 + "At last a petition was handed in.",
        "2025-03-09",
        outlet="Gazette",
    ),
}
OTHERS = [
    article(f"Dock {name}", f"A clerk counted the boats in dock {name} before noon.", "2025-02-01")
    for name in "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron sigma tau".split()
]
ARCHIVE = [*TELLING.values(), *OTHERS]
TEXTS = {draft.title: draft.text for draft in ARCHIVE}

OPERATORS = r"""
    AND OR NOT TO IN NEAR/3 + - ~ ~2 ^ ^2 * ? : ( ) [ ] { } " ' “ ” « » \ / | || && ! < > <= = ; , . % _ ` # @
    $ & text: title:" body:* article:/ _id: IN[ -- /* */ ../ ${ {{ }} %s %00 \0 \n \u0000
    """.split()
# Ways to write a word that leave it a word, two spaces between them.
WRAPPINGS = [
    *re.split(
        r"\s\s+",
        r"""
        '{}'  “{}”  «{}»  "{}  {}"  ({})  (({})  [{}]  {{{}}}  ${{{}}}  %({})s  `{}`  /{}/  /{}  \{}  {}\
        +{}  -{}  !{}  --{}  {}_  _{}_  %{}%  {}~  {}~2  {}^3  {}*  *{}*  {}?  ?{}  ¿{}?  {}…
        NOT {}  {} AND  OR {} OR  AND NOT ({} OR  text:{}  title:"{}"~2  body:(+{})  [{} TO *]  {{{} TO {}]
        **{}**  # {}  > {}  "{}"  [TO {}  IN [{}]  {0} {0} {0} {0}
        '{}'; DROP TABLE articles; --  {}' OR '1'='1  {}" OR ""="
        SELECT * FROM articles WHERE text MATCH '{}'  <b>{}</b>  <script>{}</script>  &quot;{}&quot;
        [{}](https://outlet.example/)  https://outlet.example/{}?q=%20#top
        """.strip(),
    ),
    *("\t{}\r\n", "{}\u2028{}", "\u202e{}\u202c", "\u2067{}\u2069", "\ufeff{}", "\0{}\0", "\x1b[{}\x07"),
    *("😀{}👩‍👩‍👧", "{}\u0301", "\ud83d{}\udc00"),
]
NOT_WORDS = {
    "stop words": "what is it that they were and who was the of",
    "one letter": "x",
    "one letter of another script": "洪",
    "digits": "412",
    "many digits": "9" * 5_000,
    "a number": "-1.5e309",
    "German": "Was sagte der Bürgermeister über das Hochwasser?",
    "Arabic": "ماذا قال الوزير عن الفيضان؟",
    "Chinese": "部长对洪水说了什么？",
    "Hindi": "मंत्री ने बाढ़ के बारे में क्या कहा?",
    "Russian": "Что сказал министр о наводнении?",
    "all operators": " ".join(OPERATORS),
    "all operators, nothing between": "".join(OPERATORS),
    "only quotation marks": "\"''\"“”„‟«»",
    "nested brackets": "(" * 5_000 + ")" * 5_000,
    "SQL": "'; DROP TABLE articles; --",
    "wildcards": "%",
    "one wildcard": "_",
    "emoji": "😀🇩🇪👩‍👩‍👧🏽\u200d",
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f?",
    "lone surrogates": "ferry \ud800\udfff \udcff",
    "right to left": "\u202e\u2066ferry\u202c\u2069",
    "combining marks": "a" + "\u0301\u0489\u20dd" * 3_000,
    "a URL": "https://user:pass@outlet.example:8080/a/../b?x=1&y[]=%00#frag",
    "HTML": "<img src=x onerror=alert(1)><!-- --><script>1</script>&nbsp;",
    "Markdown": "# [x](y)\n\n| a | b |\n|---|---|\n```py\n![i](j)\n```",
    "JSON": '{"question": null, "$where": "1"}',
    "one long word": "a" * 20_000,
    "no such days": "in February 30, 9999999 years ago, before year 0",
    "the last day": "What was said between 2025-01-01 and 9999-12-31?",
    "the first day": "since 0001-01-01, until 0000-00-00, 9999 decades ago",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), *ARCHIVE) as corpus:
        yield corpus


@pytest.fixture(scope="module")
def assistant(archive: Corpus) -> Assistant:
    return Assistant(archive)


class NothingMeans(WordModel):
    """An embedding model to which all texts mean the same, so that only words can find an article."""

    def encode_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[Vectors]]:
        whole, parts = super().encode_passages(texts, sentences)
        return np.full_like(whole, 0.125), [np.full_like(part, 0.125) for part in parts]

    def encode_question(self, text: str) -> Vectors:
        return np.full(self.dimension, 0.125, dtype=np.float32)


@pytest.fixture(scope="module")
def by_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with open_corpus(tmp_path_factory.mktemp("words"), model=NothingMeans()) as corpus:
        take_in(corpus, *ARCHIVE)
        yield Assistant(corpus)


def passes(info: ArticleInfo, filters: Filters) -> bool:
    """Tell whether an article may be used, by the written rule."""
    if filters.outlet and (info.outlet or "").lower() != filters.outlet.lower():
        return False
    if info.published is None:
        return not (filters.since or filters.until)
    asked = filters.asked or date.today()  # noqa: DTZ011  # as the software does
    return (filters.since or date.min) <= info.published <= min(filters.until or date.max, asked)


def assert_sensible(hits: list[Hit], filters: Filters, limit: int = 10) -> None:
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert len(hits) <= limit
    assert all(better.score >= worse.score for better, worse in pairwise(hits))
    assert len({(hit.article.id, hit.passage.span) for hit in hits}) == len(hits)
    assert len({hit.passage.id for hit in hits}) == len(hits)
    for hit in hits:
        assert hit.passage.text == hit.passage.span.of(TEXTS[hit.article.title])
        assert 0 < len(hit.passage.text) <= 1_200
        assert passes(hit.article, filters)


def assert_survives(assistant: Assistant, question: str, filters: Filters) -> None:
    """Search and ask: both refuse the question and say why, or both give what can be shown."""
    try:
        hits = assistant.search(question, filters)
    except DatelineError as error:
        with pytest.raises(type(error), match=f"^{re.escape(str(error) or 'a message')}$"):
            assistant.ask(question, filters)
        return
    assert_sensible(hits, filters)
    answer = assistant.ask(question, filters)
    assert answer.abstained == (not answer.statements) == bool(answer.reason)
    sources = {source.number: source.article for source in answer.sources}
    for statement in answer.statements:
        (place,) = statement.spans
        assert statement.text == place.span.of(TEXTS[sources[place.source].title])
    assert all(passes(source.article, filters) for source in (*answer.sources, *answer.nearby))
    for shown in (hits_as_json(hits), answer_as_json(answer)):
        json.dumps(shown, ensure_ascii=False).encode()


ANY = Filters(asked=date(2025, 6, 1))
filters_of_any_kind = st.builds(
    Filters,
    since=st.sampled_from([None, date.min, date(2025, 2, 20), date.max]),
    until=st.sampled_from([None, date.max, date(2025, 3, 5), date.min]),
    asked=st.sampled_from([None, date.min, date.max, date(2025, 3, 5)]),
    outlet=st.sampled_from([None, None, "gazette", "%", "' OR 1=1 --", "Gazette\0"]),
)
telling = st.sampled_from(list(TELLING))
wrapped = st.builds(lambda wrapping, word: wrapping.format(word, word), st.sampled_from(WRAPPINGS), telling)


@pytest.mark.parametrize("question", ["", " ", "\n\t\r\n", "\0", "\0 \0", "\ud800", "\u3000\u2003\x85\x1c"])
def test_a_blank_question_is_refused(assistant: Assistant, question: str) -> None:
    for way in (assistant.search, assistant.ask):
        with pytest.raises(BadQuestion, match="empty"):
            way(question)


def test_a_question_may_be_as_long_as_the_error_says(assistant: Assistant) -> None:
    with pytest.raises(BadQuestion, match="Ask a shorter one") as refused:
        assistant.ask("Why did the kestrel nest? " * 5_000)
    longest = int(re.sub(r"\D", "", str(refused.value)))

    question = ("kestrel " * longest)[: longest - 1] + "?"
    assert assistant.search(question)[0].article.title == TELLING["kestrel"].title
    assert not assistant.ask(question).abstained
    for way in (assistant.search, assistant.ask):
        with pytest.raises(BadQuestion, match="Ask a shorter one"):
            way(question + "?")


@pytest.mark.parametrize("kind", NOT_WORDS)
def test_a_question_in_another_shape(assistant: Assistant, kind: str) -> None:
    assert_survives(assistant, NOT_WORDS[kind], Filters())
    assert_survives(assistant, f"{NOT_WORDS[kind]} kestrel"[-20_000:], ANY)


@settings(max_examples=60)
@given(question=st.text(max_size=200), filters=filters_of_any_kind)
def test_any_text(assistant: Assistant, question: str, filters: Filters) -> None:
    assert_survives(assistant, question, filters)


@settings(max_examples=60)
@given(
    parts=st.lists(st.sampled_from(OPERATORS) | telling | wrapped, min_size=1, max_size=12),
    between=st.sampled_from([" ", ""]),
    filters=filters_of_any_kind,
)
def test_words_among_operators(
    assistant: Assistant, parts: list[str], between: str, filters: Filters
) -> None:
    assert_survives(assistant, between.join(parts), filters)


# Words that name days, and such as seem to, two spaces between them.
DAYS = re.split(
    r"\s\s+",
    """
    between  and  in  before  since  until  to  -  from  after  by  of  the  week of  early  last
    February 30  31 June 2025  29 February  year 0  0000-00-00  0001-01-01  9999-12-31  12/31/9999  31.12.9999
    9999999 years ago  9999 decades ago  a couple of decades ago  the past 9999 weeks  the last 0 days
    1900  2099  2099-98  1900-2099  the 2090s  2025-13-45  Q4 2099  Q5 2025  March  June 2025  winter  Friday
    yesterday  this weekend  first half of  onwards  ٢٠٢٥  ２０２５
    """.strip(),
)


@settings(max_examples=60)
@given(
    parts=st.lists(st.sampled_from(DAYS), min_size=1, max_size=7),
    filters=filters_of_any_kind,
)
@example(parts=["between", "2025-01-01", "and", "9999-12-31"], filters=ANY)
def test_periods_that_make_no_sense(assistant: Assistant, parts: list[str], filters: Filters) -> None:
    assert_survives(assistant, f"kestrel {' '.join(parts)}", filters)


@pytest.mark.parametrize("word", TELLING)
def test_a_word_finds_its_article_however_it_is_wrapped(by_words: Assistant, word: str) -> None:
    for wrapping in ("{}", *WRAPPINGS):
        first, *_ = by_words.search(wrapping.format(word, word))

        assert first.article.title == TELLING[word].title, wrapping


@pytest.mark.parametrize(
    "pattern", ["{} -{}", "+{} +{}", "{} AND {}", "NOT {} NOT {}", "{} && !{}", '"{} {}"']
)
def test_a_word_is_never_an_operator(by_words: Assistant, pattern: str) -> None:
    """No sign leaves an article out or demands two words in one."""
    first, second, *_ = by_words.search(pattern.format("marmalade", "kestrel"))

    titles = {first.article.title, second.article.title}
    assert titles == {TELLING["marmalade"].title, TELLING["kestrel"].title}


def test_five_thousand_words_are_answered_in_two_seconds(assistant: Assistant) -> None:
    """All different, as many as the limit lets in."""
    words = ["".join(letters) for letters in islice(product(ascii_lowercase, repeat=3), 4_990)]
    question = " ".join([*words, "kestrel"])
    assert len(question.split()) >= 4_990

    started = time.process_time()
    hits = assistant.search(question)
    answer = assistant.ask(question)
    seconds = time.process_time() - started

    assert_sensible(hits, Filters())
    assert answer.question == question
    assert seconds < 4, "two seconds each"


def test_the_archive_is_as_it_was(archive: Corpus, assistant: Assistant) -> None:
    held = list(archive.catalogue.every_article())

    for question in [*NOT_WORDS.values(), *(one.format("kestrel", "kestrel") for one in WRAPPINGS)]:
        assistant.search(question)
        assistant.ask(question)

    assert list(archive.catalogue.every_article()) == held
    assert find_faults(archive) == []


# The command line -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    with archive_of(folder, *ARCHIVE):
        return folder


def test_on_the_command_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(home))
    monkeypatch.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: WordModel())
    command_line = CliRunner()
    for kind in ("all operators", "lone surrogates", "SQL", "control characters", "the last day", "Arabic"):
        hits = command_line.invoke(ui.cli.app, ["search", "--json", "--", NOT_WORDS[kind]])
        answer = command_line.invoke(ui.cli.app, ["ask", "--json", "--", NOT_WORDS[kind]])

        assert (hits.exit_code, answer.exit_code) == (0, 0), kind
        assert all(
            hit["text"] == TEXTS[hit["title"]][hit["start"] : hit["end"]] for hit in json.loads(hits.stdout)
        )
        assert json.loads(answer.stdout)["abstained"] in (True, False)
    refused = command_line.invoke(ui.cli.app, ["ask", "--json", "--", " \ud800 "])
    assert isinstance(refused.exception, BadQuestion)
    assert refused.stdout == ""
    assert command_line.invoke(ui.cli.app, ["check"]).exit_code == 0
