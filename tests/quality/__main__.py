"""Measure the question sets beside their floors: `python -m tests.quality [--update] [SET...]`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.quality import floors
from tests.quality.sets import QUICK, SETS, Measured, QuestionSet, measure


def main(
    arguments: Sequence[str],
    measuring: Callable[[QuestionSet], Measured] = measure,
    file: Path = floors.FILE,
) -> int:
    """Run the command; return how it ends: 0, or 1 where there is an objection. Then nothing is pinned."""
    options = _parser().parse_args(arguments)
    allowed = {"allow_regression": options.allow_regression, "new_questions": options.new_questions}
    pinned = floors.load(file)
    refused = []
    for name in options.sets or [one.name for one in QUICK]:
        if not SETS[name].is_there:
            _say(f"{name}: not on this machine, passed over")
            continue
        measured = measuring(SETS[name])
        old = pinned.get(name)
        _show(name, measured, old)
        refused += [f"{name}: {line}" for line in floors.objections(old, measured, **allowed)]
        pinned[name] = floors.renewed(old, measured)
    for line in refused:
        _say(line)
    if refused:
        _say("Nothing was pinned. Where it is meant: --allow-regression, --new-questions.")
    elif options.update:
        floors.save(pinned, file)
        _say(f"Pinned in {file}.")
    return 1 if refused else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    names = f"{', '.join(SETS)}; default: those of the tests"
    parser.add_argument("sets", nargs="*", type=_known, metavar="SET", help=names)
    parser.add_argument("--update", action="store_true", help="pin what is measured")
    parser.add_argument("--allow-regression", action="store_true", help="pin figures that got worse, too")
    parser.add_argument("--new-questions", action="store_true", help="questions or articles have changed")
    return parser


def _known(name: str) -> str:
    if name not in SETS:
        raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(SETS)}")
    return name


def _show(name: str, measured: Measured, pinned: Mapping[str, Any] | None) -> None:
    bounds = {**pinned["floors"], **pinned["ceilings"]} if pinned else {}
    _say(f"{name}: {measured.report['questions']} questions, {measured.report['articles']:,} articles")
    for figure, value in measured.figures.items():
        if figure != "questions" and value is not None:
            _say(
                f"  {figure:18} {value:.3f}"
                + (f"  (pinned {bounds[figure]:.3f})" if figure in bounds else "")
            )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
