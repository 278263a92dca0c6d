"""In a built student folder, Otter's own ways of checking run the same files."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from release.mini_course import Course, prove_at_once

from gradus.release import build

pytestmark = pytest.mark.slow

NOTEBOOK = """
import otter
from otter.check.logs import Log

from losses import mse as losses  # the module's name now means a function

grader = otter.Notebook("mini.ipynb")
checked = grader.check("task_1_1")
print(repr(checked))

log = Log.from_file(".OTTER_LOG")
logged = log.get_results("task_1_1")
print([(result.test_case.name, result.test_case.points) for result in logged.test_case_results])
"""

OTTER_CHECK = """
import sys
from pathlib import Path

import gradus_checks

# Students have the package in their folder only, from where the console script cannot import it.
package = str(Path(gradus_checks.__file__).parent.parent)
sys.path = [place for place in sys.path if place != package]
for name in [name for name in sys.modules if name.startswith("gradus_checks")]:
    del sys.modules[name]
from otter.cli import cli
cli(["check", "losses.py", "-q", sys.argv[1]])
"""


@pytest.fixture
def student(course: Course, tmp_path: Path) -> Path:
    """The folder of a student who has solved the first task."""
    folder = build(course.assignment, tmp_path / "dist", prove_at_once).folder
    stub = 'raise NotImplementedError("Task 1.1: mse")'
    text = (folder / "losses.py").read_text("utf-8")
    assert stub in text
    (folder / "losses.py").write_text(
        text.replace(stub, "return float(np.mean((y_pred - y_true) ** 2))"), "utf-8"
    )
    return folder


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_notebook_checks_files_whatever_its_names_mean(student: Path) -> None:
    output = run(student, "-c", NOTEBOOK)
    assert "task_1_1 results: All test cases passed!" in output
    assert "[('Worked example', 30), ('Zero', 10)]" in output


@pytest.mark.exhaustive
def test_otter_check_runs_one_task_on_a_module(student: Path) -> None:
    assert "All tests passed!" in run(student, "-P", "-c", OTTER_CHECK, "task_1_1")
    assert "Task 1.2: mse_grad is not written yet" in run(
        student, "-P", "-c", OTTER_CHECK, "task_1_2"
    )


def test_the_notebooks_cells_are_python(student: Path) -> None:
    book = json.loads((student / "mini.ipynb").read_text("utf-8"))
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            compile("".join(cell["source"]), "cell", "exec")


WRITTEN = """
# %% [markdown] tags=["otter_answer_cell"]
# <!-- BEGIN QUESTION -->
# ## In words: when would you choose the absolute error?
#
# _Type your answer here, replacing this text._
# <!-- END QUESTION -->
"""


def test_written_answers_are_what_otter_export_takes(course: Course, tmp_path: Path) -> None:
    from otter.export.exporters import BaseExporter
    from otter.nbmeta_config import NBMetadataConfig

    handout = course.path("mini/mini.py")
    handout.write_text(handout.read_text("utf-8") + WRITTEN, "utf-8")
    folder = build(course.assignment, tmp_path / "dist", prove_at_once).folder
    exported = BaseExporter.load_notebook(str(folder / "mini.ipynb"), filtering=True)
    (answer,) = exported.cells
    assert "when would you choose the absolute error?" in answer.source
    assert answer.metadata.tags == ["otter_answer_cell"]
    known = NBMetadataConfig.from_notebook(exported)
    assert (known.assignment_name, known.ok_format, known.tests) == ("mini", False, {})


def test_the_notebook_exports_what_is_handed_in(student: Path) -> None:
    program = (
        "import otter\n"
        "grader = otter.Notebook('mini.ipynb')\n"
        "grader.check('task_1_1')\n"
        "grader.export(pdf=False, files=['losses.py'], export_path='submission.zip',"
        " display_link=False)\n"
    )
    run(student, "-c", program)
    with zipfile.ZipFile(student / "submission.zip") as archive:
        assert {"mini.ipynb", "losses.py", ".OTTER_LOG"} <= set(archive.namelist())
