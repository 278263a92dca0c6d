"""After a test has changed only what it touches is judged, and no mark drops unasked."""

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from gradebook.fake_class import (
    FakeSource,
    gradings,
    hand_in,
    make_source,
    on_threads,
    resume_source,
    run,
)
from release.mini_course import FILES, write_course
from rich.console import Console

from gradus.assignment import load_assignment
from gradus.cli.consoles import Consoles
from gradus.cli.diff import diff_command
from gradus.cli.regrade import regrade_folder
from gradus.errors import UsageError
from gradus.gradebook import (
    ClassRun,
    Drops,
    LocalJudge,
    grade_class,
    grader_fingerprint,
    iter_records,
    worker,
)
from gradus.gradebook.fingerprints import touched_tasks
from gradus.results import Record
from gradus.submission import find_submissions

COURSE = Path(__file__).resolve().parents[2]


@pytest.fixture
def consoles() -> Consoles:
    return Consoles(Console(file=io.StringIO(), width=150), Console(file=io.StringIO(), width=300))


def text(console: Console) -> str:
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


def change_test(tmp_path: Path, text: str = "# changed\n") -> FakeSource:
    test = tmp_path / "course" / "assignments" / "hw" / "tests" / "task_1_1.py"
    test.write_text(test.read_text() + text)
    return resume_source(tmp_path)


def scores(output: Path) -> dict[str, float]:
    return {record.student: record.score for record in iter_records(output)}


def judged_otherwise(source: FakeSource, **orders: str) -> None:
    """From now on the fake judge follows these orders, whatever was handed in."""
    for student, order in orders.items():
        (source.notes / f"order-{student}").write_text(order)


@pytest.fixture
def graded(tmp_path: Path) -> FakeSource:
    """Ada with 10, Bob with 7, Cy with 5 of 10; then a test has changed: Ada has 4 now, Bob 9."""
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10", bob="7", cy="5")
    run(tmp_path, source=source, processes=False)
    judged_otherwise(source, ada="4", bob="9")
    return change_test(tmp_path)


def regrade(tmp_path: Path, source: FakeSource, drops: Drops = Drops.HOLD) -> list[str]:
    """Who is held back, by name: who is judged first is a matter of chance."""
    done = run(tmp_path, source=source, processes=False, drops=drops)
    return sorted(change.student for change in done.changes if change.held)


def test_a_drop_is_held_and_a_rise_written(
    tmp_path: Path, graded: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    assert regrade(tmp_path, graded) == ["ada"]
    assert scores(tmp_path / "out") == {"ada": 10, "bob": 9, "cy": 5}
    assert diff_command(tmp_path / "out") == 1
    assert "1 mark changed: 1 lower, 0 higher" in capsys.readouterr().out


def test_a_held_mark_is_not_judged_again_and_written_when_accepted(
    tmp_path: Path, graded: FakeSource
) -> None:
    regrade(tmp_path, graded)
    before = gradings(graded)
    assert regrade(tmp_path, graded) == ["ada"]
    assert scores(tmp_path / "out")["ada"] == 10
    assert regrade(tmp_path, graded, Drops.WRITE) == []
    assert scores(tmp_path / "out") == {"ada": 4, "bob": 9, "cy": 5}
    assert gradings(graded) == before
    assert not list((tmp_path / "out").rglob("record.held.json"))
    assert diff_command(tmp_path / "out") == 0
    assert json.loads((tmp_path / "out/students/ada/results.json").read_text()) == {"score": 4}


def test_who_hands_in_worse_work_has_a_worse_mark(tmp_path: Path, graded: FakeSource) -> None:
    (graded.notes / "order-ada").unlink()
    hand_in(tmp_path, ada="2")
    assert regrade(tmp_path, graded) == []
    assert scores(tmp_path / "out")["ada"] == 2


def test_a_final_mark_is_not_lost_to_a_machine(tmp_path: Path, graded: FakeSource) -> None:
    judged_otherwise(graded, bob="unchecked")
    assert regrade(tmp_path, graded) == ["ada", "bob"]
    assert scores(tmp_path / "out")["bob"] == 7
    judged_otherwise(graded, bob="9")
    assert regrade(tmp_path, graded) == ["ada"]
    assert scores(tmp_path / "out")["bob"] == 9


def test_a_test_that_is_put_back_leaves_nothing_held(tmp_path: Path, graded: FakeSource) -> None:
    regrade(tmp_path, graded)
    test = tmp_path / "course" / "assignments" / "hw" / "tests" / "task_1_1.py"
    test.write_text("# a test\n")
    judged_otherwise(graded, ada="10", bob="7")
    regrade(tmp_path, resume_source(tmp_path), Drops.WRITE)
    assert not list((tmp_path / "out").rglob("record.held.json"))
    assert scores(tmp_path / "out") == {"ada": 10, "bob": 7, "cy": 5}


def test_two_folders_are_compared(
    tmp_path: Path, graded: FakeSource, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(tmp_path / "out", tmp_path / "old")
    shutil.rmtree(tmp_path / "old" / "students" / "cy")
    regrade(tmp_path, graded, Drops.WRITE)
    assert diff_command(tmp_path / "old", tmp_path / "out") == 1
    done = capsys.readouterr()
    assert "2 marks changed: 1 lower, 1 higher" in done.out
    assert f"In {tmp_path}/out alone: cy" in done.err.replace("\n", "")
    assert diff_command(tmp_path / "out", tmp_path / "out") == 0


def test_the_drop_is_told_first_and_why(
    tmp_path: Path, graded: FakeSource, consoles: Consoles
) -> None:
    assert regrade_folder(graded, tmp_path / "class", tmp_path / "out", 1, consoles) == 1
    told = text(consoles.out)
    assert told.index("ada") < told.index("bob")
    assert "−6 (held)" in told
    assert "1.1 Lost: not there → failed (0): It is too large." in told
    assert "--accept-drops" in text(consoles.err)
    with (tmp_path / "out" / "changes.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["case"] == "Kept"]
    assert [(row["student"], row["change"], row["written"]) for row in rows] == [
        ("ada", "-6", "no"),
        ("bob", "2", "yes"),
    ]
    assert "forty-two" not in told, "what a hidden case expected is for staff"


def test_without_results_there_is_nothing_to_compare(tmp_path: Path, consoles: Consoles) -> None:
    source = make_source(tmp_path)
    hand_in(tmp_path, ada="10")
    with pytest.raises(UsageError, match="holds no results to compare with"):
        regrade_folder(source, tmp_path / "class", tmp_path / "out", 1, consoles)
    with pytest.raises(UsageError, match="holds no results"):
        diff_command(tmp_path / "out")


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A course in which task 1.2 is downstream of 1.1, and 1.3 stands alone."""
    write_course(tmp_path / "course")
    toml = tmp_path / "course" / "assignments" / "mini" / "assignment.toml"
    text = toml.read_text().replace("points = 40", 'points = 40\nupstream = ["losses.mse"]')
    toml.write_text(
        text
        + '\n[[tasks]]\nnumber = "1.3"\ntitle = "Twice"\nfunctions = ["losses.twice"]\npoints = 5\n'
    )
    test = FILES["assignments/mini/tests/task_1_2.py"].split("@test_case")[0]
    (toml.parent / "tests" / "task_1_3.py").write_text(
        test.replace("task_1_2", "task_1_3")
        + '@test_case(name="Two", points=5)\ndef two(losses):\n'
        "    check_close(losses.twice(2.0), 4.0)\n"
    )
    solution = tmp_path / "course" / "solutions" / "losses.py"
    solution.write_text(solution.read_text() + "\n\ndef twice(x):\n    return 2 * x\n")
    return tmp_path / "course"


@pytest.mark.parametrize(
    ("file", "old", "new", "touched"),
    [
        ("tests/task_1_1.py", "Zero", "Nothing", {"task_1_1", "task_1_2"}),
        ("tests/task_1_2.py", "Shape", "Form", {"task_1_2"}),
        ("tests/task_1_3.py", "Two", "Three", {"task_1_3"}),
        ("assignment.toml", 'title = "Twice"', 'title = "Double"', {"task_1_3"}),
        ("assignment.toml", 'title = "Twice"', 'title = "Twice" # a remark', set()),
        ("assignment.toml", 'title = "Mini"', 'title = "Mini"\nfollow_through = 0.5', "all"),
        ("../../solutions/losses.py", "2 * x", "x + x", "all"),
        ("assignment.toml", '[[tasks]]\nnumber = "1.3"', '[[tasks]]\nnumber = "1.4"', "all"),
    ],
)
def test_what_a_change_touches(
    mini: Path, file: str, old: str, new: str, touched: set[str] | str
) -> None:
    before = grader_fingerprint(load_assignment(mini, "mini"), "none", b"s")
    path = mini / "assignments" / "mini" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assignment = load_assignment(mini, "mini")
    after = grader_fingerprint(assignment, "none", b"s")
    found = touched_tasks(assignment, after, before.tasks)
    assert found == (frozenset(after.tasks) if touched == "all" else touched)
    assert (before.whole == after.whole) is (touched == set())


def test_a_method_touches_what_leans_on_others_of_its_class() -> None:
    """Where `backward` is wrong, all of its class is mended upstream, but not in its own tasks."""
    hw2 = load_assignment(COURSE, "hw2-backprop")
    tasks = tuple(
        replace(task, upstream=("backprop.Linear.forward",)) if task.number == "4.8" else task
        for task in hw2.tasks
    )
    hw2 = replace(hw2, tasks=tasks)
    after = grader_fingerprint(hw2, "none", b"s")
    before = {**after.tasks, "task_4_5": "another test"}
    assert touched_tasks(hw2, after, before) == {"task_4_5", "task_4_8", "task_4_9"}


def test_tasks_are_judged_in_part_with_the_marks_of_a_whole_run(mini: Path, tmp_path: Path) -> None:
    def grade(output: str) -> tuple[ClassRun, Record]:
        source = LocalJudge(load_assignment(mini, "mini"), "none", b"s")
        worker._judge.cache_clear()  # a run of its own would have processes of its own
        found = find_submissions(tmp_path / "class", ("losses",))
        done = grade_class(source, found, tmp_path / output, pools=on_threads)
        (record,) = iter_records(tmp_path / output)
        return done, record

    work = tmp_path / "class" / "ada"
    work.mkdir(parents=True)
    wrong = "import numpy as np\ndef mse(y, t):\n    return float(np.sum((y - t) ** 2))\n"
    gradient = "def mse_grad(y, t):\n    return 2 * mse(y, t) ** 0.5 * np.sign(y - t)\n"
    (work / "losses.py").write_text(f"{wrong}{gradient}def twice(x):\n    return 3 * x\n")
    _, before = grade("out")
    test = mini / "assignments" / "mini" / "tests" / "task_1_3.py"
    test.write_text(test.read_text().replace("losses.twice(2.0), 4.0", "losses.twice(0.0), 0.0"))
    done, partly = grade("out")
    _, whole = grade("whole")
    assert (done.graded, done.partly, done.tasks) == (1, 1, ("task_1_3",))
    assert partly.questions == whole.questions
    assert (partly.fingerprint, partly.judged_by) == (whole.fingerprint, whole.judged_by)
    assert partly.gradescope == whole.gradescope
    assert partly.score == before.score + 5
    assert [change.points for change in done.changes] == [5]
