"""A course of one's own: what is begun works as it stands, and what is in the way is named."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradus.assignment import load_assignment
from gradus.assignment.consistency import check_assignment
from gradus.cli import main
from gradus.errors import UsageError
from gradus.release.starter import committed_files
from gradus.scaffold import new_assignment, new_course, new_task


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "sound", tmp_path / "settings").folder


def gradus(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_places_agree(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy", points=10)
    new_task(course, "hw1", "1.2", "signals.power", points=2.5)
    new_task(course, "hw1", "2.1", "spectra.peak", title="Largest amplitude")

    assignment = load_assignment(course, "hw1")

    check_assignment(assignment)
    assert assignment.modules == ("signals", "spectra")
    assert "modules" not in (assignment.folder / "assignment.toml").read_text("utf-8")
    assert assignment.total == 22.5
    assert [task.title for task in assignment.tasks] == ["Energy", "Power", "Largest amplitude"]


def test_the_secret_is_the_owners_and_not_in_the_course(tmp_path: Path) -> None:
    made = new_course(tmp_path / "sound", tmp_path / "settings")

    assert made.secret.stat().st_mode & 0o777 == 0o600
    secret = made.secret.read_text("utf-8").strip()
    assert len(secret) == 64
    assert all(secret.encode() not in content for content in tree(made.folder).values())


def test_a_secret_that_is_there_is_kept(tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "sound.secret").write_text("sixteen or more letters")

    assert new_course(tmp_path / "sound", settings).kept
    assert (settings / "sound.secret").read_text() == "sixteen or more letters"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("hw1", "1.1", "signals.power"), "goes up to 1.1. The next one is 1.2 or 2.1"),
        (("hw1", "0.5", "signals.power"), "not the number of a task"),
        (("hw1", "one", "signals.power"), "not the number of a task"),
        (("hw1", "1.2", "signals.energy"), "has energy already"),
        (("hw1", "1.2", "energy"), "is not a module.function"),
        (("hw1", "1.2", "signals.a.b"), "signals.py is there, and signals.a would need a folder"),
        (("hw1", "1.2", "power"), "is not a module.function"),
        (("hw1", "1.2", "signals.class"), "not a valid Python name"),
        (("hw1", "1.2", "random.walk"), "Python has a module random of its own"),
        (("hw1", "1.2", "numpy.walk"), "would hide the numpy that their tests"),
        (("hw9", "1.2", "signals.power"), "no assignment called 'hw9'. It has: hw1"),
    ],
)
def test_a_task_that_cannot_be_leaves_all_as_it_was(
    course: Path, words: tuple[str, str, str], told: str
) -> None:
    new_assignment(course, "hw1", "signals.energy")
    before = tree(course)

    with pytest.raises(UsageError, match=told):
        new_task(course, *words)

    assert tree(course) == before


@pytest.mark.parametrize(
    ("name", "told"),
    [("hw1", "has an assignment 'hw1' already"), ("My HW", "cannot be the name of an assignment")],
)
def test_an_assignment_that_cannot_be(course: Path, name: str, told: str) -> None:
    new_assignment(course, "hw1", "signals.energy")
    before = tree(course)

    with pytest.raises(UsageError, match=told):
        new_assignment(course, name, "signals.other")

    assert tree(course) == before


def test_a_course_goes_into_an_empty_folder_outside_of_others(course: Path) -> None:
    settings = course.parent / "settings"

    with pytest.raises(UsageError, match="is not empty"):
        new_course(course, settings)
    with pytest.raises(UsageError, match="lies inside the course"):
        new_course(course / "dist" / "inner", settings)
    with pytest.raises(UsageError, match="is a file"):
        new_course(course / "README.md", settings)
    (course.parent / "file").touch()
    for place in (course.parent / "file" / "sound", Path("/proc/sound")):
        with pytest.raises(UsageError, match=r"cannot be written: .* Nothing was changed\. Choose"):
            new_course(place, course.parent / "elsewhere")
    assert not (course.parent / "elsewhere").exists()


def test_what_cannot_be_written_leaves_nothing(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(course)
    write = Path.write_text

    def refused(path: Path, *args: object) -> int:
        if path.suffix == ".toml" and path.parent.name == "mistakes":
            raise PermissionError(13, "Permission denied", str(path))
        return write(path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", refused)

    with pytest.raises(UsageError, match="Nothing was changed"):
        new_assignment(course, "hw1", "signals.energy")
    assert tree(course) == before
    assert not (course / "assignments" / "hw1").exists()


def test_which_assignment_is_asked_where_it_is_not_clear(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_assignment(course, "hw1", "signals.energy")
    new_assignment(course, "hw2", "spectra.peak")
    monkeypatch.chdir(course)
    asked = CliRunner().invoke(main, ["new", "task", "1.2", "signals.power"])
    assert asked.exit_code == 2
    assert "Name it with --assignment. There is: hw1, hw2" in asked.stderr

    monkeypatch.chdir(course / "assignments" / "hw2")
    assert gradus("new", "task", "1.2", "spectra.width").exit_code == 0
    written = tomllib.loads((course / "assignments/hw2/assignment.toml").read_text("utf-8"))
    assert written["total"] == 20


@pytest.mark.parametrize("command", ["build", "audit --selftest", "audit", "demo"])
def test_a_course_without_assignments_says_what_to_do(course: Path, command: str) -> None:
    said = gradus(*command.split(), "--course", course)
    assert said.exit_code == 2
    assert "has no assignments yet. Begin one, with a first task that works: gradus" in said.stderr


def test_a_draft_keeps_no_other_assignment_from_being_built(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy")
    (course / "assignments/draft").mkdir()
    (course / "assignments/draft/assignment.toml").write_text("title = \n", "utf-8")
    for name, text in committed_files(load_assignment(course, "hw1")).items():
        (course / "starter").mkdir()
        (course / "starter" / name).write_text(text, "utf-8")

    alone = gradus("build", "hw1", "--check", "--course", course)
    assert alone.exit_code == 0, alone.stderr
    every = gradus("build", "--check", "--course", course)
    assert every.exit_code == 1
    assert "Error in draft: " in every.stderr
    assert "is what the reference of hw1 gives" in every.stderr.replace("\n", " ")
    assert "Something is wrong with draft: see above." in every.stderr
