"""Who hands in a thousand times, and reads all that there is to read until points are published."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from rating.rated_course import SOLUTION

from gradus.assignment import Assignment, TrainingSpec
from gradus.course import AssignmentRules, Course, LateRule, Share
from gradus.gradebook import HandedIn
from gradus.marking import Marker
from gradus.otter_plugin.attempts import Earlier, History
from gradus.otter_plugin.extras import extended
from gradus.rating.training import RatingData, load_rating_data
from gradus.rating.training.trial import Training, Trial
from gradus.reports import feedback_markdown, student_pages
from gradus.results import Record
from gradus.submission import Origin

pytestmark = pytest.mark.exhaustive

ATTEMPTS, START = 1000, 0.7
"""How often, and what the first attempt has right: there is room to climb."""

MOST_CHANGED = 16  # answers at once: two of them is what chance has right, four are a step

NOW = datetime(2026, 9, 1, tzinfo=UTC)  # until points are published, whatever the day

NAMED = SOLUTION.replace('PSEUDONYM = ""', 'PSEUDONYM = "la"')

Answers = np.ndarray[Any, Any]


def first_answers(labels: Answers, classes: int, rng: np.random.Generator) -> Answers:
    wrong = (labels + rng.integers(1, classes, len(labels))) % classes
    return np.where(rng.random(len(labels)) < START, labels, wrong)


def changed(answers: Answers, most: int, classes: int, rng: np.random.Generator) -> Answers:
    rows = rng.integers(len(answers), size=rng.integers(1, most + 1))
    tried = answers.copy()
    tried[rows] = rng.integers(classes, size=len(rows))
    return tried


def answering(answers: Answers, data: RatingData, _lab: object, training: Training) -> Trial:
    """A training whose model names the board's set so, and everything else by chance."""
    said = {name: np.arange(len(x)) % data.classes for name, x in training.ask.items()}
    return Trial({**said, data.board: answers}, {}, "la", 0.1)


def students_files(record: Record) -> list[str]:
    """What `gradus grade` gives out of an attempt: a day late, so that the mark has a step."""
    late = LateRule(percent=10, share=Share.EARNED)
    rules = AssignmentRules("rated", NOW - timedelta(hours=20), late=late)
    course = Course(Path("course.toml"), ZoneInfo("UTC"), {"rated": rules}, Path("results"))
    listed = HandedIn(record.student, (), Origin(time=NOW.isoformat()))
    mark = Marker("rated", course, handed_in={record.student: listed}, now=NOW).mark(record)
    assert mark.score == pytest.approx(0.9 * record.score)
    assert mark.steps
    return [feedback_markdown(record, mark), student_pages(record, mark)[0]]


def read(record: Record, before: list[dict[str, Any]], step: float) -> tuple[float, str]:
    """The leaderboard's number, and all else that is shown of an attempt, wherever."""
    history = History(NOW, tuple(Earlier(NOW, each) for each in before[-1:]))
    written = extended(record.gradescope, record, history, None, step)
    before.append(written)
    (entry,) = written["leaderboard"]
    seen = [each for each in written["tests"] if each.get("visibility", "visible") == "visible"]
    # Gradescope gives extra_data to the next attempt, and shows it to nobody.
    others = {
        name: value
        for name, value in written.items()
        if name not in ("tests", "leaderboard", "extra_data")
    }
    return entry["value"], json.dumps([seen, others, students_files(record)])


@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_resubmissions_gain_at_most_a_step(
    seed: int,
    rated: Assignment,
    grade_training: Callable[[str], Record],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On the private half, which points are for; nothing but the ladder's number ever changes."""
    spec = rated.rating
    assert isinstance(spec, TrainingSpec)
    data, rng = load_rating_data(rated, spec), np.random.default_rng(seed)
    labels = data.hidden[data.board].labels
    first = first_answers(labels, data.classes, rng)

    def reached(answers: Answers) -> float:
        return float(np.mean((answers == labels)[data.private_rows]))

    written: list[dict[str, Any]] = []

    def handed_in(answers: Answers) -> tuple[float, str]:
        training = partial(answering, answers, data)
        monkeypatch.setattr("gradus.rating.training.rater.run_trial", training)
        return read(grade_training(NAMED), written, spec.board_step)

    best, (shown, others) = first, handed_in(first)
    for _ in range(ATTEMPTS):
        tried = changed(best, MOST_CHANGED, data.classes, rng)
        told, rest = handed_in(tried)
        assert rest == others
        if told > shown:
            best, shown = tried, told

    open_book = first
    for _ in range(ATTEMPTS):
        tried = changed(open_book, 1, data.classes, rng)
        if np.mean(tried == labels) > np.mean(open_book == labels):
            open_book = tried
    assert reached(open_book) > reached(first) + spec.board_step, "every accuracy shown: it climbs"
    assert reached(best) <= reached(first) + spec.board_step
