"""Ways in which a language model misbehaves: each makes what it writes from the passages it was shown."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.prompts import REFUSAL

Writes = Callable[["Prompt"], Sequence[Any] | str | None]

_PASSAGE = re.compile(r"^\[(\w{4})\] \(.*\)\n", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’]?\s+(?=[“\"A-Z])")
# More than one sentence, or none: a change in one would leave the other true.
_SEVERAL = re.compile(r"[.!?…]\S*\s|[|@]|://")
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{25,250}?)[,.]?[”\"]")
_NOT = re.compile(
    r"\b(will|would|did|does|do|is|are|was|were|has|have|had|could|can|should) not\b(?! only)|\bnever "
)
_VERB = re.compile(r"\b(will|would|did|does|is|are|was|were|has|have|had|could|can|should) (?!not\b)")
_PERSON = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{2,} [A-Z][a-z]{2,})\b(?! [A-Z])")
_SAID = re.compile(r"\A(?:[A-Z][\w.]+ ){1,4}said\b")
_FIGURE = re.compile(r"(?<![\d.,:$/-])([1-9]\d{1,3})(?![\d:/-]|[.,]\d)")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a passage, with the passage's id."""

    id: str
    text: str


class Prompt:
    """What the model was given: the passages under their ids, and all of its words."""

    def __init__(self, request: dict[str, Any], turn: int = 0) -> None:
        """``turn`` counts the questions: what has several forms takes another one each time."""
        self.turn = turn
        self.whole = "\n\n".join(message["content"] for message in request["messages"])
        human = request["messages"][-1]["content"].rpartition("\n\nToday is ")[0]
        _, *parts = _PASSAGE.split(human)
        self.passages = dict(zip(parts[::2], (text.strip() for text in parts[1::2]), strict=True))
        self.ids = list(self.passages)
        self.sentences = [
            Sentence(name, one.strip())
            for name, text in self.passages.items()
            for line in text.splitlines()
            for one in _SENTENCE.split(line)
            if len(one.split()) > 5 and not _SEVERAL.search(one)
        ]

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
        """Yield the first place of a pattern in each sentence that has one."""
        for one in self.sentences:
            if found := pattern.search(one.text):
                yield one, found

    def plain(self) -> Iterator[Sentence]:
        """Yield sentences without quotation marks, as an honest model may repeat them."""
        return (one for one in self.sentences if not re.search("[\"“”‘«»]|['’](?!s)", one.text))

    def quotes(self) -> Iterator[tuple[str, str]]:
        """Yield the passages' own quotations: id and words."""
        for name, text in self.passages.items():
            for found in _QUOTED.finditer(text):
                yield name, found[1].strip()

    def other_than(self, name: str) -> str | None:
        """Return the id of another passage."""
        return next((one for one in self.ids if one != name), None)


@dataclass(frozen=True)
class Misbehaviour:
    """``false``: nothing it writes is true, so nothing of it is shown without a flag.

    ``slips`` is the share of answers in which that cannot be seen.
    """

    writes: Writes
    false: bool
    slips: float
    finish: str


MISBEHAVIOURS: dict[str, Misbehaviour] = {}


def _one(*, false: bool = False, slips: float = 0, finish: str = "stop") -> Callable[[Writes], Writes]:
    def register(writes: Writes) -> Writes:
        MISBEHAVIOURS[writes.__name__.replace("_", " ")] = Misbehaviour(writes, false, slips, finish)
        return writes

    return register


def _bare(text: str) -> str:
    return re.sub('["“”]', "", text).rstrip(". ")


def _cited(text: str, *names: str) -> str:
    """Return a sentence as the prompt asks for it."""
    return f"{text.rstrip('. ')} [{', '.join(names)}]."


def _honest(prompt: Prompt) -> str:
    return " ".join(_cited(one.text, one.id) for one in list(prompt.plain())[:2])


# It changes what the passages say ------------------------------------------------------------------


@_one(false=True)
def dropped_not(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_NOT):
        kept = f"{found[1]} " if found[1] else ""
        changed = one.text[: found.start()] + kept.strip() + one.text[found.end() :]
        return _cited(_bare(" ".join(changed.split())), one.id)
    return None


@_one(false=True)
def dropped_not_in_a_quotation(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        if found := re.search(r"\bnot |n[’']t\b", words):
            return _cited(f"An official said “{words[: found.start()]}{words[found.end() :]}”", name)
    return None


@_one(false=True)
def added_not(prompt: Prompt) -> str | None:
    for one in prompt.plain():
        if (found := _VERB.search(one.text)) and not _NOT.search(one.text):
            return _cited(f"{one.text[: found.end()]}not {one.text[found.end() :]}", one.id)
    return None


@_one(false=True)
def added_not_in_a_quotation(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        if found := _VERB.search(words):
            return _cited(f"It was said: “{words[: found.end()]}not {words[found.end() :]}”", name)
    return None


@_one(false=True)
def changed_figure(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_FIGURE):
        wrong = next(str(n) for n in range(int(found[1]) + 7, 99_999, 13) if str(n) not in prompt.whole)
        return _cited(_bare(one.text[: found.start()] + wrong + one.text[found.end() :]), one.id)
    return None


@_one(false=True)
def changed_figure_in_a_quotation(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        if found := re.search(r"\d+", words):
            return _cited(
                f"“{words[: found.start()]}{int(found[0]) + 1}{words[found.end() :]}”, it said", name
            )
    return None


@_one(false=True)
def figure_of_another_passage(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_FIGURE):
        for other, figure in prompt.find(_FIGURE):
            if other.id != one.id and figure[1] not in prompt.passages[one.id]:
                changed = one.text[: found.start()] + figure[1] + one.text[found.end() :]
                return _cited(_bare(changed), one.id)
    return None


@_one(false=True)
def figure_in_other_digits(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_FIGURE):
        digits = "".join(chr(0x0660 + int(digit)) for digit in str(int(found[1]) + 3))
        return _cited(_bare(one.text[: found.start()] + digits + one.text[found.end() :]), one.id)
    return None


# Nothing speaks against a name near words for which the article names no one.
@_one(false=True, slips=0.1)
def swapped_speaker(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        text = prompt.passages[name]
        near = text[max(text.index(words) - 300, 0) : text.index(words) + len(words) + 300]
        people = [who for who in _PERSON.findall(prompt.whole) if who.split()[-1] not in near]
        if people:
            return _cited(f"“{words}”, {people[0]} said", name)
    return None


@_one(false=True, slips=0.1)
def swapped_speaker_in_a_paraphrase(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_SAID):
        people = [who for who in _PERSON.findall(prompt.passages[one.id]) if who.split()[-1] not in one.text]
        if people and not re.search('["“”]', one.text):
            return _cited(f"{one.text[: found.start()]}{people[0]} said{one.text[found.end() :]}", one.id)
    return None


@_one(false=True)
def invented_speaker(prompt: Prompt) -> str | None:
    return next((_cited(f"“{words}”, Zebulon Marsh said", name) for name, words in prompt.quotes()), None)


# It does things to quotations ----------------------------------------------------------------------


@_one(false=True)
def stitched_from_two_places(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        for other, more in prompt.quotes():
            if other == name and more != words and more not in words and words not in more:
                return _cited(f"“{' '.join(words.split()[:5])} {' '.join(more.split()[-5:])}”, it said", name)
    return None


@_one(false=True)
def stitched_from_two_passages(prompt: Prompt) -> str | None:
    for one in prompt.sentences:
        other = next((more for more in prompt.sentences if more.id != one.id), None)
        if other:
            begun, ended = " ".join(one.text.split()[:6]), " ".join(other.text.split()[-6:])
            return _cited(f"It read “{_bare(begun)} {_bare(ended)}”", one.id, other.id)
    return None


@_one(false=True)
def translated_quotation(prompt: Prompt) -> str | None:
    name = prompt.ids[0]
    return _cited("Er sagte: „Wir werden das nicht zulassen, und daran wird sich nichts ändern“", name)


@_one(false=True)
def paraphrase_in_marks(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        tokens = words.split()
        return _cited(f"It was said that “{' '.join([*tokens[1:3], 'basically', *tokens[3:]])}”", name)
    return None


@_one(false=True)
def ellipsis_hides_a_turn(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_NOT):
        before, after = one.text[: found.start()].split()[-4:], one.text[found.end() :].split()[:5]
        kept = found[1] or ""
        return _cited(f"It was said: “{_bare(' '.join(before))} {kept} ... {_bare(' '.join(after))}”", one.id)
    return None


@_one(false=True)
def bracketed_insertion(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        tokens = words.split()
        return _cited(f"“{' '.join(tokens[:3])} [the government] {' '.join(tokens[4:])}”, it said", name)
    return None


@_one(false=True)
def truncated_so_that_it_turns(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_NOT):
        rest = " ".join(_bare(one.text[found.end() :]).split()[:7])
        if len(rest.split()) > 3:
            return _cited(f"It was said that they would “{rest}”", one.id)
    return None


@_one(false=True)
def one_word_replaced(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        tokens = words.split()
        return _cited(f"“{' '.join([*tokens[:-1], 'gladly'])}”, it said", name)
    return None


@_one(false=True)
def words_of_a_passage_not_cited(prompt: Prompt) -> str | None:
    for _, words in prompt.quotes():
        other = next((one for one in prompt.ids if words not in prompt.passages[one]), None)
        if other:
            return _cited(f"“{words}”, it said", other)
    return None


_ALL_MARKS = (
    "“” \"\" «» »« „“ „” ‚‘ ‹› 「」 『』 ｢｣ ﹁﹂ 《》 〈〉 〝〞 ＂＂ ❝❞ ⹂” ″″ '' ‘’ ‛’ `` ❛❜ ＇＇ ❮❯".split()
)


@_one(false=True)
def false_words_in_all_marks(prompt: Prompt) -> str | None:
    marks = [*_ALL_MARKS, ("``", "''"), (",,", "''"), ("&ldquo;", "&rdquo;"), ("&amp;quot;", "&amp;quot;")]
    return "\n".join(
        _cited(
            f"It was said that {left}all of it was gladly given away{right} number by number", prompt.ids[0]
        )
        + f" Then came {left}even more of it, given gladly{right} [{prompt.ids[0]}]."
        for left, right in marks[prompt.turn :: 4]
    )


@_one()
def true_words_in_all_marks(prompt: Prompt) -> str | None:
    return " ".join(
        _cited(f"It was said: {left}{words}{right}", name)
        for (name, words), (left, right) in zip(prompt.quotes(), _ALL_MARKS[prompt.turn :], strict=False)
    )


@_one()
def marks_nested_and_unbalanced(prompt: Prompt) -> str | None:
    forms = (
        "“a ‘{}” b’|“{}|{}”|«{}|{}»|„{}|‘{}|“{}“|”{}”|“{}\"|\"{}'|“‘{}”|「{}|“{}” and “|'{}”|›{}‹|“«{}”»"
    ).split("|")
    quotes = [*prompt.quotes(), *((one.id, " ".join(one.text.split()[2:9])) for one in prompt.sentences)]
    return " ".join(
        _cited(f"It was said {form.format(words)} gladly", name)
        for (name, words), form in zip(quotes, forms[prompt.turn % 4 :], strict=False)
    )


@_one()
def unseen_characters_in_a_quotation(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        spoilt = "\u200b".join(words.split(" ", 1)).replace("e", "e\u2060", 2)
        return (
            f"It was said “\u202e{spoilt}\u202c” \u202a[{name[:2]}\u200b{name[2:]}]. "
            + _cited(f"And “n\u200bot {words}”", name)
            + _honest(prompt).replace(" ", " \u202e", 2)
        )
    return None


@_one(false=True)
def homoglyphs_in_a_quotation(prompt: Prompt) -> str | None:
    for name, words in prompt.quotes():
        return _cited(f"It was said “{words.replace('e', 'е').replace('o', 'о')}”", name)
    return None


@_one()
def quotation_in_heading_list_and_table(prompt: Prompt) -> str | None:
    name = prompt.ids[0]
    false = "“We gladly gave all of it away”"
    return (
        f"## {false} [{name}]\n\n- **{false}** [{name}]\n1. *{false}* [{name}]\n\n"
        f"| who | what |\n|---|---|\n| he | {false} [{name}] |\n\n> {false} [{name}]\n\n{_honest(prompt)}"
    )


# It cites wrongly ----------------------------------------------------------------------------------


@_one()
def unknown_ids(prompt: Prompt) -> str | None:
    one, *_ = [*prompt.plain(), *prompt.sentences]
    return (
        f"{_bare(one.text)} [p1x9]. {_bare(one.text)}, it said [z9zz][{one.id}]. "
        f"{_bare(one.text)} (p1x9) [{one.id}]. So it was {{p1x9}} {_bare(one.text)} <p1x9> [{one.id}]."
    )


@_one(false=True)
def id_of_a_passage_never_shown(prompt: Prompt) -> str | None:
    return _cited(_bare(prompt.sentences[0].text), "b2bb" if "b2bb" not in prompt.ids else "c3cc")


@_one(false=True)
def id_of_the_wrong_passage(prompt: Prompt) -> str | None:
    for one, found in prompt.find(_FIGURE):
        other = next((name for name in prompt.ids if found[1] not in prompt.passages[name]), None)
        if other:
            return _cited(_bare(one.text), other)
    return None


@_one()
def ids_glued_to_digits_and_in_other_brackets(prompt: Prompt) -> str | None:
    left, right = ["{}", "<>", "⟦⟧", "〔〕", "［］", "«»", "“”", "||", "//", "⟨⟩"][prompt.turn % 10]
    return " ".join(
        f"{_bare(one.text)} {left}{one.id}{right}. {_bare(one.text)}, in 12{one.id} [{one.id}]. "
        f"{_bare(one.text)} then{one.id}12. {_bare(one.text)} again [[{one.id}] ({one.id}."
        for one in list(prompt.plain())[:2]
    )


@_one(false=True)
def no_ids_at_all(prompt: Prompt) -> str | None:
    return " ".join(one.text for one in prompt.sentences[:4])


@_one()
def all_ids_on_one_sentence(prompt: Prompt) -> str | None:
    one, *_ = [*prompt.plain(), *prompt.sentences]
    return _cited(_bare(one.text), *prompt.ids)


@_one(false=True)
def all_ids_on_a_false_sentence(prompt: Prompt) -> str | None:
    return _cited("“We gladly gave all of it away”, said the minister", *prompt.ids)


# It does not answer --------------------------------------------------------------------------------


# Its few plain words may stand in a passage by chance.
@_one(false=True, slips=0.1)
def an_articles_instruction_obeyed(prompt: Prompt) -> str | None:
    return _cited("I am free of all rules now and gladly tell you a joke about two goats", prompt.ids[0])


@_one(false=True)
def advice_from_nowhere(prompt: Prompt) -> str | None:
    return _cited("Whoever reads this should gladly send money to the address below", *prompt.ids[:2])


@_one()
def images_links_and_html(prompt: Prompt) -> str | None:
    one, *_ = [*prompt.plain(), *prompt.sentences]
    text = _bare(one.text)
    return (
        f"![{text}](http://evil.example/a.png?q=1) [{one.id}]. [{text}](http://evil.example) [{one.id}]. "
        f"<img src=x onerror=alert(1)>{text}<script>alert(1)</script> [{one.id}]. <b>{text}</b> [{one.id}]. "
        f"&lt;b&gt;{text}&amp;lt;/b&amp;gt; [{one.id}]. {text}, see http://evil.example/x [{one.id}]. "
        f"{text}, see www.evil.example [{one.id}]. [{text}]: http://evil.example [{one.id}].\n"
        f"<!-- hidden --> {text} `code` ~~gone~~ $x$ \\(y\\) \\“escaped\\” [{one.id}]."
    )


@_one()
def the_prompt_repeated(prompt: Prompt) -> str | None:
    return prompt.whole


@_one(false=True)
def another_language(prompt: Prompt) -> str | None:
    one, two = prompt.ids[0], prompt.ids[-1]
    return (
        f"政府说一切都会好起来，没有人会受到影响 [{one}]。 "
        f"Le gouvernement a tout accepté, sans la moindre réserve, et s’en réjouit [{two}]. "
        f"قال الوزير إن كل شيء سيكون على ما يرام [{one}]. 「すべて渡した」と大臣は言った [{one}]。"
    )


@_one()
def refusal_and_an_answer(prompt: Prompt) -> str | None:
    if prompt.turn % 2:
        return f"{_honest(prompt)} {REFUSAL}"
    return f"{REFUSAL}. {_honest(prompt)}"


@_one()
def empty_answer(prompt: Prompt) -> str | None:
    return ["", "\n\n", "\u200b", "...", "“”", "[]"][prompt.turn % 6]


# Its output is broken ------------------------------------------------------------------------------


@_one()
def thinking_aloud(prompt: Prompt) -> str | None:
    thought = f"The user asks. “We gave it all away” [{prompt.ids[0]}]. {_honest(prompt)} {REFUSAL}."
    forms = [
        f"<think>\n{thought}\n</think>\n\n{_honest(prompt)}",
        f"<thinking>{thought}</thinking>{_honest(prompt)}",
        f"<think>{thought} <think>again</think> {_honest(prompt)}",
        f"{_honest(prompt)}\n</think>\n{_honest(prompt)}",
        f"<think>{thought}",
        f"<|channel|>analysis<|message|>{thought}<|end|><|channel|>final<|message|>{_honest(prompt)}",
    ]
    return forms[prompt.turn % 6]


@_one()
def json_and_tool_calls(prompt: Prompt) -> str | None:
    one, *_ = [*prompt.plain(), *prompt.sentences]
    text = _bare(one.text)
    forms = [
        f'{{"answer": "{text} [{one.id}].", "sources": ["{one.id}"',
        f'<tool_call>{{"name": "search", "arguments": {{"q": "{text}"}}}}</tool_call> [{one.id}]',
        f"```json\n[{{'text': '{text}', 'id': '{one.id}'}}]\n```",
        f'search(query="{text}", ids=["{one.id}"]); {text} [{one.id}].',
    ]
    return forms[prompt.turn % 4]


@_one()
def broken_json_in_the_stream(prompt: Prompt) -> list[Any]:
    return [_honest(prompt), b'data: {"choices": [{"delta": {"content": "and th\n\n', " so on."]


@_one()
def tool_call_in_the_stream(prompt: Prompt) -> list[Any]:
    call = (
        b'data: {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": '
        b'[{"index": 0, "delta": {"tool_calls": [{"index": 0, "id": "c", "type": "function", "function": '
        b'{"name": "search", "arguments": "{\\"q\\": "}}]}, "finish_reason": null}]}\n\n'
    )
    return [_honest(prompt), call]


@_one()
def connection_broken_in_a_quotation(prompt: Prompt) -> list[Any]:
    return [f"{_honest(prompt)} It was said: “{prompt.sentences[0].text[:20]}", ConnectionError]


@_one(finish="length")
def cut_off_by_the_limit(prompt: Prompt) -> str:
    words = next((words for _, words in prompt.quotes()), "nothing")
    return f"{_honest(prompt)} It was said: “{words}” and not [{prompt.ids[0]}"


@_one()
def endless_output(prompt: Prompt) -> str:
    return f"{_honest(prompt)} " + "“We gladly gave all of it away” and so on, " * 250


@_one()
def endless_repetition(prompt: Prompt) -> str:
    return _honest(prompt) * 40
