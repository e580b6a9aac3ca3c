"""Who said what: the quotes that find_quotes promises to find, and the speakers it gives them."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Quote
from ingest.quotes import find_quotes
from ingest.quotes.plausible import may_speak
from ingest.quotes.verbs import clause_from
from tests.ingest import polnear

OPENERS = '“”"„«»'
MINISTER = "Selma Okonjo, Freedonia's harbour minister, spoke on Monday.\n\n"


def said(text: str) -> list[tuple[str | None, str]]:
    """Return speaker and words of each quote, interrupted words joined by a bar."""
    return [(q.speaker, " | ".join(span.of(text) for span in q.spans)) for q in find_quotes(text)]


def only(text: str) -> Quote:
    """Return the one quote of ``text``."""
    (quote,) = find_quotes(text)
    return quote


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("“The dam will hold,” Ann Lee said on Friday.", "Ann Lee", "The dam will hold,"),
        ("“The dam will hold,” said Ann Lee, a farmer from Iowa.", "Ann Lee", "The dam will hold,"),
        ('"The dam will hold," Ann Lee told reporters.', "Ann Lee", "The dam will hold,"),
        ("''The dam will hold,'' Ann Lee said.", "Ann Lee", "The dam will hold,"),
        ("‘The dam won’t break,’ Ann Lee said.", "Ann Lee", "The dam won’t break,"),
        ("'The dam won't break,' Ann Lee said.", "Ann Lee", "The dam won't break,"),
        ("Ann Lee said: “The dam will hold.”", "Ann Lee", "The dam will hold."),
        (
            "On Friday, Ann Lee, the mayor, told Bob Ray: “The dam will hold.”",
            "Ann Lee",
            "The dam will hold.",
        ),
        ("“Will the dam hold?” Ann Lee asked.", "Ann Lee", "Will the dam hold?"),
        ("“The dam held,” thundered Ann Lee.", "Ann Lee", "The dam held,"),
        ("Ann Lee was blunt: “The dam will hold.”", "Ann Lee", "The dam will hold."),
        ("According to Ann Lee, “the dam will hold for years.”", "Ann Lee", "the dam will hold for years."),
        ("“The dam will hold for years.”\n\n— Ann Lee, engineer", "Ann Lee", "The dam will hold for years."),
        (
            "“It was ‘the dam of dams,’ they told me,” Ann Lee said.",
            "Ann Lee",
            "It was ‘the dam of dams,’ they told me,",
        ),
    ],
)
def test_direct_quotes_before_and_after_their_cue(text: str, speaker: str, words: str) -> None:
    assert said(text) == [(speaker, words)]
    assert only(text).direct


def test_an_interrupted_quote_is_one_quote_with_several_spans() -> None:
    text = "“The dam,” Ann Lee said, “will hold. I checked it.” Nobody else spoke."
    assert said(text) == [("Ann Lee", "The dam, | will hold. I checked it.")]
    text = "“The dam will hold,” Ann Lee said. “I checked it.”"
    assert said(text) == [("Ann Lee", "The dam will hold, | I checked it.")]


def test_a_quotation_of_several_paragraphs_repeats_only_its_opening_mark() -> None:
    text = "Ann Lee said: “The dam will hold.\n\n“I checked it myself.”\n\nIt rained."
    assert said(text) == [("Ann Lee", "The dam will hold. | I checked it myself.")]


def test_an_unbalanced_mark_does_not_swallow_the_article() -> None:
    text = "Ann Lee said: “The dam will hold.\n\nIt rained all week.\n\n“We left,” Bob Ray said."
    assert said(text) == [("Ann Lee", "The dam will hold."), ("Bob Ray", "We left,")]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Selma Okonjo said that the port would stay shut.", "the port would stay shut"),
        ("The port would stay shut, Okonjo said.", "The port would stay shut"),
        ("The Freedonian harbour minister noted that the port was shut.", "the port was shut"),
        ("Freedonia's harbour minister expressed hope that ships would return.", "ships would return"),
        ("Okonjo told the mayor of Sylvania that the port was shut.", "the port was shut"),
        ("According to Okonjo, the port would stay shut.", "the port would stay shut"),
        ("However, she added that the port would stay shut.", "the port would stay shut"),
    ],
)
def test_reported_speech_by_name_surname_office_and_pronoun(sentence: str, words: str) -> None:
    text = MINISTER.replace("Freedonia", "Iraq") + sentence.replace("Freedonian", "Iraqi").replace(
        "Freedonia", "Iraq"
    )
    quote = only(text)
    assert quote.spans[0].of(text) == words
    assert (quote.speaker, quote.role, quote.direct) == ("Selma Okonjo", "Iraq's harbour minister", False)


def test_two_statements_of_one_subject_are_two_quotes() -> None:
    text = "Ann Lee stressed that the dam was sound and stated that it would hold."
    assert said(text) == [("Ann Lee", "the dam was sound"), ("Ann Lee", "it would hold")]


def test_the_speaker_is_not_the_one_spoken_to() -> None:
    assert only("Ann Lee told Prime Minister Bob Ray: “You must go.”").speaker == "Ann Lee"


def test_a_pronoun_means_who_fits_and_spoke_last() -> None:
    text = "Mr. Bob Ray met Mrs. Ann Lee. “We agreed on all of it,” she said."
    assert said(text) == [("Ann Lee", "We agreed on all of it,")]
    text = "“It is late,” Senator Ann Lee said.\n\nBob Ray had gone. “We had better go too,” she added."
    assert said(text)[1] == ("Ann Lee", "We had better go too,")


def test_titles_and_descriptions_are_kept_as_the_role() -> None:
    assert only("“We lost,” Senator Ann Lee said.").role == "Senator"
    assert only("“We lost,” Acme campaign manager Ann Lee said.").role == "Acme campaign manager"
    assert only("“We lost,” said Ann Lee, a farmer.").role == "farmer"


def test_bodies_and_unnamed_people_speak_too() -> None:
    assert only("“We lost money,” the White House said.").speaker == "the White House".removeprefix("the ")
    assert only("“We lost money,” a spokesman for the bank said.").speaker == "a spokesman for the bank"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("However, some have complained the bridge takes years to build.", "some"),
        ("Dov Kane, a spokesman for the union, said Tuesday, “We will not move.”", "Dov Kane"),
        ("Correcting her figures, Ann Lee later tweeted Friday, “The dam holds.”", "Ann Lee"),
        (
            "Some came to the mayor’s defense, including Sen. Ann Lee of Iowa, who said it was a shame.",
            "Ann Lee",
        ),
        (
            "Groups including River Watch and Committee to Save Dams said in a letter that the dam was old.",
            "Groups including River Watch and Committee to Save Dams",
        ),
        (
            "A third engineer closely familiar with the design of the dam tells Reuters that it leaks badly.",
            "A third engineer",
        ),
        ("In what Ann Lee called “a farce,” the dam was closed.", "Ann Lee"),
        ("The Centers for Flood Control said the water was safe.", "Centers for Flood Control"),
        ("“The dam will hold,” said one senator involved in the talks.", "one senator"),
        ("BOSTON, May 3 (AP) — Ann Lee said the dam would hold for years.", "Ann Lee"),
        ("Ann Lee called the wall of the dam “a farce.”", "Ann Lee"),
        ("The minister condemned the attack on the port.", "The minister"),
        ("Mayor Ann Lee praised the engineers for their patience.", "Ann Lee"),
        ("The governor dismissed the warnings as “nonsense.”", "The governor"),
        ("Norway voiced regret for the two deaths.", "Norway"),
        ("The company declined to say whether the dam would be mended.", "The company"),
    ],
)
def test_the_speaker_is_the_whole_subject_and_nothing_else(sentence: str, speaker: str) -> None:
    assert [quote.speaker for quote in find_quotes(sentence)] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We hid for hours,” explained one Israeli.", "one Israeli"),
        ("“We hid for hours,” said an Iranian.", "an Iranian"),
        ("“We hid,” said two Syrians who had fled.", "two Syrians"),
        ("“It is our dam,” the Israeli said.", "the Israeli"),
        ("Many Texans said that the dam was old.", "Many Texans"),
        ("Some Iraqis said that the dam was old.", "Some Iraqis"),
        ("Ann Lee and others have argued that the dam was old.", "Ann Lee and others"),
        ("The nearby Harbour Office said that the dam was old.", "The nearby Harbour Office"),
    ],
)
def test_one_of_many_keeps_the_word_that_says_so(sentence: str, speaker: str) -> None:
    assert [quote.speaker for quote in find_quotes(sentence)] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We hid for hours,” said officials.", "officials"),
        ("“We hid for hours,” said senior US officials.", "senior US officials"),
        ("The dam was old, officials said.", "officials"),
        ("The dam was old, according to police.", "police"),
        ("The dam was old, according to port officials.", "port officials"),
        ("The dam was old, according to people familiar with it.", "people"),
        ("The dam, engineers said, would hold for years.", "engineers"),
        ("Yet prosecutors argued that the dam was old.", "prosecutors"),
        ("The town has what critics say is the oldest dam of all.", "critics"),
        ("Ann Lee built a dam that experts fear could break one day.", "experts"),
        ("The strikes brought out people who blame the old government.", "people"),
        ("She kept to it, a campaign pledge critics said would ruin the harbour.", "critics"),
        (
            "She closed it, a move some River Watch members said would ruin the harbour.",
            "some River Watch members",
        ),
        (
            "The dam leaks, said one Republican close to the mayor, calling it odd.",
            "one Republican close to the mayor",
        ),
    ],
)
def test_people_need_no_article_to_speak(sentence: str, speaker: str) -> None:
    assert {quote.speaker for quote in find_quotes(sentence)} == {speaker}


@pytest.mark.parametrize(
    "source", ["multiple reports", "court records", "a video", "past plans", "Harbour Office records"]
)
def test_what_was_read_somewhere_is_not_said_by_whom_it_is_about(source: str) -> None:
    assert said(f"The team bought more land, according to {source}.") == []
    assert said(f"Ann Lee sold the old dam, according to {source}. It rained.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Iris Moe consulted with Dr. Ann Lee, a surgeon at Bergen, who advised a long rest at home.",
            "Ann Lee",
        ),
        (
            "Ray interviewed some of his old students, who said, “He worked for us.”",
            "some of his old students",
        ),
        ("“It holds,” said Ann Lee, a farmer who has warned that the dam was old.", "Ann Lee"),
        (
            "The two members of the Harbour Party who said that the dam was old left.",
            "The two members of the Harbour Party",
        ),
        ("Ann Lee drew loud cheers, saying that the dam would be torn down.", "Ann Lee"),
        ("Norway’s Supreme Court in 1987 affirmed that the dam was old.", "Norway’s Supreme Court"),
        ("Acme Alliance on Friday said that the dam was old.", "Acme Alliance"),
        ("This week Harbour News reported that the dam was old.", "Harbour News"),
        ("Dana Roe likewise claimed that the dam was old.", "Dana Roe"),
        ("The two fell out over a letter in which Bo Ray said that the dam was old.", "Bo Ray"),
    ],
)
def test_a_speaker_is_no_clause_and_no_date(text: str, speaker: str) -> None:
    assert {quote.speaker for quote in find_quotes(text)} == {speaker}


@pytest.mark.parametrize(
    "phrase",
    [
        "Hamas started building the tunnels",
        "Much of the press hyped those",
        "The tremors forced children to flee",
        "The union held many",
        "The gunman shared a house in Bergen",
        "Some handed out fliers",
        "Ann Lee also backed members",
        "Klara dropped hints",
        "Engineers projected Social Security",
        "The mayor ran public",
    ],
)
def test_a_phrase_with_a_finite_verb_is_a_clause(phrase: str) -> None:
    assert clause_from(phrase) is not None
    assert not may_speak(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "a source briefed on the inquiry",
        "a man named Liam",
        "one concerned farmer",
        "The suspected gunman",
        "An unidentified Libyan official",
        "a prominent retired Army general",
        "House Republicans involved in the talks",
        "a coalition of 26 states led by Florida",
        "The United States",
        "United Airlines",
        "Associated Press",
        "Ted Cruz",
    ],
)
def test_a_participle_makes_no_clause(phrase: str) -> None:
    assert clause_from(phrase) is None
    assert may_speak(phrase)


def test_who_he_is_after_a_quotation_and_a_sentence_without_one() -> None:
    text = (
        "An army captain told Radio Nine that “the other side wants it all. It planned this.” Hamas started "
        "digging the tunnels into Israel two years ago, he explained, and “these tunnels are paid by you.”"
    )
    assert [speaker for speaker, _ in said(text)] == ["An army captain", "An army captain"]


@pytest.mark.parametrize(
    "text",
    [
        "The paper wrote of Oslo’s alleged use of force against the farmers.",
        "Ann Lee’s proposed cuts to the harbour came to little in the end.",
        "The flood renewed calls for a stronger dam above the town.",
        "A new minister is widely expected to close the harbour next year.",
        "JUST WATCHED Ann Lee says the dam will hold Replay More Videos ... MUST WATCH Lee claims it 02:18",
    ],
)
def test_descriptions_passives_and_video_titles_report_nothing(text: str) -> None:
    assert said(text) == []


def test_who_took_a_picture_is_not_the_name_of_its_subject() -> None:
    text = "She won the race. Bo Ray/AFP/Getty Images Ann Lee announces that the dam will stay."
    assert said(text) == [("Ann Lee", "the dam will stay")]
    assert only("Story highlights Ann Lee says that the dam will stay").speaker == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "The unrest prompted Swedish Prime Minister Ann Lee to act. Lee said she was sorry.",
            "Swedish Prime Minister",
        ),
        ("He has appointed Swedish minister Ann Lee. Lee said she was sorry.", "Swedish minister"),
        ("It can eventually replace Swedish minister Ann Lee. Lee said she was sorry.", "Swedish minister"),
        ("In the dam case, Justice Ann Lee, who has left, wrote that she was sorry.", "Justice"),
        ("They met Ann Lee, former Senator Bob Ray, and others. Lee said she was sorry.", None),
        ("“I am sorry,” warns Swedish blogger Ann Lee.", "Swedish blogger"),
    ],
)
def test_a_role_is_an_office_and_no_clause(text: str, role: str | None) -> None:
    (found,) = {(quote.speaker, quote.role) for quote in find_quotes(text) if quote.speaker == "Ann Lee"}
    assert found == ("Ann Lee", role)


@pytest.mark.parametrize(
    "subject",
    [
        "Thursday",
        "September",
        "Meanwhile",
        "Thankfully",
        "MORE",
        "The statement",
        "The paper",
        "The rice trade",
        "The mayor’s defense",
        "The lowest price the mill",
        "Its report",
        "The past week",
    ],
)
def test_what_cannot_speak_is_no_speaker(subject: str) -> None:
    assert said(f"{subject} said that the dam would hold.") == []
    text = f"“The dam will hold for years,” {subject[0].lower()}{subject[1:]} said."
    assert said(text) == [(None, "The dam will hold for years,")]


@pytest.mark.parametrize(
    "subject",
    [
        "Officials",
        "Some",
        "The union",
        "A spokesman for the bank",
        "Norway",
        "Most farmers in Iowa",
        "CNN",
        "Obama",
    ],
)
def test_people_groups_bodies_and_countries_are_speakers(subject: str) -> None:
    (quote,) = find_quotes(f"{subject} said that the dam would hold.")
    assert quote.speaker == subject.removeprefix("The ") or quote.speaker == subject


def test_a_document_speaks_for_its_author_if_the_article_names_one() -> None:
    text = "Radio Nine said in a statement that it was sorry. The statement added that the show would go on."
    assert [speaker for speaker, _ in said(text)] == ["Radio Nine", "Radio Nine"]
    assert only("A poll by River Watch found that most farmers were afraid.").speaker == "River Watch"
    assert only("Ann Lee’s letter said that the dam was old.").speaker == "Ann Lee"


def test_a_body_is_no_he_and_who_asks_does_not_answer() -> None:
    text = "Harbour Energy built the dam. Harbour Energy said it was safe.\n\n“It will hold,” he told CNN."
    assert said(text)[-1] == (None, "It will hold,")
    text = "President Bob Ray spoke. When CNN’s Carl Moss asked if it was safe, he responded, “Yes, it is.”"
    assert said(text)[-1] == ("Bob Ray", "Yes, it is.")


def test_what_somebody_is_asked_about_is_not_what_it_said() -> None:
    text = (
        "“I told you. No,” Ann Lee answered when asked by Ray whether the mayor believed the dam would hold."
    )
    assert said(text) == [("Ann Lee", "I told you. No,")]


def test_links_that_scraping_left_behind_a_name_are_passed_over() -> None:
    links = "Ann LeeFlood talks stall over money Mayor wins On The Water MORE"
    text = f"Sen. Ann Lee {links} (D-Iowa) said that Rep. Bob Ray would stay."
    assert said(text) == [("Ann Lee", "Rep. Bob Ray would stay")]
    text = f"Bob Ray said that Ann Lee {links} would stay."
    assert said(text) == [("Bob Ray", "Ann Lee |  would stay")]


def test_a_clause_goes_on_around_its_speaker_and_holds_what_it_quotes() -> None:
    assert said("The dam, Ann Lee said, would hold.") == [("Ann Lee", "The dam | would hold")]
    assert said("The pond, according to Ann Lee, is dry.") == [("Ann Lee", "The pond | is dry")]
    assert said("Ann Lee said that it was “safe.”") == [("Ann Lee", "it was “safe.”")]


def test_a_quotation_goes_on_after_a_description_of_its_speaker() -> None:
    words = "The dam holds, | but it is old."
    assert said("“The dam holds,” said Ann Lee, a farmer, “but it is old.”") == [("Ann Lee", words)]
    text = "“The dam holds,” said Ann Lee, a farmer from Fresno, Calif. “I looked.”"
    assert said(text) == [("Ann Lee", "The dam holds, | I looked.")]
    text = "“The old dam still holds.\n\n“I looked at it,” Ann Lee said."
    assert said(text) == [("Ann Lee", "The old dam still holds. | I looked at it,")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “dam of dams” was finished in May.",
        "Ann Lee wrote nothing. Her film “Water Under Bridges” won a prize.",
        'A 12" pipe and a 5\'10" man passed.',
        "Ann Lee was quoted in the report of the police on the claims.",
    ],
)
def test_scare_quotes_titles_and_inches_are_not_quotes(text: str) -> None:
    assert said(text) == []


def test_words_that_nobody_is_named_for_have_no_speaker() -> None:
    quote = only("It rained.\n\n“The dam will hold for many more years.”\n\nIt rained again.")
    assert (quote.speaker, quote.cue, quote.direct) == (None, None, True)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab AB.,:;?!'\n“”\"‘’—-") | st.characters(), max_size=200))
def test_any_text_is_read_and_spans_lie_inside_it(text: str) -> None:
    check_spans(text)


PIECES = [
    "“",
    "”",
    '"',
    "''",
    "‘",
    "’",
    " said ",
    "Ann Lee",
    "he",
    ", ",
    ". ",
    "\n\n",
    ": ",
    "that ",
    "No",
    "told",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_jumble_of_marks_and_cues_gives_spans_without_their_marks(pieces: list[str]) -> None:
    check_spans("".join(pieces))


def check_spans(text: str) -> None:
    """Check what holds for the quotes of any text."""
    quotes = find_quotes(text)
    assert quotes == sorted(quotes, key=lambda quote: quote.spans[0].start)
    for quote in quotes:
        assert quote.spans
        for span in quote.spans:
            assert 0 <= span.start < span.end <= len(text)
            if quote.direct:
                assert text[span.start] not in OPENERS
                assert text[span.end - 1] not in OPENERS


@pytest.mark.parametrize(
    "piece",
    [
        "said, ",
        "He said ",
        '"Yes." ',
        "“No,” Ann Lee said. ",
        "A B ",
        "“",
        "‘a ",
        "the man, who ",
        "x. ",
        ", a b",
        "Ab said. ",
        "Ann Lee Ann LeeX ",
        "Ann Lee Ann LeeX MORE ",
        "the a of the b ",
        "the men who led ",
        ". JUST WATCHED a ",
        ". Ab Lee/Getty Images A",
    ],
)
def test_an_endless_line_takes_time_in_proportion_to_its_length(piece: str) -> None:
    short, long = (fastest((piece * size)[:size]) for size in (25_000, 100_000))
    assert long < 12 * short + 0.5


def fastest(text: str) -> float:
    """Return the processor time of the fastest of two readings."""
    times = []
    for _ in range(2):
        start = time.process_time()
        find_quotes(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.skipif(
    not polnear.QUOTES.exists(), reason="../shared/data/quotes is absent: PolNeAR not measured"
)
def test_speakers_on_polnear_stay_above_the_floor() -> None:
    # A fixed sample of 200 training articles: 2 s. The floors are what it reaches, rounded down.
    sample = random.Random(7).sample(polnear.load("train"), 200)  # noqa: S311
    found = polnear.score(sample)
    assert found["direct"] >= 0.88
    assert found["speaker right"] >= 0.88
    assert found["pronoun resolved"] >= 0.88
    assert found["indirect found"] >= 0.42
    assert found["indirect right"] >= 0.36
    assert found["precision direct"] >= 0.86
    assert found["precision indirect"] >= 0.76
