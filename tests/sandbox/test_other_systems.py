"""On macOS and Windows everything can be imported, and grading is refused in one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest
from sampling import sampled

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]

# Takes away what these systems' Pythons lack, then runs the rest of the command line.
PRETEND = """
import builtins, ctypes, os, platform, signal, socket, sys, sysconfig

system, missing_modules, missing_names = {system!r}, {modules!r}, {names!r}
import asyncio, concurrent.futures.process, shutil, subprocess, tempfile, zipfile  # not ours
import click, numpy, pydantic, rich.console, rich.progress  # nor these
sysconfig.get_config_vars()

def without(name, *rest, real=builtins.__import__, **named):
    if name.split(".")[0] in missing_modules:
        raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
    return real(name, *rest, **named)

def no_libc(*_names, **_options):
    raise TypeError("there is no C library of that kind here")

for name in missing_modules:
    sys.modules.pop(name, None)
for owner, name in missing_names:
    if hasattr(globals()[owner], name):
        delattr(globals()[owner], name)
builtins.__import__ = without
ctypes.CDLL = no_libc
sys.platform = {platform!r}
if sys.platform == "win32":
    sys.modules["msvcrt"] = type(sys)("msvcrt")  # which Windows alone has
platform.system = lambda: system
platform.machine = lambda: "arm64"
{rest}
"""
POSIX_ONLY = ("resource", "fcntl", "termios", "pwd", "grp")
LINUX_NAMES = [("os", "pidfd_open"), ("os", "sched_getaffinity"), ("os", "sched_setaffinity")]
POSIX_NAMES = [
    *(("os", name) for name in ("fork", "geteuid", "getuid", "chown", "killpg", "setsid")),
    *(("signal", name) for name in ("SIGKILL", "SIGPROF", "SIGXCPU", "pthread_sigmask")),
    ("socket", "AF_UNIX"),
]
SYSTEMS = {
    "Darwin": ("darwin", (), LINUX_NAMES),
    "Windows": ("win32", POSIX_ONLY, LINUX_NAMES + POSIX_NAMES),
}
COMMAND = "from gradus.cli import main; main({arguments!r})"


def run(system: str, rest: str) -> subprocess.CompletedProcess[str]:
    platform, modules, names = SYSTEMS[system]
    program = PRETEND.format(
        system=system, modules=modules, names=names, platform=platform, rest=rest
    )
    command = (sys.executable, "-c", program)
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


each_system = pytest.mark.parametrize("system", SYSTEMS)
# Commands are refused in the same place, whatever the system is called.
one_system = pytest.mark.parametrize("system", sampled(SYSTEMS, len(SYSTEMS), str, lambda _: False))


@each_system
def test_the_sandbox_can_be_imported(system: str) -> None:
    rest = "import gradus.sandbox, gradus.gradebook\nprint(gradus.sandbox.available_levels())"
    said = run(system, rest)
    assert (said.returncode, said.stdout) == (0, "()\n"), said.stderr


@one_system
@pytest.mark.parametrize("command", ["grade", pytest.param("check", marks=pytest.mark.exhaustive)])
def test_grading_is_refused_in_one_sentence(system: str, command: str, tmp_path: Path) -> None:
    handed_in = tmp_path / "class" / "ada" / "losses.py"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text("", "utf-8")
    where = {
        "grade": [str(tmp_path / "class"), "-o", str(tmp_path / "out"), "--jobs", "1"],
        "check": [str(handed_in.parent)],
    }
    said = run(system, COMMAND.format(arguments=[command, "hw1-losses", *where[command]]))
    assert said.returncode == 1
    assert f"Gradus grades on Linux, and this is {system}" in said.stderr
    assert "Traceback" not in said.stderr
    assert "unexpected" not in said.stderr


@one_system
def test_the_doctor_says_so_too(system: str) -> None:
    said = run(system, COMMAND.format(arguments=["doctor"]))
    assert said.returncode == 1, said.stderr
    assert f"Gradus grades on Linux, and this is {system}" in " ".join(said.stdout.split())
    assert "Nothing can be graded on this machine." in said.stdout
    assert "Traceback" not in said.stderr
