"""Notebooks that are handed out without being graded."""

import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from gradus.assignment.handout import handout_names, load_handout
from gradus.errors import AssignmentError
from gradus.release.handout import build_handout

pytestmark = pytest.mark.slow

SOLUTION = "def twice(x):\n    # BEGIN SOLUTION\n    return 2 * x\n    # END SOLUTION\n"
NOTEBOOK = """# %% [markdown]
# # Notes

# %%
import matplotlib.pyplot as plt
from gradus_checks.pictures import show
from tunes import twice

figure, ax = plt.subplots()
ax.plot([twice(1), 3])
show(figure, "A line from 2 to 3.")
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with a notebook that nobody grades, which shows a picture with a provided module."""
    folder = tmp_path / "course" / "assignments" / "notes"
    (folder / "data").mkdir(parents=True)
    toml = 'title = "Notes"\nprovided = ["tunes"]\nfiles = ["data/song.txt"]\n'
    (folder / "handout.toml").write_text(toml, "utf-8")
    (folder / "notes.py").write_text(NOTEBOOK, "utf-8")
    (folder / "data" / "song.txt").write_text("la\n", "utf-8")
    (tmp_path / "course" / "assignments" / "definitions.md").write_text("# Ours\n", "utf-8")
    (tmp_path / "course" / "solutions").mkdir()
    (tmp_path / "course" / "solutions" / "tunes.py").write_text(SOLUTION, "utf-8")
    return tmp_path / "course"


@pytest.mark.exhaustive
def test_it_runs_to_its_end(course: Path, tmp_path: Path) -> None:
    assert list(handout_names(course)) == ["notes"]
    folder = build_handout(load_handout(course, "notes"), tmp_path / "out")
    book = nbformat.read(folder / "notes.ipynb", as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    images = [
        output
        for cell in book.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    assert images
    assert all(image.metadata["image/png"]["alt"] for image in images)


def test_it_is_written_twice_the_same(course: Path, tmp_path: Path) -> None:
    handout, out = load_handout(course, "notes"), tmp_path / "out"
    build_handout(handout, out)
    first = (out / "notes.zip").read_bytes()
    build_handout(handout, out)
    assert (out / "notes.zip").read_bytes() == first
    with zipfile.ZipFile(out / "notes.zip") as archive:
        names = archive.namelist()
    assert "notes/tunes.py" in names
    assert "notes/definitions.md" in names
    assert "notes/data/song.txt" in names


def test_a_wrong_specification_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "assignments" / "notes"
    folder.mkdir(parents=True)
    (folder / "handout.toml").write_text('titel = "Notes"\n')
    with pytest.raises(AssignmentError, match=r"notes/handout\.toml"):
        load_handout(tmp_path, "notes")
