"""The demo's class of models: each fits the reference, and a patch that does not is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.audit import write_models
from gradus.errors import AssignmentError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return load_assignment(ROOT, "hw3-generalization")


def test_eight_students_train_in_their_own_ways(assignment: Assignment, tmp_path: Path) -> None:
    assert write_models(assignment, tmp_path / "models")

    sources = {
        folder.name: (folder / "training.py").read_text("utf-8")
        for folder in (tmp_path / "models").iterdir()
    }
    assert len(sources) == len(set(sources.values())) == 8
    assert {"reference", "carried-along"} < sources.keys()
    for source in sources.values():
        compile(source, "training.py", "exec")


def test_a_carried_model_is_within_the_limit_of_source(
    assignment: Assignment, tmp_path: Path
) -> None:
    write_models(assignment, tmp_path / "models")

    files = (tmp_path / "models" / "carried-along").glob("*.py")
    assert sum(path.stat().st_size for path in files) < 64_000


def test_an_assignment_without_rated_tasks_has_none(tmp_path: Path) -> None:
    assert not write_models(load_assignment(ROOT, "hw1-losses"), tmp_path / "models")
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            '[[training]]\nid = "x"\nwhy = "y"\npatches = [{ find = "none", replace = "" }]',
            "x: 'none' stands 0 times in the reference",
        ),
        ('[[training]]\nid = "x"\nwhy = "y"', "patches"),
        ("[[training", "trainings.toml"),
    ],
    ids=["a stale patch", "no patch", "no TOML"],
)
def test_a_wrong_catalogue_is_named(
    assignment: Assignment, tmp_path: Path, written: str, told: str
) -> None:
    elsewhere = replace(assignment, course=tmp_path)
    elsewhere.folder.mkdir(parents=True)
    (tmp_path / "solutions").symlink_to(assignment.solutions)
    (elsewhere.folder / "trainings.toml").write_text(written, "utf-8")

    with pytest.raises(AssignmentError, match=told):
        write_models(elsewhere, tmp_path / "models")
    assert not (tmp_path / "models").exists()
