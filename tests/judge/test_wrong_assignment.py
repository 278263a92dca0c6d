"""Nobody is graded by an assignment that is wrong: its author is told the file and place."""

import shutil
from pathlib import Path

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.errors import AssignmentError
from gradus.judge import open_judge


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        ("assignments/hw1-losses/tests/task_1_3.py", "points=2", "points=3", "add up to"),
        ("assignments/hw1-losses/tests/task_1_3.py", "(losses):", "(losses:", "line"),
        ("solutions/losses.py", "def mse(", "def mse((", "losses.py, line"),
    ],
)
def test_refused(path: str, old: str, new: str, says: str, hw1: Assignment, tmp_path: Path) -> None:
    for part in ("assignments", "solutions"):
        shutil.copytree(hw1.course / part, tmp_path / part)
    text = (tmp_path / path).read_text("utf-8")
    (tmp_path / path).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(AssignmentError, match=says):
        open_judge(load_assignment(tmp_path, hw1.name), isolation="none")
