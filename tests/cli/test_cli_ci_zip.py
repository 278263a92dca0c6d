"""`gradus ci` by an autograder.zip: the marks of the course it is of, or one clear sentence."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from release.mini_course import write_course

from gradus.cli import main
from gradus.release.autograder_zip import autograder_zip

HALF_RIGHT = "import numpy as np\n\n\ndef mse(y, t):\n    return float(np.mean((y - t) ** 2))\n"
GRADER = "files/gradus-grader"
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("course")).root


@pytest.fixture(scope="module")
def packed(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The autograder.zip of the course."""
    path = tmp_path_factory.mktemp("packed") / "autograder.zip"
    path.write_bytes(autograder_zip(write_course(course).assignment, b"a secret of the course's"))
    return path


def ci(tests: Path, folder: Path, name: str = "mini") -> Result:
    checkout = folder / "work"
    checkout.mkdir(exist_ok=True)
    (checkout / "losses.py").write_text(HALF_RIGHT, "utf-8")
    where = ("--course", tests, "-o", folder / "reports", "--isolation", "none")
    return CliRunner().invoke(main, ["ci", name, *map(str, (checkout, *where))])


def results(folder: Path) -> dict[str, object]:
    written: dict[str, object] = json.loads((folder / "reports" / "results.json").read_text())
    return written


def test_marks_are_those_of_the_course(course: Path, packed: Path, tmp_path: Path) -> None:
    for tests, name in ((course, "by-course"), (packed, "by-zip")):
        (tmp_path / name).mkdir()
        ended = ci(tests, tmp_path / name)
        assert ended.exit_code == 1, ended.stderr
        assert "60 % of the points" in ended.stderr
    assert results(tmp_path / "by-course") == results(tmp_path / "by-zip")


def without(start: str) -> Callable[[Files], Files]:
    return lambda files: {name: data for name, data in files.items() if not name.startswith(start)}


def with_another(path: str, added: bytes) -> Callable[[Files], Files]:
    return lambda files: {**files, path: files[path] + added}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without(GRADER), "is not an autograder.zip that `gradus build` made"),
        (without("tests/"), "a part of it is missing"),
        (without(f"{GRADER}/secret"), "a part of it is missing"),
        (without(f"{GRADER}/course/assignments"), "holds 0 assignments"),
        (
            with_another(f"{GRADER}/course/assignments/mini/assignment.toml", b"points ="),
            "this is not valid TOML",
        ),
        (
            with_another(f"{GRADER}/packages/gradus/judge/judge.py", b"# changed since\n"),
            "was made by another version of Gradus than the one that runs here (1 file changed",
        ),
        (without(f"{GRADER}/packages/gradus_checks/close.py"), "another version of Gradus"),
    ],
)
def test_a_foreign_or_outdated_zip_is_said(
    packed: Path, tmp_path: Path, change: Callable[[Files], Files], told: str
) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(changed, "w") as other:
        files = change({name: archive.read(name) for name in archive.namelist()})
        for name, data in files.items():
            other.writestr(name, data)
    refused(ci(changed, tmp_path), told, tmp_path)


def test_rooms_without_a_say_in_marks_may_differ(packed: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.zip"
    changed.write_bytes(packed.read_bytes())
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr(f"{GRADER}/packages/gradus/cli/newest.py", "# a new command")
    assert ci(changed, tmp_path).exit_code == 1, "below 100 %, so graded"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[: len(data) // 3] + bytes(2000) + data[len(data) // 3 + 2000 :],
        lambda _: b"<html>Sign in to download</html>",
        lambda _: b"",
    ],
)
def test_a_broken_zip_is_said(
    packed: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(damage(packed.read_bytes()))
    refused(ci(broken, tmp_path), "is damaged, or no zip file", tmp_path)


def test_an_encrypted_zip_is_said(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{GRADER}/secret", "x")
    data = bytearray(buffer.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    refused(ci(tmp_path / "locked.zip", tmp_path), "is damaged, or no zip file", tmp_path)


def test_the_zip_of_another_assignment_is_said(packed: Path, tmp_path: Path) -> None:
    refused(ci(packed, tmp_path, "hw9"), "grades mini, not hw9", tmp_path)


def test_a_zip_in_the_students_checkout_is_refused(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    inside = tmp_path / "work" / "autograder.zip"
    inside.write_bytes(packed.read_bytes())
    refused(ci(inside, tmp_path), "where the student can write", tmp_path)


def refused(ended: Result, told: str, folder: Path) -> None:
    """Exit code 2, one message, nothing written."""
    assert ended.exit_code == 2, ended.output
    assert told in ended.stderr
    assert ended.stderr.count("Error:") == 1
    assert "/tmp/gradus-course" not in ended.stderr
    assert not (folder / "reports" / "results.json").exists()
