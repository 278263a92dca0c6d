"""The ten lines of the instructors' guide make a task, as they stand there."""

import re
import shutil
from pathlib import Path

import pytest

from gradus.assignment import Assignment, check_assignment, load_assignment
from gradus.assignment.cases import load_cases
from gradus.audit import load_mistakes
from gradus.audit.battery import same_as_reference
from gradus.audit.bench import open_bench
from gradus.audit.marking import mark
from gradus.audit.mutants import make_mutants
from gradus.errors import AssignmentError
from gradus.release.starter import starter_files
from gradus_checks import LocalEnvironment

pytestmark = pytest.mark.slow

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
    function, tests, battery = blocks("python")
    task, mistake = blocks("toml")
    additions = {
        tmp_path / "solutions" / "losses.py": f"\n\n{function}",
        folder / "assignment.toml": f"\n{task}bonus = true\n",
        folder / f"{NAME}.py": CELLS,
        folder / "mistakes" / "losses.toml": f"\n{mistake}",
        folder / "battery" / "losses.py": f"\n\n{battery}",
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


def test_its_mistake_is_caught_and_named(grown: Assignment) -> None:
    mistake = next(each for each in load_mistakes(grown) if each.function == "huber")
    marking = mark(open_bench(grown), mistake)
    assert marking.lost == mistake.fails
    assert marking.hinted
    assert not marking.misnamed


@pytest.mark.exhaustive
def test_its_battery_tells_mistakes_from_what_is_none(grown: Assignment) -> None:
    mutants = [each for each in make_mutants(grown, ("losses",)) if each.function == "huber"]
    same = same_as_reference(grown, "losses", mutants)
    assert 0 < sum(same) < len(mutants) / 4


def without_task(grown: Assignment, *, cells: bool) -> Assignment:
    """The task taken out again, as the guide drops a topic; its cells only where it says so."""
    (grown.folder / "tests" / "task_1_9.py").unlink()
    spec = grown.folder / "assignment.toml"
    spec.write_text(spec.read_text("utf-8").partition('\n[[tasks]]\nnumber = "1.9"')[0], "utf-8")
    if cells:
        text = grown.handout.read_text("utf-8").removesuffix(CELLS)
        grown.handout.write_text(text, "utf-8")
    return load_assignment(grown.folder.parents[1], NAME)


def test_cells_of_a_dropped_task_are_named(grown: Assignment) -> None:
    with pytest.raises(AssignmentError, match=r"Task 1\.9 is there, but no such task"):
        check_assignment(without_task(grown, cells=False))


def test_what_is_left_of_a_dropped_task_is_named(grown: Assignment) -> None:
    dropped = without_task(grown, cells=True)
    with pytest.raises(AssignmentError, match="no task asks for huber"):
        starter_files(dropped)
    with pytest.raises(AssignmentError, match=r"does not say .* no task asks for losses\.huber"):
        load_mistakes(dropped)
