"""There is a record, and there are results, whatever fails; and staff read why."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from otter_flow.otter_helpers import unpack_autograder

from gradus.audit.bench import SECRET
from gradus.errors import AssignmentError
from gradus.gradebook.records import record_json
from gradus.otter_plugin import gradescope, grading
from gradus.otter_plugin.memory import memory_for_workers
from gradus.otter_plugin.places import Places
from gradus.results import Record, Status
from gradus.sandbox import levels
from gradus.sandbox.probe import Machine

pytestmark = pytest.mark.slow


@pytest.fixture
def places(autograder: Path, tmp_path: Path) -> Places:
    """Otter's folders, with one module handed in that earns nothing."""
    root = unpack_autograder(autograder, tmp_path / "autograder")
    (root / "submission" / "losses.py").write_text("x = 1\n", "utf-8")
    return Places(root)


def statuses(record: Record) -> set[Status]:
    return {case.status for question in record.questions for case in question.cases}


def test_a_broken_zip_is_told_to_staff(places: Places) -> None:
    (places.source / "files" / "gradus-grader" / "secret").unlink()
    record = grading.grade(places)
    assert record.questions == ()
    assert "Build the autograder.zip again" in record.attention[0]
    assert "secret" not in record.gradescope["output"]


def test_what_nobody_thought_of_is_no_zero(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> Record:
        raise RuntimeError("the grader has a bug")

    monkeypatch.setattr(grading, "_judged", stumble)
    record = grading.grade(places)
    assert statuses(record) == {Status.UNCHECKED}
    assert "the grader has a bug" in record.attention[0]
    assert "bug" not in record.gradescope["output"]


def test_a_deadline_that_was_lost_comes_again(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where it is raised while an object goes: Python tells it, and goes on."""

    def dawdle(*_: object) -> Record:
        with suppress(grading.OutOfTime):
            time.sleep(60)
        time.sleep(60)
        raise AssertionError("nobody has stopped this")

    monkeypatch.setattr(grading, "_SECONDS", 0.05)
    monkeypatch.setattr(grading, "_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(grading, "_judged", dawdle)
    assert "it was not done" in grading.grade(places).attention[0]


def test_the_judge_stops_in_time_to_tell(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def dawdle(*_: object) -> Record:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(grading, "_SECONDS", 0.05)
    monkeypatch.setattr(grading, "_judged", dawdle)
    record = grading.grade(places)
    assert statuses(record) == {Status.UNCHECKED}
    assert "minutes" in record.attention[0]


def test_nobody_is_graded_without_isolation_unless_asked_for(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = Machine(
        "Linux", "x86_64", 0, False, "not root", namespaces="refused", bubblewrap="missing"
    )
    monkeypatch.setattr(levels, "probe", lambda: bare)
    record = grading.grade(places)
    assert statuses(record) == {Status.UNCHECKED}
    assert "isolation of level uid" in record.attention[0]
    monkeypatch.setenv("GRADUS_ISOLATION", "none")
    assert grading.grade(places).isolation == "none"


def test_hidden_tests_are_gone_before_the_submission_is_staged(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otter has copied them, and the reference, in among what was handed in."""
    for name in ("tests/task_1_1.py", "gradus-grader/course/solutions/losses.py", "__init__.py"):
        path = places.submission / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("hidden", "utf-8")
    (places.submission / "hw1-losses.ipynb").symlink_to("/etc/hostname")
    monkeypatch.setattr(grading, "_judged", lambda *_: pytest.fail("stop here", pytrace=False))
    with pytest.raises(pytest.fail.Exception):
        grading.grade(places)
    assert [path.name for path in places.submission.iterdir()] == ["losses.py"]
    assert Path("/etc/hostname").exists()


@pytest.mark.parametrize("with_record", [True, False])
def test_results_where_otter_itself_fails(
    with_record: bool,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(root: str, **_: object) -> None:
        if with_record:
            record = grading.grade(Places(Path(root)))
            Path(root, "record.json").write_bytes(record_json(record))
        raise RuntimeError("the kernel died")

    monkeypatch.setattr("otter.run.run_autograder.main", fail)
    assert gradescope.main(places.root) == 1
    results: dict[str, Any] = json.loads((places.root / "results" / "results.json").read_text())
    assert "the kernel died" in capsys.readouterr().out
    assert results["stdout_visibility"] == "hidden"
    assert bool([test for test in results["tests"] if test["name"] == "task_1_1"]) is with_record
    assert results["output"]


def test_the_assignment_comes_back_as_it_was(places: Places, tmp_path: Path) -> None:
    from gradus.assignment import unbundle

    bundle = unbundle(places.source, tmp_path / "course")
    assert bundle.assignment.name == "hw1-losses"
    assert bundle.secret == SECRET
    assert all(bundle.assignment.test_path(task).exists() for task in bundle.assignment.tasks)
    with pytest.raises(AssignmentError, match="Build the autograder"):
        unbundle(tmp_path / "nowhere", tmp_path / "other")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 1024),
        ({"memory.max": "max\n", "memory.stat": "anon 0\n"}, 1024),
        ({"memory.max": str(768 * 2**20), "memory.stat": f"anon {200 * 2**20}\nfile 9\n"}, 472),
        ({"memory.max": str(100 * 2**20), "memory.stat": "anon 0\n"}, 128),
        ({"memory.max": str(2**40), "memory.stat": "anon 0\n"}, 1024),
        (
            {
                "memory/memory.limit_in_bytes": str(768 * 2**20),
                "memory/memory.stat": f"cache 5\ntotal_rss {100 * 2**20}\n",
            },
            572,
        ),
    ],
)
def test_workers_get_what_the_container_has(
    files: dict[str, str], expected: int, tmp_path: Path
) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert memory_for_workers(1024, tmp_path) == expected
