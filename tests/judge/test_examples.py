"""A hidden case that fails for no known cause points to the public example to begin with."""

import pytest

from gradus.judge.examples import point_to_examples
from gradus.results import CaseResult, Status

UNKNOWN = CaseResult("Random", 2, True, Status.FAILED, "wrong", diagnosis="unknown")
FAILED = CaseResult("Large", 2, False, Status.FAILED, "wrong", "a long detail", diagnosis="sign")
SMALL = CaseResult("Small", 2, False, Status.FAILED, "wrong", "detail", diagnosis="unknown")
PASSED = CaseResult("Good", 2, False, Status.PASSED)
STOPPED = CaseResult("Endless", 2, False, Status.FAILED, "stopped")


@pytest.mark.parametrize(
    ("public", "told"),
    [
        ((PASSED, FAILED, SMALL), "\nThe public case “Small” fails too"),
        ((PASSED,), "\nThe public cases of this task pass"),
        ((PASSED, STOPPED), ""),
    ],
)
def test_where_to_begin(public: tuple[CaseResult, ...], told: str) -> None:
    *same, hidden = point_to_examples((*public, UNKNOWN))
    assert tuple(same) == public
    assert hidden.message.startswith(f"wrong{told}")
    assert bool(told) == (hidden != UNKNOWN)


def test_what_names_a_cause_stays() -> None:
    named = CaseResult("Random", 2, True, Status.FAILED, "wrong", diagnosis="summed")
    own = CaseResult("Random", 2, True, Status.FAILED, "in the test's words")
    assert point_to_examples((SMALL, named, own)) == (SMALL, named, own)
