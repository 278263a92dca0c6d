"""What Gradescope gets is in its documented format, and shows students what they may see."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from gradus.assignment import Attempts
from gradus.judge.otter_results import to_gradescope
from gradus.otter_plugin.attempts import counts, read_history
from gradus.otter_plugin.extras import extended, refused
from gradus.results import BoardEntry, CaseResult, QuestionResult, Record, Status

SCHEMA = json.loads(Path(__file__).with_name("gradescope_results.schema.json").read_text("utf-8"))
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
RULE = Attempts(limit=2, hours=24)


def valid(results: dict[str, Any]) -> dict[str, Any]:
    """The results as Gradescope reads them, if they are in its format."""
    read: dict[str, Any] = json.loads(json.dumps(results, allow_nan=False))
    jsonschema.validate(read, SCHEMA)
    return read


def case(name: str, status: Status, *, hidden: bool = False, message: str = "") -> CaseResult:
    return CaseResult(name, 2.0, hidden, status, message, "for staff", "printed")


def graded(*cases: CaseResult, attention: tuple[str, ...] = ()) -> Record:
    questions = (QuestionResult("task_1_1", "Mean", "1.1", False, cases),)
    return Record(
        student="anna",
        assignment="hw1",
        fingerprint="",
        submitted_as="anna.zip",
        isolation="confined",
        questions=questions,
        attention=attention,
        gradescope=to_gradescope(questions, ("losses.py is empty",)),
    )


PASSED = case("Worked example", Status.PASSED)
HIDDEN = case("Large logits", Status.FAILED, hidden=True, message="Subtract the maximum.")
OPEN = case("Random batch", Status.UNCHECKED, hidden=True)


def shown(results: dict[str, Any], *visibilities: str) -> str:
    tests = [test for test in results["tests"] if test["visibility"] in visibilities]
    return json.dumps([results["output"], tests], ensure_ascii=False)


def test_hidden_cases_are_named_and_no_more_until_grades_are_published() -> None:
    results = valid(extended(graded(PASSED, HIDDEN).gradescope, graded(PASSED, HIDDEN), None, None))
    at_once = shown(results, "visible")
    assert "Public tests: 1 of 1 pass, 2 of 2 points." in at_once
    assert "Hidden tests: 1, for 2 points." in at_once
    assert "1.1: Large logits" in at_once
    assert "losses.py is empty" in at_once
    assert "Subtract the maximum" not in at_once
    assert "Subtract the maximum" in shown(results, "after_published")
    assert "for staff" not in json.dumps(results)
    assert "printed" not in json.dumps(results)


ACTS = "\x1b[2J\r\u202e\u2066\u200f\x9b\x00"
"""Clears a terminal, writes over the line, and turns the direction of writing."""


def test_nothing_of_a_student_s_acts_on_whoever_reads_it() -> None:
    message = f"losses.py raised ValueError: {ACTS}\nsee \tthere"
    record = graded(case("Worked example", Status.FAILED, message=message), attention=(ACTS,))
    overview = to_gradescope(record.questions, (ACTS,))
    results = valid(extended(overview, record, None, None))
    texts = [results["output"], *(test["output"] for test in results["tests"])]
    assert all(letter.isprintable() or letter == "\n" for text in texts for letter in text)
    assert texts[0].startswith("\\x1b[2J\\r\\u202e")
    assert "see     there" in "".join(texts)


def test_what_could_not_be_checked_is_no_silent_zero() -> None:
    record = graded(PASSED, OPEN, attention=("could not be checked: task_1_1",))
    results = valid(extended(record.gradescope, record, None, None))
    assert "not your final mark" in shown(results, "visible")
    assert "could not be checked: task_1_1" in shown(results, "hidden")
    assert "could not be checked: task_1_1" not in shown(results, "visible", "after_published")
    assert results["extra_data"]["gradus"]["counts"] is False


def test_without_a_record_staff_and_student_are_told() -> None:
    results = valid(
        extended({"output": "A person will look.", "tests": [], "score": 0}, None, None, None)
    )
    assert results["output"] == "A person will look."


def test_a_board_entry_becomes_a_leaderboard() -> None:
    record = replace(graded(PASSED), board=BoardEntry("Quiet Oboe", 0.81239, 0.7))
    results = valid(extended(record.gradescope, record, read_history(metadata()), None))
    assert results["leaderboard"] == [{"name": "Accuracy", "value": 0.8124, "order": "desc"}]
    unknown = valid(extended(record.gradescope, record, None, None))
    assert "leaderboard" not in unknown, "without the earlier attempts each would begin anew"


@pytest.mark.parametrize(
    "entry",
    [
        None,
        {"name": "Accuracy"},
        {"name": "Accuracy", "value": "0.9"},
        {"name": "Accuracy", "value": float("nan")},
        {"name": "Accuracy", "value": 90.0},
        {"name": "Another", "value": 0.9},
    ],
)
def test_what_is_no_entry_of_ours_lifts_nobody(entry: Any) -> None:
    record = replace(graded(PASSED), board=BoardEntry("Quiet Oboe", 0.61, 0.7))
    before = {**extended(record.gradescope, record, None, None), "leaderboard": [entry]}
    history = read_history(metadata((1.0, before)))
    assert history is not None
    assert len(history.counted) == 1
    results = valid(extended(record.gradescope, record, history, None, 0.02))
    assert results["leaderboard"][0]["value"] == pytest.approx(0.6, abs=0.021)


def test_a_thousand_attempts_climb_by_a_step_at_most() -> None:
    """Each is the best so far with one answer changed at random, by all that a student reads."""
    rng = np.random.default_rng(1)
    labels = rng.integers(8, size=1000)
    best = np.where(rng.random(1000) < 0.7, labels, (labels + 1) % 8)
    base = graded(PASSED)
    earlier: list[tuple[float, dict[str, Any] | None]] = []
    reads = ""
    for number in range(1000):
        tried = best.copy()
        tried[rng.integers(1000)] = rng.integers(8)
        record = replace(base, board=BoardEntry("x", float(np.mean(tried == labels)), 0.7))
        results = extended(record.gradescope, record, read_history(metadata(*earlier)), None, 0.02)
        told = str({key: value for key, value in results.items() if key != "extra_data"})
        if told != reads:
            best, reads = tried, told
            earlier.append((float(number), results))
    assert len(earlier) <= 2
    assert np.mean(best == labels) <= 0.72 + 0.03


def test_the_leaderboard_is_a_ladder() -> None:
    """Each attempt's own accuracy would tell, bit by bit, which answers are right."""
    shown = []
    earlier: list[tuple[float, dict[str, Any] | None]] = []
    for number, accuracy in enumerate((0.811, 0.829, 0.4, 0.833, 0.86)):
        record = replace(graded(PASSED), board=BoardEntry("Quiet Oboe", accuracy, 0.7))
        history = read_history(metadata(*earlier))
        results = valid(extended(record.gradescope, record, history, None, 0.02))
        shown.append(results["leaderboard"][0]["value"])
        earlier.append((float(9 - number), results))
    assert shown == [0.82, 0.82, 0.82, 0.82, 0.86]


@pytest.mark.parametrize("score", [99.0, -3.0, float("nan"), float("inf")])
def test_a_score_is_never_outside_what_can_be_had(score: float) -> None:
    wrong = replace(case("Rated", Status.FAILED), carried=score)
    results = valid(graded(PASSED, wrong).gradescope)
    assert 0 <= results["tests"][1]["score"] <= 4


def metadata(*earlier: tuple[float, dict[str, Any] | None]) -> dict[str, Any]:
    """Gradescope's, for an attempt at noon; `earlier` are hours before it, and the results."""
    return {
        "id": 1,
        "created_at": NOON.isoformat(),
        "assignment": {"total_points": "100.0"},
        "users": [],
        "previous_submissions": [
            {
                "submission_time": (NOON - timedelta(hours=hours)).isoformat(),
                "score": 2.0,
                "results": results,
            }
            for hours, results in earlier
        ],
    }


def attempt(record: Record) -> dict[str, Any]:
    return extended(record.gradescope, record, None, RULE)


GOOD = attempt(graded(PASSED, HIDDEN))
MALFORMED = attempt(graded(HIDDEN))
UNCHECKED = attempt(graded(PASSED, OPEN))


@pytest.mark.parametrize(
    "earlier",
    [
        (),
        ((1, GOOD),),
        ((1, GOOD), (2, MALFORMED), (3, MALFORMED)),
        ((1, GOOD), (2, UNCHECKED)),
        ((1, GOOD), (2, None)),
        ((1, GOOD), (24.5, GOOD)),
        ((1, GOOD), (2, {"tests": [], "extra_data": "of another grader"})),
    ],
)
def test_attempts_that_are_left(earlier: tuple[tuple[float, dict[str, Any] | None], ...]) -> None:
    assert refused(read_history(metadata(*earlier)), RULE) is None


@pytest.mark.parametrize(
    ("found", "counted"),
    [
        (graded(PASSED), True),
        (graded(replace(HIDDEN, status=Status.PARTIAL, rated=0.1)), True),
        (graded(replace(HIDDEN, carried=1.4)), True),
        (replace(graded(HIDDEN), board=BoardEntry("Quiet Oboe", 0.1, 0.1)), True),
        (graded(HIDDEN), False),
        (replace(graded(PASSED, OPEN), board=BoardEntry("Quiet Oboe", 0.1, 0.1)), False),
    ],
)
def test_what_tells_of_hidden_data_is_no_free_attempt(found: Record, counted: bool) -> None:
    assert counts(found) is counted


def test_beyond_the_limit_the_last_graded_attempt_stands() -> None:
    best = attempt(graded(PASSED, case("Large logits", Status.PASSED, hidden=True)))
    history = read_history(metadata((20, GOOD), (3, best), (1, MALFORMED)))
    results = refused(history, RULE)
    assert results is not None
    valid(results)
    assert results["tests"] == best["tests"]
    assert "Not graded: 2 attempts count within 24 hours" in results["output"]
    assert "2026-11-03 16:00 UTC" in results["output"]
    # A refused attempt is none that counts, however often it is tried.
    again = read_history(metadata((20, GOOD), (3, best), (1, results)))
    assert again is not None
    assert len(again.counted) == 2


def test_the_student_reads_how_many_attempts_are_used() -> None:
    history = read_history(metadata((1, GOOD)))
    counted, free = graded(PASSED), graded(HIDDEN)
    assert extended(counted.gradescope, counted, history, RULE)["output"].startswith(
        "2 of 2 attempts within 24 hours are used."
    )
    assert "This one did not count." in extended(free.gradescope, free, history, RULE)["output"]


@pytest.mark.parametrize(
    "other",
    [{}, [], None, "text", {"created_at": "yesterday"}, {"created_at": "2026-11-03T12:00:00"}],
)
def test_metadata_of_another_version_limits_nobody(other: object) -> None:
    history = read_history(other)
    assert history is None
    assert refused(history, RULE) is None
    valid(extended(GOOD, graded(PASSED), history, RULE))
