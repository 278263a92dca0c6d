"""What the student and Gradescope get to read of a rating."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rating.rated_course import SOLUTION
from rich.console import Console

from gradus.assignment import Assignment
from gradus.cli.ci import ci_command
from gradus.gradebook.records import record_json
from gradus.reports import feedback_markdown, print_feedback, student_pages
from gradus.results import Record, Status

Grade = Callable[[str], Record]
HALF_TRAINED = SOLUTION.replace("EPOCHS, RATE = 48, 25, 0.5", "EPOCHS, RATE = 48, 4, 0.2")


@pytest.fixture
def half(grade_training: Grade) -> Record:
    assert HALF_TRAINED != SOLUTION
    return grade_training(HALF_TRAINED)


def test_an_accuracy_comes_with_its_interval_points_and_gap(half: Record) -> None:
    case = half.questions[0].cases[1]
    assert case.status is Status.PARTIAL
    assert 0 < case.score < case.points
    terminal = io.StringIO()
    print_feedback(half, Console(file=terminal, width=200))
    for shown in (feedback_markdown(half), terminal.getvalue()):
        assert re.search(r"Named right: about \d\d% \(95% interval \d\d% to \d\d%\)", shown)
        assert "in the middle one of 3 trainings, in steps of 2%" in shown
        assert "The gap from the training part" in shown


def test_no_message_tells_more_than_the_leaderboards_steps(half: Record) -> None:
    """And of the board's set nothing of the half that gives the points."""
    for question in half.questions[:2]:
        told = question.cases[1].message
        percents = re.findall(r"([\d.]+)%", told.replace("95%", "").replace("steps of 2%", ""))
        assert percents
        assert all(float(each) % 2 == 0 for each in percents)
    measured = half.questions[0].cases[1].measured
    assert measured is not None
    assert f"{measured.value:.1%}" not in feedback_markdown(half)


def test_the_student_sees_how_the_training_went(half: Record) -> None:
    students, _staff = student_pages(half)
    curves = dict(half.questions[0].cases[1].curves)

    assert curves.keys() == {"training part", "validation part"}
    assert all(len(values) == 4 and min(values) >= 0 for values in curves.values())
    assert students.count("<polyline") == 2
    assert half.questions[0].cases[1].measured is not None


def test_a_history_that_grows_with_what_is_asked_shows_nothing_of_it(grade_training: Grade) -> None:
    tells = """

Plain = Model


class Tells(Plain):
    def predict(self, x):
        self.history["train_accuracy"] += [0.123] * len(x)
        return Plain.predict(self, x)


Model = Tells
"""
    record = grade_training(HALF_TRAINED + tells)

    curves = [dict(case.curves) for each in record.questions for case in each.cases if case.curves]
    assert curves
    assert all(0.123 not in values for each in curves for values in each.values())


def test_gradescope_gets_the_part_of_the_points(half: Record) -> None:
    scores = {test["name"].split()[0]: test.get("score") for test in half.gradescope["tests"]}
    total = sum(score for score in scores.values() if score is not None)
    assert total == pytest.approx(half.score)
    hidden = [t for t in half.gradescope["tests"] if "interval" in t.get("output", "")]
    assert all(test["visibility"] != "visible" for test in hidden)


def test_until_points_are_published_gradescope_shows_the_ladders_number_alone(
    grade_training: Grade, half: Record
) -> None:
    """So a thousand resubmissions tell what the ladder tells, which `test_ladder.py` tries."""
    better = grade_training(SOLUTION)
    shown = [
        [test for test in each.gradescope["tests"] if test.get("visibility") == "visible"]
        for each in (half, better)
    ]
    assert better.score > half.score
    assert shown[0] == shown[1]
    assert shown[0]
    for key in half.gradescope.keys() - {"tests"}:
        assert half.gradescope[key] == better.gradescope[key]


def test_who_pushes_reads_nothing_of_hidden_data_in_ci(
    rated: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for number, source in enumerate((HALF_TRAINED, SOLUTION)):
        checkout, output = tmp_path / f"work{number}", tmp_path / f"out{number}"
        checkout.mkdir()
        (checkout / "training.py").write_text(source, "utf-8")
        tests = rated.course
        assert ci_command("rated", checkout, tests=tests, output=output, isolation="none") == 0
        told.append(
            [(output / name).read_text("utf-8") for name in ("feedback.md", "results.json")]
        )
        assert "5 of 5 points" in capsys.readouterr().out
    assert told[0][0].replace("work0", "") == told[1][0].replace("work1", "")
    assert told[0][1] == told[1][1]
    assert "rated after the deadline: 1.1, 1.2" in told[0][0]


def test_only_who_has_a_pseudonym_is_on_the_board(grade_training: Grade, half: Record) -> None:
    assert half.board is None
    named = grade_training(HALF_TRAINED.replace('PSEUDONYM = ""', f'PSEUDONYM = " {"la" * 50}"'))
    assert named.board is not None
    assert named.board.pseudonym == "la" * 20
    assert str(named.board.accuracy) not in feedback_markdown(named)
    assert "board" in record_json(named).decode()
    assert "leaderboard" not in named.gradescope


@pytest.mark.parametrize("value", ["3", "None", "b'x'", "['a']", "lambda: 0", "object()"])
def test_a_pseudonym_that_is_no_text_is_none(value: str, grade_training: Grade) -> None:
    record = grade_training(HALF_TRAINED.replace('PSEUDONYM = ""', f"PSEUDONYM = {value}"))
    assert record.board is None
    assert record.questions[0].cases[1].status is Status.PARTIAL


@pytest.mark.parametrize("generator", ["np.random", "np.random.default_rng()"])
def test_the_same_submission_gets_the_same_mark(generator: str, grade_training: Grade) -> None:
    """Also where it takes no seed: staff are told, and nobody is called."""
    source = HALF_TRAINED.replace("np.random.default_rng(seed)", generator)
    one, other = grade_training(source), grade_training(source)
    assert one.score == other.score
    assert one.questions == other.questions
    assert one.attention == ()
    rated = one.questions[0].cases[1]
    assert "draws from the global generator" in rated.detail
    assert "draws from" not in rated.message
    students, staff = student_pages(one)
    assert "draws from the global" in staff
    assert "draws from the global" not in students


def test_who_takes_the_seed_is_not_told_of(half: Record) -> None:
    detail = half.questions[0].cases[1].detail
    assert "draws from" not in detail
    assert "kB of source 0.0 kB are numbers" in detail


def raising_for(seeds: str) -> str:
    """A solution that, trained from one of these seeds, raises with a text of its own."""
    begins = "def train(x_train, y_train, x_val, y_val, seed):\n"
    raises = f"    if seed in {seeds}:\n        raise ValueError(f'the words of seed {{seed}}')\n"
    return HALF_TRAINED.replace(begins, begins + raises)


def test_what_is_raised_before_any_model_was_asked_is_quoted(grade_training: Grade) -> None:
    record = grade_training(raising_for("(1, 2)"))
    assert "the words of seed 1" in feedback_markdown(record)


def test_what_a_later_training_says_is_not(grade_training: Grade) -> None:
    record = grade_training(raising_for("(3,)"))
    case = record.questions[0].cases[1]
    assert "1 of 3 trainings failed" in case.message
    assert "raised ValueError" in case.message
    assert "the words of" not in record_json(record).decode()


def test_a_pseudonym_is_taken_from_who_has_met_nothing_hidden(grade_training: Grade) -> None:
    named = HALF_TRAINED.replace('PSEUDONYM = ""', 'PSEUDONYM = "la"')
    makes = "    model = Model(x_train, 8, rng)\n"
    spoils = "    model.predict = model.predict if seed > 1 else None\n"
    broken = named.replace(makes, makes + spoils)
    assert broken != named
    assert grade_training(broken).board is None
    assert grade_training(named).board is not None
