"""The catalogue of mistakes says so when a patch no longer fits the reference."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gradus.assignment import Assignment, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes, write_demo_class
from gradus.errors import AssignmentError
from gradus.submission import find_submissions

SOURCE = "def mae(a, b):\n    return mean(a - b)\n\n\ndef mse(a, b):\n    return mean(a - b)\n"
MISTAKE = Mistake("summed", "losses", "mse", "mean(", "sum(", ("task_1_3",), "large", "summed")


def test_patches_one_method_only() -> None:
    source = "class A:\n    def f(self):\n        x = 1\n\n    def g(self):\n        x = 1\n"
    mistake = replace(MISTAKE, function="A.g", find="x = 1", replace="x = 2")
    assert apply_mistake(mistake, source) == source[:-2] + "2\n"


def test_patches_its_function_only() -> None:
    expected = SOURCE[: SOURCE.index("def mse")] + "def mse(a, b):\n    return sum(a - b)\n"
    assert apply_mistake(MISTAKE, SOURCE) == expected


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"find": "median("}, "stands 0 times"),
        ({"find": "a"}, "stands 3 times"),
        ({"function": "rmse"}, "has no rmse"),
        ({"replace": "sum(("}, "not Python"),
    ],
)
def test_a_patch_that_does_not_fit(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(AssignmentError, match=says):
        apply_mistake(replace(MISTAKE, **changes), SOURCE)


def test_every_patch_fits_and_changes_something(hw1: Assignment) -> None:
    mistakes = load_mistakes(hw1)
    for mistake in mistakes:
        source = (hw1.solutions / f"{mistake.module}.py").read_text("utf-8")
        assert apply_mistake(mistake, source) != source
        assert set(mistake.fails) <= {task.name for task in hw1.tasks}


def test_two_of_one_name(tmp_path: Path, hw1: Assignment) -> None:
    folder = tmp_path / "assignments" / hw1.name
    folder.mkdir(parents=True)
    text = (hw1.folder / "assignment.toml").read_text("utf-8")
    (folder / "assignment.toml").write_text(text, "utf-8")
    entry = (
        '[[mistake]]\nid = "a"\nfunction = "mae"\nfind = "x"\n'
        'replace = "y"\nfails = ["task_1_1"]\nhint = "large"\nwhy = "why"\n'
    )
    (folder / "mistakes").mkdir()
    (folder / "mistakes" / "losses.toml").write_text(2 * entry, "utf-8")
    with pytest.raises(AssignmentError, match="used twice"):
        load_mistakes(load_assignment(tmp_path, hw1.name))


def test_the_demo_class_is_large_and_mixed(tmp_path: Path, hw1: Assignment) -> None:
    write_demo_class(hw1, tmp_path / "class")
    found = find_submissions(tmp_path / "class", hw1.modules)
    assert len(found) >= 30
    assert {"reference", "untouched-starter", "broken-zip"} <= {one.student for one in found}
    assert any(one.superseded for one in found)
