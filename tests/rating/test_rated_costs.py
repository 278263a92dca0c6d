"""A mistake in a part of a training costs at most 6 points elsewhere, rated tasks included."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.audit.costs import cost_of
from gradus.results import Record

pytestmark = pytest.mark.exhaustive

HW3 = load_assignment(Path(__file__).resolve().parents[2], "hw3-generalization")
IDS = (
    *("dropout-swapped", "dropout-swapped-throughout", "dropout-scaled-by-p", "dropout-gaussian"),
    *("dropout-always-active", "dropout-per-batch", "dropout-not-scaled", "dropout-multiplied"),
    *("dropout-back-only-mask", "dropout-back-unmasked", "dropout-back-new-mask"),
    *("l2-grad-one-array", "l2-grad-sign", "l2-grad-without-lam", "l2-grad-changes-weights"),
    *("stopping-the-other-answer", "stopping-first-array-only", "stopping-keeps-the-first"),
    *("stopping-best-aliased", "stopping-higher-is-better"),
)
"""What networks are trained with, in ways that break a training or hurt it."""
MISTAKES = {mistake.id: mistake for mistake in load_mistakes(HW3)}


def test_there_are_20() -> None:
    assert len({MISTAKES[name].id for name in IDS}) == 20


@pytest.mark.parametrize("mistake", [MISTAKES[name] for name in IDS], ids=lambda each: each.id)
def test_it_costs_little_elsewhere(
    mistake: Mistake, grade: Callable[[Assignment, Path], Record], tmp_path: Path
) -> None:
    for module in HW3.modules:
        source = (HW3.solutions / f"{module}.py").read_text("utf-8")
        if module == mistake.module:
            source = apply_mistake(mistake, source)
        (tmp_path / f"{module}.py").write_text(source, "utf-8")
    record = grade(HW3, tmp_path)
    cost = cost_of(HW3, mistake.module, mistake.function, record.questions)
    assert cost.own > 0
    assert cost.is_bounded, cost
