"""What is said of a mistake is held against a cause that somebody has written down by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit.causes import LabelledCause, Told, load_causes
from gradus.audit.mistakes import load_mistakes
from gradus.errors import AssignmentError
from gradus.results import CaseResult, Status

COURSE = Path(__file__).resolve().parents[2]
SUMMED = LabelledCause("the mean is left out", ("add up", "mean"), true=("whole numbers",))


def failed(message: str, diagnosis: str = "") -> CaseResult:
    return CaseResult("case", 1, False, Status.FAILED, message, diagnosis=diagnosis)


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ([failed("did you add up?", "summed")], Told.RIGHT),
        ([failed("is off."), failed("Hint: take the mean.")], Told.RIGHT),
        ([failed("is off.", "shifted")], Told.VAGUE),
        ([failed("did you add up?", "summed"), failed("wrong sign", "sign")], Told.WRONG),
        ([failed("did you add up?"), failed("holds whole numbers", "whole numbers")], Told.RIGHT),
    ],
)
def test_right_vague_and_wrong(cases: list[CaseResult], told: Told) -> None:
    assert SUMMED.told(cases) is told


def test_words_that_are_never_true_make_it_wrong() -> None:
    never = replace(SUMMED, never=("log2",))
    assert never.told([failed("add up, and no np.log2")]) is Told.WRONG


def test_a_case_that_passes_says_nothing() -> None:
    passed = replace(failed("did you add up?"), status=Status.PASSED)
    assert SUMMED.told([passed]) is Told.VAGUE


@pytest.mark.exhaustive  # It writes every mutant.
def test_360_causes_are_labelled() -> None:
    labels = [load_causes(load_assignment(COURSE, name)) for name in assignment_names(COURSE)]
    assert sum(map(len, labels)) == 360


def test_a_label_of_what_is_no_longer_there(tmp_path: Path, hw1: Assignment) -> None:
    elsewhere = replace(hw1, course=tmp_path)
    elsewhere.folder.mkdir(parents=True)
    (elsewhere.folder / "mistakes").symlink_to(hw1.folder / "mistakes")
    name = load_mistakes(hw1)[0].id
    label = '[[cause]]\nmistake = "{}"\ncause = "none"\nsays = ["none"]\n'
    path = elsewhere.folder / "causes.toml"
    path.write_text(label.format("was-there-once"), "utf-8")
    with pytest.raises(AssignmentError, match="'was-there-once' is no longer there"):
        load_causes(elsewhere)
    path.write_text(2 * label.format(name), "utf-8")
    with pytest.raises(AssignmentError, match="is labelled twice"):
        load_causes(elsewhere)
