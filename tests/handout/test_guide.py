"""The ten lines of the instructors' guide make a task, as they stand there."""

import re
import shutil
from pathlib import Path

import pytest

from gradus.assignment import Assignment, check_assignment, load_assignment
from gradus.assignment.cases import load_cases
from gradus_checks import LocalEnvironment

COURSE = Path(__file__).resolve().parents[2]
NAME = "hw1-losses"
CELLS = """
# %% [markdown]
# ## Task 1.9: Huber loss
#
# The loss is a mean over all entries.

# %%
grader.check("task_1_9")
"""


def blocks(language: str) -> list[str]:
    """The fenced blocks of the guide, without their indentation."""
    guide = (COURSE / "assignments" / "README.md").read_text("utf-8")
    found = re.findall(rf"^   ```{language}\n(.*?)^   ```$", guide, re.MULTILINE | re.DOTALL)
    return [re.sub(r"^   ", "", text, flags=re.MULTILINE) for text in found]


@pytest.fixture
def grown(tmp_path: Path) -> Assignment:
    """The course with the guide's task, as a bonus, so that the points still add up."""
    for part in ("assignments", "solutions", "starter"):
        shutil.copytree(COURSE / part, tmp_path / part)
    folder = tmp_path / "assignments" / NAME
    function, tests = blocks("python")
    (task,) = blocks("toml")
    additions = {
        tmp_path / "solutions" / "losses.py": f"\n\n{function}",
        folder / "assignment.toml": f"\n{task}bonus = true\n",
        folder / f"{NAME}.py": CELLS,
    }
    for path, text in additions.items():
        path.write_text(path.read_text("utf-8") + text, "utf-8")
    (folder / "tests" / "task_1_9.py").write_text(tests, "utf-8")
    return load_assignment(tmp_path, NAME)


def test_the_task_fits_in(grown: Assignment) -> None:
    sources = check_assignment(grown)
    assert [source.path.name for source in sources].count("task_1_9.py") == 1


def test_its_public_case_is_right(grown: Assignment) -> None:
    public, hidden = load_cases(grown.folder / "tests" / "task_1_9.py").cases
    assert hidden.hidden
    public.call_func(LocalEnvironment(grown.solutions))
