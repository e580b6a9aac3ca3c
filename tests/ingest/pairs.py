"""Pairs of articles whose being copies is known, made from real articles: what other newsrooms do to a text.

Nothing of the real texts stands here; the boilerplate, the introductions and the columns' frames were
written for this file. The same seed and articles make the same pairs.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from corpus.records import Draft
from corpus.schema import articles, versions

OUTLETS = ("Harbour Gazette", "Tern Valley Mail", "The Halm Courier", "North Shore Post", "Quill & Ledger")
BYLINES = ("Ada Quill", "Staff", "The Associated Press", "N. Garrity, Wire Services", None, "Newsroom")
BOILERPLATE = (
    "Sign up for our morning newsletter and get the day's most important stories before breakfast. "
    "By subscribing you agree to our terms of use and acknowledge our privacy policy.",
    "Thank you for reading. Our newsletter brings you what matters every morning at seven, free of charge. "
    "Enter your address below and confirm the message that we send you. You can end the subscription "
    "whenever you like by the link that stands under each letter.\n\nWe use your address for this letter "
    "alone, and hand it to nobody. What we keep about you, and for how long, is written in our declaration "
    "on privacy, which also says how you can object.\n\nReaders who subscribe support our work: a year costs "
    "less than a coffee a week. Gift vouchers can be had in our shop.",
    "Listen to this article. This audio is read by a machine; words may be pronounced wrongly. Let us know.",
    "All rights reserved. This material may not be published, broadcast, rewritten or passed on without "
    "written leave. Prices are delayed by at least fifteen minutes. Terms of service, imprint and the rules "
    "on advertising stand at the foot of every page. Complaints may be sent to the readers' editor, who "
    "answers within ten working days and publishes what had to be corrected.",
    "Follow us wherever you read your news, and share this story with a friend.",
    "The opinions of our guests are their own. Have your say: letters of up to two hundred words, with your "
    "full name, address and a telephone number at which we can reach you by day, are printed every "
    "Saturday. We shorten letters where we must and never change their meaning. Anonymous letters go "
    "unread.\n\nNearby in this issue: what the council decided about the bridge, our guide to the summer "
    "fairs, and the crossword, with last week's solution.",
)
INTRODUCTIONS = (
    "Readers in the valley have followed the matter closely, and several wrote to us this week to say that "
    "they fear what it may mean for the mill, the school and the road. The mayor told the Mail that the "
    "council had not been asked.",
    "What follows concerns more people here than one might think: by the county's own count one household "
    "in six has a relative who is touched by it.\n\nAt the market on Saturday nobody would talk of anything "
    "else, said Berta Holm, who has sold cheese there since 1987. “We heard it on the radio,” she said.",
    "Here is what our partners report today. We have added what was said at Tuesday's meeting in Halm, "
    "where about forty people had come in spite of the rain.",
    "From our own desk: the local office would not comment when it was reached by telephone on Thursday, "
    "and referred all questions to the capital. A spokeswoman for the harbour board called it “no surprise "
    "at all”, and pointed to the letter that the board had sent in spring.",
)
HEADLINES = (
    "What we know so far about {}",
    "{}: the day's developments",
    "Questions and answers: {}",
    "Why {} matters here",
)
FRAMES = (
    (
        OUTLETS[0],
        "Friday column: the week in letters",
        "Welcome to our Friday column, in which we look back on the week, answer your letters and tell you "
        "what our reporters will watch next. As always, the best letters win a jar of harbour honey, and the "
        "rules have not changed since we began: one letter each, no attachments, no verse.",
        "And that was the week. If something is missing, write to us by Wednesday evening. The column is "
        "put together by the night desk from what our readers send in, and the desk's decision is final. "
        "Next week we shall be back in this place, with the quiz, the weather that was, and the honey.",
    ),
    (
        OUTLETS[1],
        "What we know today",
        "Every day we gather here what is known, what is being said, and what remains open. The page is "
        "brought up to date as news comes in; times are local, and the newest stands on top. Figures come "
        "from the authorities named and may be corrected later, in which case we say so at the foot.",
        "How we work: two people read every line before it goes up. Where witnesses disagree we print both. "
        "We do not name children, and we do not show faces of people who have not agreed. If you know more, "
        "our secure letterbox is open day and night, and we protect those who write to us.",
    ),
)
_STOP = frozenset(
    "about after their there which would could these those where while being other said".split()
)


@dataclass(frozen=True)
class Pair:
    """Two articles, whether they carry the same text, and how the second was made."""

    one: Draft
    other: Draft
    copies: bool
    how: str


def made_pairs(drafts: Sequence[Draft], seed: int, each: int) -> Iterator[Pair]:
    """Yield ``each`` copies, and as many pairs altogether that are none, of drafts chosen by the seed."""
    chance = random.Random(seed)  # noqa: S311
    bases = [one for one in drafts if len(paragraphs(one.text)) >= 5]
    chosen = chance.sample(bases, min(each, len(bases)))
    for one in chosen:
        yield _copied(one, chance)
    beside = chance.sample(bases, len(chosen))
    makers = (_same_boilerplate, _same_column, _same_background, _new_tally)
    for n, (one, other) in enumerate(zip(chosen, beside, strict=True)):
        if one is not other:
            yield makers[n % len(makers)](one, other, chance)


def same_story(drafts: Sequence[Draft], most: int) -> list[tuple[Draft, Draft]]:
    """Return pairs by different outlets, at most a day apart, that share the most rare words: one story."""
    rarity: Counter[str] = Counter()
    telling = [set(re.findall(r"\b[a-z]\w{5,}|\b[A-Z]\w{3,}", one.text[:3000])) for one in drafts]
    for its in telling:
        rarity.update(its)
    rare = [{word for word in its if 2 <= rarity[word] <= 40} for its in telling]
    owners: dict[str, list[int]] = {}
    for n, its in enumerate(rare):
        for word in its:
            owners.setdefault(word, []).append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for several in owners.values():
        for at, a in enumerate(several):
            for b in several[at + 1 :]:
                one, other = drafts[a], drafts[b]
                if one.outlet != other.outlet and _within_a_day(one, other):
                    shared[a, b] += 1
    ranked = sorted(shared, key=lambda pair: (-shared[pair] / len(rare[pair[0]] | rare[pair[1]]), pair))
    return [(drafts[a], drafts[b]) for a, b in ranked[:most]]


def _within_a_day(one: Draft, other: Draft) -> bool:
    return bool(one.published and other.published and abs((one.published - other.published).days) <= 1)


def take_in(connection: sa.Connection, drafts: Sequence[Draft]) -> list[str]:
    """Write the rows of articles and nothing else; return their ids, which are the external ones."""
    for one in drafts:
        values = {"id": one.external_id, "identity": one.external_id, "fingerprint": "", "version": 1}
        named = {
            "title": one.title,
            "outlet": one.outlet,
            "author": one.author,
            "external_id": one.external_id,
        }
        day = one.published.isoformat() if one.published else None
        connection.execute(
            articles.insert().values(**values, **named, published=day, sample=False, indexed=False)
        )
        now = datetime.now(UTC)
        rows = {"article_id": one.external_id, "version": 1, "text": one.text, "text_hash": "", "added": now}
        connection.execute(versions.insert().values(**rows))
    return [str(one.external_id) for one in drafts]


def paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs; a text in one piece is parted after every third sentence."""
    parts = [part.strip() for part in re.split(r"\n+", text) if part.strip()]
    if len(parts) >= 5:
        return parts
    each = re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])", text)
    return [" ".join(each[at : at + 3]) for at in range(0, len(each), 3)]


def _copied(one: Draft, chance: random.Random) -> Pair:
    """Return the article beside a copy to which two to five of the usual things were done."""
    body, title, author = paragraphs(one.text), one.title, one.author
    done = chance.sample(
        ("cut", "byline", "headline", "boilerplate", "edits", "order", "intro"), chance.randint(2, 5)
    )
    if "cut" in done:
        body = _cut(body, chance.uniform(0.1, 0.6), chance)
    if "order" in done and len(body) > 3:
        head = body[:4]
        chance.shuffle(head)
        body = head + body[4:]
    if "edits" in done:
        body = [_edited(part, chance.uniform(0.01, 0.03), chance) for part in body]
    if "intro" in done:
        body = [chance.choice(INTRODUCTIONS), *body]
    if "boilerplate" in done:
        front, back = chance.sample(BOILERPLATE, 2)
        body = [front, *body] if chance.random() < 0.5 else body
        body = [*body, back]
    if "byline" in done:
        author = chance.choice(BYLINES)
    if "headline" in done:
        title = _headline(one, chance)
    day = one.published + timedelta(chance.randint(0, 3)) if one.published else None
    other = _second(one, title, "\n\n".join(body), author=author, published=day, chance=chance)
    if chance.random() < 0.1:  # printed twice by one outlet
        other = replace(other, outlet=one.outlet)
    return Pair(one, other, True, "+".join(sorted(done)))


def _cut(body: list[str], share: float, chance: random.Random) -> list[str]:
    """Leave out this share of the text, from the end or here and there; the first paragraph stays."""
    left = sum(map(len, body)) * share
    kept = list(body)
    from_the_end = chance.random() < 0.5
    while len(kept) > 2:
        at = len(kept) - 1 if from_the_end else chance.randrange(1, len(kept))
        if left < len(kept[at]) / 2:
            break
        left -= len(kept.pop(at))
    return kept


def _edited(text: str, share: float, chance: random.Random) -> str:
    """Change this share of the words: numbers to others, words to others or to none."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if chance.random() < share or (word.isdigit() and chance.random() < 0.2):
            words[at] = (
                str(chance.randint(2, 90))
                if word.isdigit()
                else chance.choice(("", "indeed", "reportedly", "some"))
            )
    return " ".join(word for word in words if word)


def _same_boilerplate(one: Draft, other: Draft, chance: random.Random) -> Pair:
    """Put the same boilerplate around two articles: up to half of the shorter one."""
    front, back = chance.sample(BOILERPLATE, 2)
    short = _cut(paragraphs(other.text), chance.uniform(0.0, 0.8), chance)
    first = replace(one, text="\n\n".join((front, one.text, back)), external_id=f"{one.external_id}~framed")
    second = _second(other, other.title, "\n\n".join((front, *short, back)), chance=chance)
    return Pair(first, second, False, "boilerplate")


def _same_column(one: Draft, other: Draft, chance: random.Random) -> Pair:
    """Fill one column's frame, up to 60% of the page, with parts of two articles, a day or a week apart."""
    outlet, title, front, back = chance.choice(FRAMES)
    least = (len(front) + len(back)) * chance.uniform(0.67, 3)
    pages = []
    for it in (one, other):
        parts: list[str] = []
        for part in paragraphs(it.text):
            if sum(map(len, parts)) < least:
                parts.append(part)
        pages.append("\n\n".join((front, *parts, back)))
    first = replace(one, title=title, text=pages[0], outlet=outlet, external_id=f"{one.external_id}~column")
    day = one.published + timedelta(chance.choice((1, 7))) if one.published else None
    second = replace(_second(other, title, pages[1], published=day, chance=chance), outlet=outlet)
    return Pair(first, second, False, "column")


def _same_background(one: Draft, other: Draft, chance: random.Random) -> Pair:
    """Put news of another article before the last paragraphs of this one: its background, a third to 60%."""
    news = _opening(other)
    room = min(sum(map(len, news)) * chance.uniform(0.5, 1.5), len(one.text) / 2)
    background: list[str] = []
    for part in reversed(paragraphs(one.text)):
        if sum(map(len, background)) + len(part) <= room:
            background.insert(0, part)
    day = one.published + timedelta(chance.randint(1, 10)) if one.published else None
    made = _second(other, other.title, "\n\n".join((*news, *background)), published=day, chance=chance)
    return Pair(one, made, False, "background")


def _new_tally(one: Draft, other: Draft, chance: random.Random) -> Pair:
    """Bring a report up to date: other numbers, a new lead, and over half of its paragraphs new."""
    news = [chance.choice(INTRODUCTIONS), *_opening(other)]
    room = sum(map(len, news)) * 0.8
    old: list[str] = []
    for part in paragraphs(one.text)[1:]:
        if chance.random() < 0.5 and sum(map(len, old)) + len(part) <= room:
            old.append(re.sub(r"\d+", lambda _: str(chance.randint(2, 9999)), part))
    text = "\n\n".join((*news[:3], *old, *news[3:]))
    day = one.published + timedelta(chance.choice((1, 2, 7, 14))) if one.published else None
    made = replace(_second(one, one.title, text, published=day, chance=chance), outlet=one.outlet)
    return Pair(one, made, False, "tally")


def _opening(one: Draft) -> list[str]:
    """Return an article's first paragraphs, two fifths of it at most: what makes no copy of it."""
    first: list[str] = []
    for part in paragraphs(one.text):
        if sum(map(len, first)) + len(part) > 0.4 * len(one.text):
            break
        first.append(part)
    return first


def _headline(one: Draft, chance: random.Random) -> str:
    words = [word for word in re.findall(r"\w{5,}", one.title) if word.casefold() not in _STOP] or ["this"]
    return chance.choice(HEADLINES).format(" ".join(words[: chance.randint(1, 3)]))


def _second(one: Draft, title: str, text: str, *, chance: random.Random, **values: object) -> Draft:
    outlet = chance.choice(OUTLETS)
    made = replace(one, title=title, text=text, outlet=outlet, url=None, **values)  # type: ignore[arg-type]
    return replace(made, external_id=f"{one.external_id}~{chance.getrandbits(32):08x}")
