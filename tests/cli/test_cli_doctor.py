"""What `gradus doctor` says of machines of every kind, and what it ends with."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradus.cli import doctor, main
from gradus.errors import SandboxError
from gradus.sandbox import Machine, available_levels, strongest_level
from gradus.sandbox.facts import landlock_version, memory, processors, user_namespaces
from gradus.worker.confinement import landlock

COURSE = Path(__file__).resolve().parents[2]
NO_ROOT = "only root can run student code as another user"
BEST = Machine("Linux", "x86_64", 7, True, NO_ROOT, "", "")
REFUSED = "Gradus may make no namespaces here (making namespaces: Operation not permitted)"
NO_LANDLOCK = replace(BEST, landlock=0)
MACHINES = {
    "everything": (BEST, 0, "Ready to grade. Student code runs at level namespaces."),
    "made by bubblewrap only": (
        replace(BEST, namespaces=REFUSED),
        0,
        "Ready to grade. Student code runs at level namespaces.",
    ),
    "default Docker": (
        replace(
            BEST,
            namespaces=REFUSED,
            bubblewrap="bubblewrap may not make namespaces here (refused)",
        ),
        0,
        "Student code runs at level confined.",
    ),
    "no Landlock": (NO_LANDLOCK, 1, "Not safe: student code would run with your own rights."),
    "macOS": (Machine("Darwin", "arm64", 0, False, "", "", ""), 1, "Nothing can be graded"),
}


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")


def run_doctor(*options: str | Path) -> Result:
    return CliRunner().invoke(main, ["doctor", *map(str, options)])


def on(
    found: Machine, monkeypatch: pytest.MonkeyPatch, tried: dict[str, str] | None = None
) -> None:
    """Pretend that this is machine `found`, where the levels in `tried` fail as they say there."""

    def try_level(level: str) -> float:
        if tried and level in tried:
            raise SandboxError(tried[level])
        return 0.004

    monkeypatch.setattr(doctor, "probe", lambda: found)
    monkeypatch.setattr(doctor, "try_level", try_level)


def test_this_machine_as_it_is() -> None:
    said = run_doctor("--course", COURSE)
    assert said.exit_code == (strongest_level() == "none")
    for level in available_levels():
        line = next(line for line in said.stdout.splitlines() if level in line)
        assert "ms to a first answer" in line
    for name in ("Landlock", "seccomp", "bubblewrap", "Python", "NumPy", "Otter-Grader", "hw1-"):
        assert name in said.stdout


@pytest.mark.parametrize(("found", "code", "verdict"), MACHINES.values(), ids=MACHINES)
def test_the_verdict(
    found: Machine, code: int, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(found, monkeypatch)
    said = run_doctor("--course", COURSE)
    assert (said.exit_code, verdict in said.stdout) == (code, True), said.stdout
    for level in ("namespaces", "confined", "uid", "none"):
        assert found.why_not(level) in said.stdout


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (BEST, "made from a warm Python for each submission"),
        (replace(BEST, namespaces=REFUSED), f"made by bubblewrap, .* Gradus .*{REFUSED[-26:-1]}"),
        (replace(BEST, namespaces=REFUSED, bubblewrap="not installed"), "none"),
    ],
)
def test_who_makes_namespaces(found: Machine, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on(found, monkeypatch)
    said = " ".join(run_doctor().stdout.split())
    assert re.search(f"Machine .* namespaces {told}", said)


def test_each_level_is_marked_by_what_it_protects_from(monkeypatch: pytest.MonkeyPatch) -> None:
    on(BEST, monkeypatch)
    lines = [line.split() for line in run_doctor().stdout.splitlines()]
    marks = {words[1]: words[0] for words in lines if words and words[0] in "✓✗!"}
    levels = ("namespaces", "confined", "uid", "none")
    assert [marks[level] for level in levels] == ["✓", "✓", "✗", "!"]


def test_a_reason_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    on(NO_LANDLOCK, monkeypatch)
    said = run_doctor().stdout
    assert said.count(NO_LANDLOCK.why_not("confined")) == 1
    assert "the same as for namespaces" in said


def test_a_level_that_is_there_and_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = {"namespaces": "No space", "confined": "No space", "none": "No space"}
    on(BEST, monkeypatch, failing)
    said = run_doctor()
    assert said.exit_code == 1
    assert "it should work here but does not: No space" in said.stdout


def write_course(folder: Path, text: str) -> Path:
    (folder / "solutions").mkdir()
    (folder / "assignments" / "hw").mkdir(parents=True)
    (folder / "assignments" / "hw" / "assignment.toml").write_text(text, "utf-8")
    return folder


def test_an_assignment_that_asks_for_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = (COURSE / "assignments" / "hw1-losses" / "assignment.toml").read_text("utf-8")
    limits = '[limits]\nisolation = "namespaces"\n'
    text = settings.replace("[limits]\n", limits) if "[limits]" in settings else ""
    course = write_course(tmp_path, text or settings.replace("[[tasks]]", f"{limits}[[tasks]]", 1))
    on(replace(BEST, namespaces=REFUSED, bubblewrap="bubblewrap is not installed"), monkeypatch)
    said = run_doctor("--course", course)
    assert said.exit_code == 1
    assert "asks for namespaces at least" in said.stdout
    assert f"would be refused: {REFUSED}; bubblewrap is not installed" in said.stdout
    on(BEST, monkeypatch)
    assert run_doctor("--course", course).exit_code == 0


def test_an_assignment_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on(BEST, monkeypatch)
    said = run_doctor("--course", write_course(tmp_path, "title ="))
    assert said.exit_code == 1
    assert "this is not valid TOML" in said.stdout
    assert "Cannot be graded here: hw." in said.stdout


def test_without_a_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on(BEST, monkeypatch)
    monkeypatch.chdir(tmp_path)
    said = run_doctor()
    assert (said.exit_code, "Assignments" in said.stdout) == (0, False)


def test_a_wrong_call_is_2() -> None:
    assert run_doctor("--course", "/nowhere").exit_code == 2
    assert run_doctor("now").exit_code == 2


def test_no_folder_for_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on(BEST, monkeypatch)
    monkeypatch.setattr("gradus.cli.machine.tempfile.gettempdir", lambda: str(tmp_path / "gone"))
    said = run_doctor()
    assert said.exit_code == 1
    assert "name a folder that can be written to in TMPDIR" in said.stdout


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=10000"),
        ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "restrict_unprivileged_userns=0"),
        ("kernel/unprivileged_userns_clone", "1", ""),
    ],
)
def test_user_namespaces_off(tmp_path: Path, name: str, value: str, cure: str) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(f"{value}\n", "ascii")
    fact = user_namespaces(tmp_path)
    assert cure in fact.concern
    assert bool(fact.concern) is bool(cure)


def test_a_landlock_that_is_newer_than_gradus(monkeypatch: pytest.MonkeyPatch) -> None:
    on(replace(BEST, landlock=landlock.NEWEST + 1), monkeypatch)
    said = run_doctor()
    assert f"newer than {landlock.NEWEST}, the newest that this Gradus knows" in said.stdout
    assert said.exit_code == 0
    assert landlock_version(landlock.NEWEST).concern == ""
    assert landlock_version(0).value == "none"


def test_what_a_container_is_given(tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text("50000 100000\n", "ascii")
    (tmp_path / "memory.max").write_text(f"{2**30}\n", "ascii")
    (tmp_path / "memory.current").write_text(f"{2**29}\n", "ascii")
    (tmp_path / "meminfo").write_text("MemTotal: 16777216 kB\nMemAvailable: 8388608 kB\n", "ascii")
    assert "of which 0.5 may be used" in processors(tmp_path).value
    assert memory(tmp_path / "meminfo", tmp_path).value == "1.0 GB, 0.5 GB free"
    assert "--jobs" in memory(tmp_path / "meminfo", tmp_path).concern
