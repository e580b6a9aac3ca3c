"""How an article describes somebody: the office beside a name, "Iraq's foreign minister"."""

import re

from corpus.names import country_of, gender_of, is_courtesy, is_office, word_set
from corpus.records import Span
from ingest.quotes.cues import VERBS
from ingest.quotes.kinds import is_people
from ingest.quotes.runs import is_body, last_run, parted
from ingest.quotes.verbs import ALWAYS_FINITE

_WORD = re.compile(r"[^\W_][\w.'-]*")
_ROLE_BEFORE = re.compile(r"(?:(?<=\s)|^)(?:[\w'/-]+ ){1,6}$")
_ROLE_AFTER = re.compile(
    r", ((?:an? |the |one of |now |then )?[\w.'/&-]+(?: [\w.'/&-]+){0,13}?)(?=[,;\n]|\.?$|\.\s| who | and )"
)
_ROLE_STOPS = word_set(
    """
    the a an and or but when while as with by from to that of for in on at said told says is was were
    are his her its their our my against about than like if because where which who before after
    including between into over under since until among why what whose
    """
)
_WITHIN = re.compile(r" (?:of|in|to|for|with|by|at|and|from|under|over|near) ")
_VERB_FORM = re.compile(r"[a-z]+(?:ed|ing)$")
_BEING = word_set("is are was were")
_TIMES = word_set("former first now then longtime long since twice once most few several two three")
# What follows a name after a comma and describes nobody: "who called on ...", "told Norway's minister".
_CLAUSE = re.compile(
    r"(?:who|whom|whose|which|that|when|where|while|told|tells|said|says|wrote|has|had|have|was|is|were|are|will|"
    r"would|could|may|[a-z]+ed (?:the|an?|that|his|her|its|their|[A-Z]))\b"
)
_ROLE_ARTICLE = re.compile(r"^(?:the|an?|now|then) ")
_COUNTRY_FORM = re.compile(r"'s?$")


def roles_around(frame: str, run: Span, title: str) -> tuple[str, str]:
    """Return what describes the name at ``run``: before it, with ``title``, and behind it; "" for nothing."""
    head = frame[max(0, run.start - 80) : run.start]
    joined = head.endswith(", ") and (not title or is_office(head.split()[-1].rstrip(",")))
    if joined and frame[run.end : run.end + 1] == ",":
        head = f"{head[:-2]} "  # "Iceland's president, Einar Voss, told"
    after = _ROLE_AFTER.match(frame, run.end, run.end + 160)
    return role_before(head, title), after.group(1).rstrip(". ") if after else ""


def as_role(words: str) -> str | None:
    """Return a description without its article where it gives somebody's office, and is no clause."""
    role = _ROLE_ARTICLE.sub("", words)
    is_role = any(is_office(word.strip(".,")) for word in role.split()) and not _CLAUSE.match(role)
    return role if is_role and not _names_another(role) else None


def role_before(text: str, title: str) -> str:
    """Return the description that ``text`` ends with, and ``title``; "" where there is no office in it."""
    words: list[str] = []
    match = _ROLE_BEFORE.search(text)
    for word in reversed(match.group().split() if match else []):
        if word.lower() in _ROLE_STOPS or not word[0].isalnum():
            break
        told = VERBS.get(word)
        if word in ALWAYS_FINITE or (told and told.form in ("past", "s")):
            words = _behind_verb(word, words)
            break
        words.insert(0, word)
    role = " ".join([*_without_verb(words), *title.split()])
    offices = [word for word in role.split() if is_office(word) and not is_courtesy(word)]
    if not offices:
        return ""
    last = role.split()[-1]
    return role if is_office(last) or title else ""


def _names_another(role: str) -> bool:
    """Tell whether what seemed a role is the next in a list: "Ann Lee, former Senator Bob Ray, ..."."""
    run = last_run(role) if role.rpartition(" ")[2][:1].isupper() else None
    if run is None or _WITHIN.search(role[: run.start]):
        return False
    first, *rest = parted(role[run.start : run.end])[1].split(" ")
    return bool(rest and gender_of(first)) and not is_body(" ".join(rest)) and not is_office(rest[-1])


def _behind_verb(verb: str, words: list[str]) -> list[str]:
    """Return what follows a finite verb without what still belongs to it: "has recently met", "will be"."""
    at = 0
    while at < len(words) and (words[at].endswith("ly") or words[at] in ("be", "been", "also")):
        at += 1
    rest = words[at:]
    takes_verb = verb in ALWAYS_FINITE and verb not in _BEING
    if rest and rest[0].islower() and (_VERB_FORM.match(rest[0]) or (takes_verb and not _noun(rest[0]))):
        return rest[1:]
    return rest


def _noun(word: str) -> bool:
    return word in _TIMES or is_office(word) or is_people(word)


def _without_verb(words: list[str]) -> list[str]:
    """Return the words behind a verb, if any: "unrest prompted" in "unrest prompted British minister"."""
    for at in range(len(words) - 1, 0, -1):
        before, word = words[at - 1], words[at]
        told = word.endswith("ed") and word.islower() and not before.endswith("ly") and before not in _TIMES
        if "-" not in word and (told or (word.endswith("ing") and before.endswith("s"))):
            return words[at + 1 :]
    return words


def described_by(words: str) -> set[str]:
    """Return the words of a description in small letters, countries by their name."""
    bare = (_COUNTRY_FORM.sub("", word) for word in _WORD.findall(words))
    return {(country_of(word) or word).casefold() for word in bare}


def telling_words(phrase: str) -> set[str]:
    """Return the words by which a phrase tells who is meant: "the Iraqi minister" -> "iraq", "minister"."""
    return described_by(phrase) - _ROLE_STOPS
