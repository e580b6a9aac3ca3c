"""One briefing in every format and style: quotations exact, notes real, citations those of CSL itself."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from assistant.briefings.exporting import BIBLIOGRAPHIES, FORMATS, STYLES, BadExport, export, rendered
from assistant.briefings.exporting.style_files import style_of
from assistant.briefings.records import Heading, Item, Note
from tests.assistant.briefings.exporting.example import (
    COMPOSED,
    PAIRS,
    STATEMENTS,
    WORDS,
    notes_in,
    of,
    pandoc,
    paragraphs,
    pdf_pages,
    shown,
    statement,
    tree,
    with_article,
)

IN_TEXT = ("chicago-author-date", "apa", "mla", "harvard")
READERS = {"docx": "docx", "odt": "odt", "html": "html", "md": "gfm"}
CITED = [one for one in COMPOSED.briefing.items if COMPOSED.numbers(one)]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Csl = Callable[[str], tuple[list[str], dict[int, str]]]


@cache
def made(kind: str, style: str = "chicago-notes", notes: str | None = None) -> bytes:
    return rendered(COMPOSED, kind, style=style, notes=notes)


@cache
def read(kind: str, style: str = "chicago-notes", notes: str | None = None) -> list[Any]:
    """Return what pandoc reads of an export."""
    return tree(made(kind, style, notes), READERS[kind])


@pytest.fixture(scope="module")
def by_csl(tmp_path_factory: pytest.TempPathFactory) -> Csl:
    """What pandoc makes of our CSL-JSON by itself: what is cited, and the entries by source number."""
    file = tmp_path_factory.mktemp("csl") / "sources.json"
    items = json.loads(made("json"))
    for item in items:
        item.pop("note")
        item["title"] = item["title"].replace("<", "＜")  # of a headline, tags are shown, not read
    file.write_text(json.dumps(items), encoding="utf-8")

    @cache
    def processed(style: str) -> tuple[list[str], dict[int, str]]:
        chosen = style_of(style)
        cites = [
            [f"@source-{two}{', p. 2' * (two == 4)}" for one, two in PAIRS if one == item.id]
            for item in CITED
        ]
        if chosen.cites == "notes":
            text = "\n\n".join(f"x^[[{cite}]]" for one in cites for cite in one)
        else:
            text = "\n\n".join(f"[{'; '.join(one)}]" for one in cites)
        given = f"---\nnocite: '@*'\n---\n\n{text}\n".encode()
        options = ("--citeproc", "--csl", str(chosen.file), "--bibliography", str(file))
        blocks = resolved(json.loads(pandoc(given, "-f", "markdown-smart", "-t", "json", *options))["blocks"])
        found = [shown(one["c"]) for one in blocks if one["t"] == "Para"]
        found = list(notes_in(blocks)) if chosen.cites == "notes" else found
        entries = {
            int(entry["c"][0][0].rpartition("-")[2]): shown(
                [two for one in entry["c"][1] for two in one["c"]]
            )
            for entry in blocks[-1]["c"][1]
        }
        return [one.replace("＜", "<") for one in found], {
            number: entry.replace("＜", "<") for number, entry in entries.items()
        }

    return processed


def resolved(tree: Any) -> Any:
    """Return a tree in which what a citation became stands for itself."""
    if isinstance(tree, list):
        return [resolved(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("t") == "Cite":
        return {"t": "Span", "c": [["", [], []], resolved(tree["c"][1])]}
    return {key: resolved(value) for key, value in tree.items()}


def bare(words: str) -> str:
    """Return words without the mark that keeps a number in its place after Arabic."""
    return words.replace("\u200e", "")


# -- every format and style


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("style", STYLES)
def test_every_statement_is_exactly_what_it_was(kind: str, style: str) -> None:
    found = list(paragraphs(read(kind, style)))

    for one in STATEMENTS:
        assert any(words == one.text or words.startswith(f"{one.text} ") for words in found), one.text


@pytest.mark.parametrize("style", STYLES)
def test_the_pdf_and_the_plain_text_hold_every_statement(style: str) -> None:
    lines = made("txt", style).decode().splitlines()
    pages = " ".join(pdf_pages(made("pdf", style)))

    for one in STATEMENTS:
        assert any(line.strip().startswith(one.text) for line in lines), one.text
        if one.text.isascii():  # what is extracted of Arabic is in the order of the glyphs
            assert one.text in pages, one.text


@pytest.mark.parametrize("style", ["chicago-notes", "house"])
def test_each_footnote_is_the_formatted_source_and_its_number(style: str, by_csl: Csl) -> None:
    expected = [f"{cited} [{number}]" for cited, (_, number) in zip(by_csl(style)[0], PAIRS, strict=True)]

    for kind in ("docx", "odt", "md"):
        assert [bare(one).strip() for one in notes_in(read(kind, style))] == expected
    listed = [bare(one) for one in paragraphs(read("html", style))]
    for count, one in enumerate(expected, start=1):
        assert f"{count}. {one}" in listed
        assert f"{count}. {one}" in bare(made("txt", style).decode())


@pytest.mark.parametrize("style", IN_TEXT)
def test_other_styles_cite_in_the_text(style: str, by_csl: Csl) -> None:
    found = list(paragraphs(read("docx", style)))

    assert not list(notes_in(read("docx", style)))
    for one, cited in zip(STATEMENTS, by_csl(style)[0], strict=True):
        assert f"{one.text} {cited}" in found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", READERS)
def test_the_sources_are_what_the_style_makes_of_them_under_their_numbers(
    kind: str, style: str, by_csl: Csl
) -> None:
    found = list(paragraphs(read(kind, style)))

    for number, entry in by_csl(style)[1].items():
        if entry:  # a style may have none for an article without outlet, author, day and address
            assert f"[{number}] {entry}" in found
    listed = found[found.index("Sources") :]
    assert [int(one[1]) for one in listed if re.match(r"\[\d\] ", one)] == (
        list(by_csl(style)[1]) if style in IN_TEXT else list(range(1, 10))
    )


def test_a_style_that_is_no_ours_by_name_or_by_path(tmp_path: Path) -> None:
    own = tmp_path / "own.csl"
    own.write_bytes(style_of("house").file.read_bytes().replace(b"Unknown outlet", b"No paper"))

    assert "No paper, ‘No outlet here’" in rendered(COMPOSED, "txt", style=str(own)).decode()
    by_number = rendered(COMPOSED, "txt", style="ieee").decode()  # its own numbers would not be ours
    assert f"{WORDS[3]} [4, p. 2]" in by_number
    assert re.search(r"^\[4\] Reuters Staff, “Mayor resigns,”", by_number, re.M)
    without_list = rendered(COMPOSED, "txt", style="chicago-notes-no-url").decode()
    assert re.search(r"^\[3\] Associated Press, “Bridge Opens,” Harbour Post, n\.d\.", without_list, re.M)


@pytest.mark.parametrize("style", ["chicago-notes", "apa"])
def test_numbers_stand_in_the_text_where_they_are_asked_for(style: str) -> None:
    found = list(paragraphs(read("docx", style, "numbers")))

    assert f"{WORDS[0]} [1] [3]" in found
    assert f"{WORDS[3]} [4, p. 2]" in found
    assert not list(notes_in(read("docx", style, "numbers")))


def test_notes_with_a_style_that_has_none_are_its_entries(by_csl: Csl) -> None:
    found = list(notes_in(tree(made("docx", "apa", "footnotes"), "docx")))

    assert [bare(one).strip() for one in found] == [
        f"{by_csl('apa')[1][number]} [{number}]" for _, number in PAIRS
    ]


# -- each format


def part(made: bytes, name: str) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read(name))


def test_word_has_real_footnotes_or_endnotes() -> None:
    for wanted, other, element in (
        ("footnotes", "endnotes", "footnote"),
        ("endnotes", "footnotes", "endnote"),
    ):
        file = made("docx", "chicago-notes", wanted)
        names = zipfile.ZipFile(io.BytesIO(file)).namelist()
        assert f"word/{wanted}.xml" in names
        assert f"word/{other}.xml" not in names
        marks = [one.get(f"{W}id") for one in part(file, "word/document.xml").iter(f"{W}{element}Reference")]
        notes = [one.get(f"{W}id") for one in part(file, f"word/{wanted}.xml").iter(f"{W}{element}")]
        assert len(marks) == len(PAIRS)
        assert set(marks) <= set(notes)
        types = part(file, "[Content_Types].xml")
        assert [one.get("ContentType") for one in types if one.get("PartName") == f"/word/{wanted}.xml"]
    assert list(notes_in(tree(made("docx", "chicago-notes", "endnotes"), "docx"))) == list(
        notes_in(tree(made("docx"), "docx"))
    )


def test_opendocument_has_real_footnotes_or_endnotes() -> None:
    for wanted in ("footnotes", "endnotes"):
        content = part(made("odt", "chicago-notes", wanted), "content.xml")
        kinds = [one.get(f"{{{one.nsmap['text']}}}note-class") for one in content.iter("{*}note")]
        assert kinds == [wanted[:-1]] * len(PAIRS)


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_an_office_file_says_at_the_foot_what_it_rests_on(kind: str) -> None:
    foot = part(made(kind), {"docx": "word/footer1.xml", "odt": "styles.xml"}[kind])
    words = " ".join("".join(foot.itertext()).split())

    assert (
        "Dateline · as of 9 January 2025 · filters: since 1 January 2025, outlet The Gazette (read from the "
        "question) · archive snapshot 42 · answered by quotes"
    ) in words


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_every_part_of_an_office_file_is_named_and_well_formed(kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(kind))) as zipped:
        for name in zipped.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(zipped.read(name))
    used = {
        one.get(f"{W}val") for one in part(made("docx"), "word/document.xml").iter(f"{W}pStyle", f"{W}rStyle")
    }
    known = {one.get(f"{W}styleId") for one in part(made("docx"), "word/styles.xml").iter(f"{W}style")}
    assert used <= known


def test_the_same_briefing_gives_the_same_bytes() -> None:
    for kind in ("docx", "pdf", "odt", "bib"):
        assert rendered(COMPOSED, kind) == made(kind), kind


def test_the_page_is_one_valid_file_that_loads_nothing() -> None:
    text = made("html").decode()
    strict = etree.HTMLParser(recover=False, encoding="utf-8")
    page = etree.fromstring(made("html"), strict)

    assert page.get("lang") == "en"
    assert page.findtext("head/title") == COMPOSED.briefing.title
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@onclick")
    assert "url(" not in text
    assert "@import" not in text
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in page.xpath("//a/@href") if one.startswith("#")} <= set(ids)
    arabic = page.xpath("//div[@class='statement'][@dir='rtl']")
    assert [one.get("lang") for one in arabic] == ["ar"]


def test_links_lead_to_articles_and_nowhere_else() -> None:
    from pypdf import PdfReader

    allowed = {source.article.url for source in COMPOSED.sources}
    page = html.fromstring(made("html"))
    assert {one for one in page.xpath("//a/@href") if not one.startswith("#")} == allowed - {None}
    pages = PdfReader(io.BytesIO(made("pdf"))).pages
    actions = [
        one.get_object()["/A"]
        for page in pages
        for one in page.get("/Annots", ())
        if "/A" in one.get_object()
    ]
    assert {one["/URI"] for one in actions if "/URI" in one} == allowed - {None}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "x"]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    page = html.fromstring(rendered(with_article(url=url), "html"))

    assert not [one for one in page.xpath("//a/@href") if not one.startswith("#")]


def test_a_hostile_headline_stays_a_headline() -> None:
    hostile = (
        '</a></title><script>x()</script> #eval("1") ![x](http://evil.example/p) \\input{x} ${body}$ {{x}}'
    )
    made = with_article(title=hostile, outlet="<img src=x onerror=alert(1)>", author="<svg onload=alert(1)>")
    page = etree.fromstring(rendered(made, "html"), etree.HTMLParser(recover=False))

    assert not page.xpath("//script | //img | //svg")
    assert hostile.casefold() in "".join(page.itertext()).casefold()
    assert (
        "".join(hostile.split()).casefold()
        in "".join(pdf_pages(rendered(made, "pdf"))).replace(" ", "").casefold()
    )
    marked = tree(rendered(made, "md"), "gfm")
    assert "evil.example" not in json.dumps([one for one in marked if "Image" in json.dumps(one)])
    assert "RawInline" not in json.dumps(marked)


# -- faults, sources, provenance


@pytest.mark.parametrize("kind", READERS)
def test_a_fault_stands_at_its_statement(kind: str) -> None:
    found = list(paragraphs(read(kind, "apa")))
    at = found.index("[2] was corrected on 21 November 2026.")

    assert found[at - 1].startswith(WORDS[1])
    assert found[found.index("[6] was removed.") - 1].startswith(WORDS[5])
    flagged = next(at for at, line in enumerate(found) if line.startswith("Words in quotation marks do not"))
    assert found[flagged - 1].startswith(WORDS[1])


@pytest.mark.parametrize("kind", FORMATS)
def test_what_must_stand_with_a_source_does(kind: str) -> None:
    words = " ".join(pdf_pages(made(kind))) if kind == "pdf" else made(kind).decode(errors="ignore")
    if kind in ("docx", "odt"):
        words = " ".join(paragraphs(read(kind)))
    words = " ".join(words.split())

    assert f"Accessed 26 November 2026, archived version 3 of article {2:016x}." in words
    assert "Correction: an earlier version said nine. Credit: © Jo Poe." in words
    assert "Also carried by The Gazette, Harbour Post (again)." in words


@pytest.mark.parametrize("kind", READERS)
def test_the_appendix_shows_the_cited_words_in_their_paragraph(kind: str) -> None:
    blocks = read(kind)
    found = list(paragraphs(blocks))
    at = next(number for number, one in enumerate(found) if one.startswith("Note 2 · [2]"))

    assert "version 3" in found[at]
    assert "Times of Nowhere · 2 January 2025" in found[at]
    assert found[at + 1] == f"It went on. {WORDS[1]} Nobody spoke."
    marked = [shown(one["c"]) for one in elements(blocks, "Strong")]
    if kind == "html":
        marked = [one.text_content() for one in html.fromstring(made("html")).iter("mark")]
    assert set(WORDS) <= set(marked)
    short = list(paragraphs(tree(rendered(COMPOSED, kind, appendix=False), READERS[kind])))
    assert not any("Nobody spoke." in one for one in short)


def elements(tree: Any, kind: str) -> list[Any]:
    if isinstance(tree, list):
        return [found for one in tree for found in elements(one, kind)]
    if not isinstance(tree, dict):
        return []
    return [tree] * (tree.get("t") == kind) + elements(tree.get("c"), kind)


def test_a_long_paragraph_is_cut_between_words_around_the_cited_ones() -> None:
    composed = of("The cited words.")
    long = f"{'Before it. ' * 400}The cited words.{' After it.' * 400}"
    start = long.index("The cited")
    body = composed.briefing.items[0].body
    place = replace(body.places[0], span=replace(body.places[0].span, start=start, end=start + 16))
    item = replace(composed.briefing.items[0], body=replace(body, places=(place,)))
    cut = replace(
        composed,
        briefing=replace(composed.briefing, items=(item,)),
        sources=(replace(composed.sources[0], text=long),),
    )

    shown = next(one for one in rendered(cut, "txt").decode().splitlines() if "**The cited" in one).strip()
    assert re.fullmatch(
        r"…((Before )?it\. )+(Before it\. )*\*\*The cited words\.\*\*( After it\.)+( After)?…", shown
    )
    assert 800 < len(shown) < 1_400


def test_words_whose_text_is_gone_are_shown_as_they_were_cited() -> None:
    composed = of("Words that stood.")
    gone = replace(composed, sources=(replace(composed.sources[0], text=""),))

    assert "These words were cited: **Words that stood.**" in rendered(gone, "txt").decode()


def test_how_it_was_made_is_told_once_for_each_question() -> None:
    text = made("txt").decode()

    assert text.count("What did <b>they</b> say?") == 1
    assert (
        "As of 9 January 2025; filters: since 1 January 2025, outlet The Gazette (read from the question)"
        in text
    )
    assert "Statements put in or written anew by hand: 8." in text


def test_an_empty_briefing_is_a_document_too() -> None:
    empty = replace(COMPOSED, briefing=replace(COMPOSED.briefing, items=()), sources=(), faults=())

    for kind in (*FORMATS, *BIBLIOGRAPHIES):
        assert rendered(empty, kind) is not None
    assert "Dateline · archive snapshot 42 · composed by hand" in rendered(empty, "txt").decode()


# -- files and errors


def test_a_file_is_written_whole_in_the_format_of_its_suffix(tmp_path: Path) -> None:
    export(COMPOSED, tmp_path / "Briefing.TXT", style="mla")

    assert (tmp_path / "Briefing.TXT").read_bytes() == made("txt", "mla")
    assert [one.name for one in tmp_path.iterdir()] == ["Briefing.TXT"]


@pytest.mark.parametrize(
    ("file", "options", "told"),
    [
        ("b.xls", {}, r"cannot be written as \.xls\. There are \.docx, \.pdf, .*\.bib, \.ris, \.json"),
        ("b", {}, "without a suffix"),
        (
            "b.txt",
            {"style": "vancouver!"},
            "no citation style 'vancouver!'. There are chicago-notes, .*house",
        ),
        ("b.txt", {"style": "../x"}, "no citation style"),
        ("b.txt", {"style": "none.csl"}, r"none\.csl cannot be read \(No such file"),
        ("nowhere/b.txt", {}, "cannot be written .*Choose another place"),
        ("b.pdf", {"fonts": Path("no-such-folder")}, "no folder of fonts no-such-folder"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_can(
    tmp_path: Path, file: str, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadExport, match=told):
        export(of("Words."), tmp_path / file, **options)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", ["", "<style/>", "not xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"])
def test_a_file_that_is_no_style_is_told(tmp_path: Path, content: str) -> None:
    own = tmp_path / "own.csl"
    own.write_text(content)

    with pytest.raises(BadExport, match="no CSL style"):
        rendered(of("Words."), "txt", style=str(own))


def test_a_dependent_style_is_its_parent_if_that_is_installed(tmp_path: Path) -> None:
    own = tmp_path / "own.csl"
    dependent = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>
        <link rel="independent-parent" href="http://www.zotero.org/styles/PARENT"/></info></style>"""

    own.write_text(dependent.replace("PARENT", "apa"))
    assert style_of(str(own)) == style_of("apa")
    other = tmp_path / "other.csl"
    other.write_text(dependent.replace("PARENT", "../../no-such"))
    with pytest.raises(BadExport, match="only points to another style"):
        style_of(str(other))


# -- as on screen


def with_items(*bodies: Any) -> Any:
    items = tuple(Item(number, body) for number, body in enumerate(bodies, start=1))
    return replace(COMPOSED, briefing=replace(COMPOSED.briefing, items=items), faults=())


@pytest.mark.parametrize("kind", [*READERS, "txt", "pdf"])
def test_what_a_statement_leans_on_stands_before_it(kind: str) -> None:
    made = rendered(with_items(statement(7, before="The seventh spoke first.")), kind)

    said = " ".join(pdf_pages(made)) if kind == "pdf" else made.decode() if kind == "txt" else ""
    found = [said] if said else list(paragraphs(tree(made, READERS[kind])))
    assert any("Before it in the article: The seventh spoke first." in one for one in found)


def test_an_attribution_is_said_once_over_all_that_it_is_true_of() -> None:
    one, other = statement(7), replace(statement(8), line=statement(7).line)

    found = list(paragraphs(tree(rendered(with_items(one, other, Note("So."), other), "docx"), "docx")))

    assert found.count("Speaker 7, in print") == 2


def test_no_level_of_headings_is_skipped() -> None:
    made = rendered(with_items(Heading("Deep", 3), Heading("Deeper", 3), Heading("High", 1)), "html").decode()

    assert re.findall(r"<h(\d)[^>]*>(Deep|Deeper|High)<", made) == [
        ("2", "Deep"),
        ("3", "Deeper"),
        ("2", "High"),
    ]


def test_a_sample_article_says_so() -> None:
    made = rendered(with_article(sample=True), "txt").decode()

    assert "Sample article, written for Dateline." in made


@pytest.mark.parametrize("sign", ["\u202b", "\u2067", "\u202c", "\u2069\u2067"])
def test_a_headline_turns_nothing_round_but_itself(sign: str) -> None:
    made = rendered(with_article(title=f"Mayor {sign}resigns"), "html").decode()

    assert "Mayor resigns" in made
    assert sign not in made
    held = "A \u2067קרא\u2069 b"
    assert held in rendered(with_article(title=held), "html", style="house").decode()
