"""The hand-outs' notebooks run to their end with the reference, and stop politely without it."""

import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from gradus.assignment import Assignment, assignment_names, check_assignment, load_assignment
from gradus.release.folder import student_files
from gradus.release.writing import fill_folder

pytestmark = pytest.mark.exhaustive

COURSE = Path(__file__).resolve().parents[2]
NAMES = assignment_names(COURSE)


def student_folder(name: str, folder: Path) -> tuple[Assignment, Path]:
    """What students get, unpacked."""
    assignment = load_assignment(COURSE, name)
    fill_folder(folder / name, student_files(assignment, check_assignment(assignment)))
    return assignment, folder / name


def run(folder: Path) -> tuple[list[Any], str]:
    """The code cells with their outputs, and why the run stopped, if it did."""
    book = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4)
    client = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}})
    stopped = ""
    try:
        client.execute()
    except CellExecutionError as error:
        stopped = error.ename
    return [cell for cell in book.cells if cell.cell_type == "code"], stopped


def printed(cell: Any) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


@pytest.mark.parametrize("name", NAMES)
def test_with_the_reference_it_runs_to_its_end(name: str, tmp_path: Path) -> None:
    assignment, folder = student_folder(name, tmp_path)
    for module in assignment.modules:
        solution = (assignment.solutions / f"{module}.py").read_bytes()
        (folder / f"{module}.py").write_bytes(solution)
    cells, stopped = run(folder)
    assert not stopped
    checks = [cell for cell in cells if cell.source.startswith("grader.check(")]
    assert len(checks) == len(assignment.tasks)
    for cell in checks:
        assert "passed" in str(cell.outputs[0]["data"]["text/plain"]), cell.source
    for cell in cells:
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                assert output.metadata["image/png"]["alt"]
    assert "is ready to hand in" in printed(cells[-1])
    with zipfile.ZipFile(folder / f"{name}-submission.zip") as archive:
        assert set(archive.namelist()) == {f"{module}.py" for module in assignment.modules}


@pytest.mark.parametrize("name", NAMES)
def test_without_any_work_it_stops_politely_at_the_first_task(name: str, tmp_path: Path) -> None:
    assignment, folder = student_folder(name, tmp_path)
    cells, stopped = run(folder)
    assert stopped == "NotImplementedError"
    last = [cell for cell in cells if cell.outputs][-1]
    first_task = assignment.tasks[0].number
    assert f"Task {first_task}: " in printed(last)
    assert "is not written yet" in printed(last)
    assert all(output.output_type != "error" for output in last.outputs)


@pytest.mark.parametrize("name", NAMES)
def test_alone_it_stops_at_once_with_the_cure_and_no_traceback(name: str, tmp_path: Path) -> None:
    _, folder = student_folder(name, tmp_path)
    alone = tmp_path / "Downloads" / name
    alone.mkdir(parents=True)
    (folder / f"{name}.ipynb").rename(alone / f"{name}.ipynb")
    cells, stopped = run(alone)
    assert stopped == "UsageError"
    assert [len(cell.outputs) for cell in cells] == [1] + [0] * (len(cells) - 1)
    assert printed(cells[0]) == (
        f"UsageError: Unzip {name}.zip and open the notebook that is in its folder "
        "(on Colab as README.md there says).\n"
    )


def test_of_a_folder_with_a_file_less_it_says_which(tmp_path: Path) -> None:
    _, folder = student_folder("hw1-losses", tmp_path)
    (folder / "plots.py").unlink()
    cells, stopped = run(folder)
    assert stopped == "ModuleNotFoundError"
    again = "Take it out of the zip that you got again."
    assert printed(cells[0]) == f"plots.py is missing. {again}\n"
    assert all(output.output_type == "stream" for output in cells[0].outputs)
