"""What the hand-outs' cells look like in a notebook."""

import json
import re
from pathlib import Path

import pytest

from gradus.assignment import assignment_names
from gradus.errors import AssignmentError
from gradus.release.notebook import notebook

COURSE = Path(__file__).resolve().parents[2]
CELL = 78
"""Letters of code that JupyterLab shows beside its list of files, 1100 pixels wide."""


def code_of(text: str) -> list[str]:
    cells = json.loads(notebook(text, Path("hw.py")))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_code_is_not_wider_than_a_cell(name: str) -> None:
    text = (COURSE / "assignments" / name / f"{name}.py").read_text("utf-8")
    for line in (line for cell in code_of(text) for line in cell.splitlines()):
        assert len(line) <= CELL, line


BEGINS_A_LIST = re.compile(r"(1[.)]|[-+*]|#+|>)\s")
"""What ends a paragraph, also in the midst of one: "(4," and "1)" on the next line are a list."""


@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_no_line_of_a_paragraph_begins_like_a_list(name: str) -> None:
    text = (COURSE / "assignments" / name / f"{name}.py").read_text("utf-8")
    cells = json.loads(notebook(text, Path("hw.py")))["cells"]
    for cell in (cell for cell in cells if cell["cell_type"] == "markdown"):
        above = ""
        for line in "".join(cell["source"]).splitlines():
            inside = above.strip() and not above.startswith(("  ", "#"))
            if inside and not re.match(r"(\d+[.)]|[-+*>])\s", above):
                assert not BEGINS_A_LIST.match(line), f"{above}\n{line}"
            above = line


@pytest.mark.parametrize(
    "line",
    [
        "# copy the predictions first",
        "# rm is not what we want",
        "# cd would lead elsewhere",
        "# %d is how a whole number is written",
        "# !ls lists files",
        "# time and ls and man",
    ],
)
def test_a_comment_stays_a_comment(line: str) -> None:
    assert code_of(f"# %%\n{line}\nx = 1\n") == [f"{line}\nx = 1"]


@pytest.mark.parametrize("magic", ["%run submit.py", "%load_ext gradus_checks.notebook"])
def test_what_is_asked_of_ipython_is_no_comment(magic: str) -> None:
    assert code_of(f"# %%\n# {magic}\n") == [magic]


def test_a_cell_that_is_no_python_is_refused() -> None:
    with pytest.raises(AssignmentError, match=r"hw\.py: students would get a cell that is no"):
        notebook("# %%\nx = (\n", Path("hw.py"))
