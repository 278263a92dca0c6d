"""One list of packages: what may stand in it, where it arrives, and what may be imported by it."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement
from release.mini_course import Course

from gradus.assignment import check_assignment, merged
from gradus.assignment.packages import read_package
from gradus.errors import AssignmentError, CouldNotCheck
from gradus.release import check_parts
from gradus.release.folder import student_files
from gradus.release.gradescope import image_files
from gradus.release.writing import fill_folder
from gradus.sandbox import import_names, lacking, refuse_lacking
from gradus_checks.home.handed_out import read_handed_out
from gradus_checks.submit import contents

TITLE = 'title = "Mini"\n'


def with_packages(course: Course, *packages: str) -> Course:
    course.edit("assignment.toml", TITLE, f"{TITLE}packages = {list(packages)!r}\n")
    return course


def names(text: bytes) -> list[str]:
    return [Requirement(line).name for line in text.decode().splitlines()]


def check_imports(course: Course) -> None:
    check_parts(course.assignment)


@pytest.mark.parametrize(
    "text", ["scipy", "scipy>=1.15", "pandas >= 2.2, < 4", "scikit-learn~=1.5", "  torch==2.6  "]
)
def test_names_and_versions_are_taken_as_they_are_written(text: str) -> None:
    assert read_package(text) == text.strip()


WRONG = {
    "scipy=1.15": "not a requirement that pip can read",
    "scipy=>1.15": "not a requirement that pip can read",
    "scikit learn": "not a requirement that pip can read",
    "scipy>=new": "not a requirement that pip can read",
    "-r more.txt": "not a requirement that pip can read",
    "": "not a requirement that pip can read",
    "mine @ https://example.org/mine.whl": "names an address",
    "pandas[excel]>=2": "has extras",
    'numpy>=2; python_version>="3.12"': "has a condition",
    "sklearn>=1.5": "the package is called scikit-learn",
    "random": "comes with Python",
    "python>=3.12": "comes with Python",
}


@pytest.mark.parametrize(("text", "why"), WRONG.items(), ids=range(len(WRONG)))
def test_what_else_is_written_is_told_with_its_place(course: Course, text: str, why: str) -> None:
    with_packages(course, "numpy", text)
    with pytest.raises(AssignmentError) as raised:
        _ = course.assignment
    lines = str(raised.value).splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("assignment.toml: these entries are wrong:")
    assert lines[1].startswith(f"  packages, entry 2: {text!r} ")
    assert why in lines[1]


def test_a_package_stands_there_once(course: Course) -> None:
    with_packages(course, "scikit-learn>=1", "Scikit_Learn<2")
    with pytest.raises(AssignmentError, match="packages: lists scikit-learn twice"):
        _ = course.assignment


def test_what_several_lists_ask_for_is_asked_for_together() -> None:
    assert merged(("numpy>=1.26", "a"), ("b<2", "NumPy>=2")) == ("numpy>=1.26,>=2", "a", "b<2")


def test_students_and_the_image_get_the_packages_that_are_listed(course: Course) -> None:
    def lists() -> tuple[list[str], list[str]]:
        sources = check_assignment(course.assignment)
        files = student_files(course.assignment, sources)
        image = image_files(course.assignment)
        conda = image["environment.yml"].decode()
        assert all(f"- {line}\n" in conda for line in image["requirements.txt"].decode().split())
        return names(files["requirements.txt"]), names(image["requirements.txt"])

    notebook = ["pytest", "ipykernel", "otter-grader"]
    students, image = lists()
    assert students == ["numpy", "matplotlib", *notebook]
    assert image[-1] == "matplotlib"
    with_packages(course, "pandas>=2.2", "pytest<10")
    students, image = lists()
    assert students == ["numpy", "pandas", *notebook]
    assert image[-1] == "pandas"
    assert image.count("pytest") == 1
    assert "matplotlib" not in image


def test_what_is_missing_or_of_another_version_is_named_with_the_cure(course: Course) -> None:
    refuse_lacking(course.assignment)
    with_packages(course, "numpy>=99", "no-such-package<3", "matplotlib>=3")
    with pytest.raises(CouldNotCheck) as raised:
        refuse_lacking(course.assignment)
    told = str(raised.value)
    assert "no-such-package<3 (not installed)" in told
    assert "numpy>=1.26,>=99 (installed is " in told
    assert "-m pip install 'numpy>=1.26,>=99' 'no-such-package<3'\n" in told
    assert "matplotlib" not in told


def test_the_name_to_import_is_the_packages_own() -> None:
    assert "yaml" in import_names(["PyYAML"])
    assert {"matplotlib", "mpl_toolkits"} <= import_names(["matplotlib"])
    assert import_names(["no-such-package"]) == frozenset()


def test_packages_that_only_others_could_see_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    metadata = tmp_path / "lonely-1.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: lonely\nVersion: 1.0\n", "utf-8")
    (lack,) = lacking(["lonely"])
    assert "where workers do not look" in lack.found


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("solutions/losses.py", "import numpy as np"),
        ("solutions/losses.py", "difference = "),
        ("solutions/numerical.py", "def half"),
        ("tests/task_1_1.py", "import numpy as np"),
        ("mini/mini.py", "import otter"),
    ],
    ids=["reference", "in a solution", "provided", "test", "hand-out"],
)
def test_nothing_imports_what_is_not_listed(course: Course, file: str, old: str) -> None:
    course.edit(
        file, old, f"import yaml.parser; {old}" if "def" not in old else f"import yaml\n{old}"
    )
    with pytest.raises(AssignmentError, match=r"line \d+: this imports yaml, which") as raised:
        check_imports(course)
    assert "add 'PyYAML' to `packages` in " in str(raised.value)
    with_packages(course, "pyyaml")
    check_imports(course)


def test_a_relative_import_is_told(course: Course) -> None:
    course.edit("solutions/losses.py", "import numpy", "from .numerical import half\nimport numpy")
    with pytest.raises(AssignmentError, match=r"line 3: leave out the dot"):
        check_imports(course)


def test_what_is_handed_out_is_not_handed_in_as_a_students_own(
    course: Course, tmp_path: Path
) -> None:
    folder = tmp_path / "mini"
    fill_folder(folder, student_files(course.assignment, check_assignment(course.assignment)))
    handed = read_handed_out(folder)
    assert handed is not None
    found = contents(folder, handed)
    assert found.files == ("losses.py",)
    assert found.missing == found.left_out == ()
