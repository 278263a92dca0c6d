"""In containers as Docker makes them namespaces are refused, and confined holds."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from release.mini_course import write_course
from sampling import sampled

from gradus.sandbox import available_levels

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
PROGRAMS = Path(sys.executable).parent
PYTEST = (PROGRAMS / "pytest", "-n", "0", "-p", "no:cacheprovider", "-o", "addopts=")
SUITE = HERE / "test_confined_levels.py"
KINDS = {
    "default": (),
    "no new privileges": ("--no-new-privileges",),
    "no capabilities": ("--cap-drop-all",),
    "read-only root, tmpfs noexec": ("--read-only", "--tmpfs"),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "confined" not in available_levels(),
        reason="this machine does not offer the level confined",
    ),
]


@pytest.fixture(params=sampled(KINDS, 3, str, lambda _: False))
def container(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, ...]:
    options: tuple[str, ...] = KINDS[request.param]
    return (*options, str(tmp_path)) if "--tmpfs" in options else options


def run_in(
    container: tuple[str, ...], *command: str | Path, scratch: Path
) -> subprocess.CompletedProcess[str]:
    launcher = (sys.executable, HERE / "container.py", *container, "--", *command)
    environment = {**os.environ, "TMPDIR": str(scratch), "COLUMNS": "300"}
    ran = subprocess.run(
        launcher, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode == 125:
        pytest.skip(ran.stderr.strip())
    return ran


def test_it_refuses_namespaces(container: tuple[str, ...], tmp_path: Path) -> None:
    program = "import os; os.unshare" if sys.version_info >= (3, 12) else "import ctypes"
    program = f"{program}; import ctypes; print(ctypes.CDLL(None).unshare(0x10000000))"
    ran = run_in(container, sys.executable, "-c", program, scratch=tmp_path)
    assert ran.stdout.strip() == "-1"


def test_the_doctor_finds_confined(container: tuple[str, ...], tmp_path: Path) -> None:
    ran = run_in(container, PROGRAMS / "gradus", "doctor", scratch=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Ready to grade. Student code runs at level confined." in ran.stdout
    assert "Gradus may make no namespaces here (making " in ran.stdout
    assert "bubblewrap" in ran.stdout
    assert "noexec, which does no harm" in ran.stdout or "--tmpfs" not in container


@pytest.mark.exhaustive
def test_what_confined_promises_holds(tmp_path: Path) -> None:
    command = (*PYTEST, f"--basetemp={tmp_path / 'inside'}", "-k", "confined", SUITE)
    ran = run_in((), *command, scratch=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed is not None
    assert int(passed[1]) >= 7


@pytest.fixture
def mini_course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "course").root


def test_a_submission_is_graded(tmp_path: Path, mini_course: Path) -> None:
    options = ("--course", mini_course)
    command = (PROGRAMS / "gradus", "check", "mini", mini_course / "solutions", *options)
    ran = run_in((), *command, scratch=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Isolation: confined" in ran.stderr


def test_nowhere_to_write(tmp_path: Path) -> None:
    ran = run_in(("--read-only",), PROGRAMS / "gradus", "doctor", scratch=tmp_path)
    assert ran.returncode == 1
    assert "name a folder that can be written to in TMPDIR" in ran.stdout
