"""The students' page of definitions: each line is checked by a script, and every student has it."""

import re
from pathlib import Path

import pytest
from sampling import sampled

from gradus.assignment import assignment_names, load_assignment
from gradus.assignment.consistency import check_assignment
from gradus.release.folder import student_files
from gradus_checks.home.handed_out import LISTED

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "assignments" / "definitions.md"


def test_each_line_is_checked_by_the_script_of_findings() -> None:
    lines = re.findall(r"^\| `([\w-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    script = (ROOT / "findings" / "definitions.sh").read_text("utf-8")
    recorded = script.split('recorded="')[1].split('"\n')[0]
    checked = [line.split()[0] for line in recorded.splitlines()]
    assert len(lines) == len(set(lines)) >= 25
    assert set(lines) == set(checked)


def test_its_versions_are_the_script_s() -> None:
    script = (ROOT / "findings" / "definitions.sh").read_text("utf-8")
    installed = dict(re.findall(r"([\w-]+)==([\d.]+)", script))
    told = " ".join(PAGE.read_text("utf-8").split())
    names = {"scikit-learn": "scikit-learn", "numpy": "NumPy", "scipy": "SciPy", "torch": "PyTorch"}
    names |= {"jax": "JAX", "keras": "Keras", "lightning": "Lightning"}
    names |= {name: name for name in ("torchmetrics", "auraloss", "mir_eval")}
    assert all(f"{names[package]} {version}" in told for package, version in installed.items())


@pytest.mark.parametrize("name", sampled(assignment_names(ROOT), 3, str, lambda _: False))
def test_students_get_it_and_are_told(name: str) -> None:
    assignment = load_assignment(ROOT, name)
    files = student_files(assignment, check_assignment(assignment))
    assert files["definitions.md"] == PAGE.read_bytes()
    assert b"(definitions.md)" in files[f"{name}.ipynb"]
    assert b"definitions.md" in files[LISTED]
