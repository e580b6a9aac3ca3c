"""The gate: the sets reach their floors, and no floor sinks and no question changes without a word."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.quality import floors
from tests.quality.__main__ import main
from tests.quality.sets import QUICK, Measured, QuestionSet, measure, selected

FIGURES = {
    "questions": 50,
    "hit@1": 0.7,
    "hit@4": 0.8,
    "hit@10": 0.9,
    "MRR@10": 0.75,
    "evidence shown": 0.6,
    "speaker right": 0.5,
    "wrongly abstained": 0.1,
    "rightly abstained": 0.4,
}


def made_up(questions: str = "q", articles: str = "a", **figures: Any) -> Measured:
    """Return a measurement with these figures; "hit_1" stands for "hit@1", "_" for a space."""
    given = {name.replace("hit_", "hit@").replace("_", " "): value for name, value in figures.items()}
    report = {"questions": 50, "articles": 400, "kinds": {"all": FIGURES | given}}
    return Measured(questions, articles, report)


PINNED = floors.renewed(None, made_up())


# The sets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", QUICK, ids=lambda one: one.name)
def test_a_set_reaches_its_floors(chosen: QuestionSet) -> None:
    if not chosen.is_there:
        pytest.skip(f"real articles are not part of the repository: {chosen.folder} is not there")
    pinned = floors.load()
    assert chosen.name in pinned, f"pin it: python -m tests.quality --update {chosen.name}"

    assert floors.objections(pinned[chosen.name], measure(chosen)) == []


# The rules, on made-up figures ------------------------------------------------------------------------


def test_what_is_pinned_is_reached_again() -> None:
    assert floors.objections(PINNED, made_up()) == []
    assert floors.objections(PINNED, made_up(hit_1=0.9, wrongly_abstained=0.0)) == []


@pytest.mark.parametrize(
    "figure", ["hit_1", "hit_4", "hit_10", "MRR@10", "evidence_shown", "rightly_abstained"]
)
def test_a_figure_under_its_floor_is_objected_to(figure: str) -> None:
    low: dict[str, Any] = {figure: 0.3}
    (line,) = floors.objections(PINNED, made_up(**low))

    assert line.startswith(figure.replace("hit_", "hit@").replace("_", " "))
    assert "is 0.3, under its floor of" in line


def test_abstaining_wrongly_more_often_is_objected_to() -> None:
    assert floors.objections(PINNED, made_up(wrongly_abstained=0.2)) == [
        "wrongly abstained is 0.2, over its ceiling of 0.1"
    ]


def test_a_loss_within_the_epsilon_is_none() -> None:
    within = made_up(hit_1=0.7 - floors.EPSILON, wrongly_abstained=0.1 + floors.EPSILON)

    assert floors.objections(PINNED, within) == []
    assert len(floors.objections(PINNED, made_up(hit_1=0.699 - floors.EPSILON))) == 1


def test_a_figure_that_is_no_longer_measured_is_objected_to() -> None:
    assert len(floors.objections(PINNED, made_up(rightly_abstained=None))) == 1


@pytest.mark.parametrize("changed", ["questions", "articles"])
def test_other_questions_or_articles_are_objected_to_however_good_the_figures(changed: str) -> None:
    other = made_up(**{changed: "other"}, hit_1=1.0)

    assert floors.objections(PINNED, other) == [f"other {changed} than the floors were pinned on"]
    assert floors.objections(PINNED, other, allow_regression=True) != []
    assert floors.objections(PINNED, other, new_questions=True) == []


def test_new_questions_excuse_no_loss_on_the_same_ones() -> None:
    assert floors.objections(PINNED, made_up(hit_1=0.3), new_questions=True) != []


def test_floors_rise_and_never_sink_by_the_epsilon() -> None:
    """Small losses, each within the epsilon, must not add up."""
    once = floors.renewed(PINNED, made_up(hit_1=0.68, hit_4=0.85, wrongly_abstained=0.05))

    assert once["floors"]["hit@1"] == 0.7
    assert once["floors"]["hit@4"] == 0.85
    assert once["ceilings"]["wrongly abstained"] == 0.05


def test_on_new_questions_the_floors_are_what_was_measured() -> None:
    other = floors.renewed(PINNED, made_up(questions="other", hit_1=0.3))

    assert (other["questions"], other["floors"]["hit@1"]) == ("other", 0.3)


# The command -----------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "floors.json"
    floors.save({"sample": PINNED}, found)
    return found


def run(file: Path, measured: Measured, *arguments: str) -> int:
    return main([*arguments, "sample"], lambda _: measured, file)


def pinned_in(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = floors.load(file)["sample"]
    return found


def test_without_update_nothing_is_written(file: Path) -> None:
    before = file.read_bytes()

    assert run(file, made_up(hit_1=0.9)) == 0
    assert run(file, made_up(hit_1=0.3)) == 1
    assert file.read_bytes() == before


def test_an_update_raises_floors(file: Path) -> None:
    assert run(file, made_up(hit_1=0.9), "--update") == 0
    assert pinned_in(file)["floors"]["hit@1"] == 0.9


def test_an_update_that_would_lower_a_floor_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file, made_up(hit_1=0.3, hit_4=0.95), "--update") == 1

    assert pinned_in(file) == PINNED, "not even what rose"
    said = capsys.readouterr().out
    assert "sample: hit@1 is 0.3, under its floor of 0.7" in said
    assert "--allow-regression" in said


def test_a_loss_that_is_meant_is_pinned(file: Path) -> None:
    assert run(file, made_up(hit_1=0.3, hit_4=0.79), "--update", "--allow-regression") == 0
    assert pinned_in(file)["floors"]["hit@1"] == 0.3
    assert pinned_in(file)["floors"]["hit@4"] == 0.8, "what did not get worse stays"


def test_changed_questions_are_refused_until_it_is_said(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = made_up(questions="other")

    assert run(file, other, "--update") == 1
    assert run(file, other, "--update", "--allow-regression") == 1
    assert pinned_in(file) == PINNED
    assert "sample: other questions than the floors were pinned on" in capsys.readouterr().out

    assert run(file, other, "--update", "--new-questions") == 0
    assert pinned_in(file)["questions"] == "other"


def test_the_first_time_what_is_measured_is_pinned(tmp_path: Path) -> None:
    assert run(tmp_path / "new.json", made_up(rightly_abstained=None), "--update") == 0
    assert pinned_in(tmp_path / "new.json")["floors"]["hit@1"] == 0.7
    assert "rightly abstained" not in pinned_in(tmp_path / "new.json")["floors"]


# Choosing ----------------------------------------------------------------------------------------------


def test_a_part_of_a_set_holds_the_articles_its_questions_name(tmp_path: Path) -> None:
    questions = [{"article_ids": [f"a{n}"]} for n in range(6)]
    articles = [{"id": f"a{n}"} for n in range(12)]
    for name, rows in (("questions", questions), ("articles", articles)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    asked, taken_in = selected(QuestionSet("made up", tmp_path, every_question=3, every_other=5))

    assert [json.loads(line)["article_ids"] for line in asked] == [["a0"], ["a3"]]
    assert [json.loads(line)["id"] for line in taken_in] == ["a0", "a3", "a6", "a11"]
