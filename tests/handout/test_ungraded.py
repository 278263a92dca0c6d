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

COURSE = Path(__file__).resolve().parents[2]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", handout_names(COURSE))
def test_it_runs_to_its_end(name: str, tmp_path: Path) -> None:
    folder = build_handout(load_handout(COURSE, name), tmp_path)
    book = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    images = [
        output
        for cell in book.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    assert images
    assert all(image.metadata["image/png"]["alt"] for image in images)


def test_it_is_written_twice_the_same(tmp_path: Path) -> None:
    handout = load_handout(COURSE, "hw4-codec")
    build_handout(handout, tmp_path)
    first = (tmp_path / "hw4-codec.zip").read_bytes()
    build_handout(handout, tmp_path)
    assert (tmp_path / "hw4-codec.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "hw4-codec.zip") as archive:
        names = archive.namelist()
    assert "hw4-codec/codec.py" in names
    assert "hw4-codec/backprop.py" in names


def test_a_wrong_specification_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "assignments" / "notes"
    folder.mkdir(parents=True)
    (folder / "handout.toml").write_text('titel = "Notes"\n')
    with pytest.raises(AssignmentError, match=r"notes/handout\.toml"):
        load_handout(tmp_path, "notes")
