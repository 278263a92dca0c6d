"""What the levels that confine a worker keep it from, whoever started the grader."""

import ctypes
import errno
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sandbox.sandbox_helpers import Start

from gradus.sandbox import available_levels, visible
from gradus.sandbox.visible import nobody
from gradus.worker.confinement import landlock
from gradus.worker.confinement.privileges import PASS_CLOSED_FOLDERS
from gradus_checks import StudentException

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["confined", "namespaces"])
def level(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name not in available_levels():
        pytest.skip(f"this machine does not offer the isolation level {name}")
    return name


def test_no_process_is_made_and_no_program_run(start: Start) -> None:
    for attempt in ("fork", "start_child", "say_from_a_child"):
        with pytest.raises(StudentException, match="PermissionError"):
            getattr(start().module, attempt)()
    with pytest.raises(StudentException, match="PermissionError"):
        start().module.run("/bin/true")


def test_no_signal_reaches_another_process(start: Start) -> None:
    with pytest.raises(StudentException, match="PermissionError"):
        start().module.kill_parent()
    assert start().module.remember(1) == [1]


@pytest.mark.skipif("confined" not in available_levels(), reason="this machine has no Landlock")
def test_what_landlock_refuses_is_told_with_its_number() -> None:
    with pytest.raises(OSError, match="Landlock: Bad file descriptor") as refused:
        landlock._allow(ctypes.CDLL(None, use_errno=True), -1, "/", 0)
    assert refused.value.errno == errno.EBADF


def test_there_is_no_network(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(StudentException):
        start().module.connect(server.getsockname()[1])
    with pytest.raises(StudentException):
        start().module.listen()


def test_nothing_can_be_written_but_in_its_own_folder(start: Start, submission: Path) -> None:
    module = start().module
    places = (submission / "new.txt", submission / "explorer.py", "/usr/new.txt", "/dev/shm/new")
    for path in (*places, submission.parent / "new.txt", "/var/tmp/new.txt", "../../new.txt"):
        with pytest.raises(StudentException):
            module.write(str(path))
    assert module.write("/dev/null")
    assert [path.name for path in submission.iterdir()] == ["explorer.py"]


def test_modules_can_only_be_read(start: Start) -> None:
    held = visible._capabilities() if os.geteuid() == 0 else 0
    if held and not held >> PASS_CLOSED_FOLDERS[0] & 1:
        pytest.skip("a worker that keeps root's right to pass closed folders may change its copy")
    with pytest.raises(StudentException):
        start().module.write("explorer.py")


def test_modes_and_what_may_only_be_read_stay_as_they_are(start: Start, submission: Path) -> None:
    module = start().module
    module.change_mode("explorer.py")
    assert module.mode_of("explorer.py") == 0o400
    for path in (submission / "explorer.py", Path(os.__file__), Path(np.__file__)):
        before = path.stat()
        module.change_mode(str(path))
        with pytest.raises(StudentException):
            module.empty(str(path))
        assert (path.stat().st_mode, path.stat().st_size) == (before.st_mode, before.st_size)


@pytest.mark.parametrize("what", ["pipe", "device", "leave_a_device_behind", "bind"])
def test_nothing_but_files_and_folders_is_made(start: Start, what: str) -> None:
    with pytest.raises(StudentException):
        getattr(start().module, what)()


def test_no_link_is_made(start: Start, submission: Path) -> None:
    for target in ("explorer.py", str(submission / "explorer.py"), "/etc/passwd", ".."):
        for attempt in ("link", "hard_link"):
            with pytest.raises(StudentException):
                getattr(start().module, attempt)(target)


def test_workers_of_one_submission_do_not_see_each_others_files(start: Start) -> None:
    """They are never there at once, but where somebody makes them so."""
    first, second = start().module, start().module
    theirs = [first.write_temporary(), f"{first.folder()[0]}/new.txt"]
    first.write("new.txt")
    for path in theirs:
        with pytest.raises(StudentException):
            second.read(path)
        with pytest.raises(StudentException):
            second.write(path)
    with pytest.raises(StudentException):
        second.names(str(Path(theirs[1]).parent))


def test_only_python_and_the_submission_can_be_read(start: Start, submission: Path) -> None:
    beside = submission.parent / "beside.txt"
    others = (REPOSITORY / "pyproject.toml", beside, "/etc/passwd", "/proc/self/environ")
    for path in others:
        with pytest.raises(StudentException):
            start().module.read(str(path))
    assert "Runs in a worker only" in start().module.read("explorer.py")
    assert start().module.read(os.__file__)


def test_of_the_system_little_can_be_read(start: Start) -> None:
    """Programs, documentation, settings: whatever of these this machine has."""
    places = [Path("/usr/bin"), Path("/usr/share/doc"), Path("/usr/include"), Path("/etc")]
    found = [next(filter(Path.is_file, each.rglob("*")), None) for each in places]
    others = [path for path in found if path is not None]
    assert others
    for path in others:
        with pytest.raises(StudentException):
            start().module.read_bytes(str(path))


USES = """
def draw():
    import io
    import matplotlib.pyplot as plt
    plt.plot([1, 2, 3], label="a line")
    plt.title(r"$\\sigma(x)$")
    plt.legend()
    plt.savefig(file := io.BytesIO(), format="png")
    return file.getvalue()[1:4].decode()

def zone():
    from datetime import datetime
    from zoneinfo import ZoneInfo
    return datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Vienna")).utcoffset().seconds

def place():
    import locale
    return locale.setlocale(locale.LC_ALL, "C.UTF-8")

def standard_library():
    import ctypes, decimal, fractions, json, lzma, multiprocessing, pickle, random, sqlite3, ssl
    import statistics, tempfile, unicodedata, uuid, zipfile
    return unicodedata.name("α")
"""


def test_what_python_and_its_packages_need_can_be_read(submission: Path, start: Start) -> None:
    (submission / "explorer.py").write_text(USES, "utf-8")
    module = start().module
    assert module.draw() == "PNG"
    assert module.standard_library() == "GREEK SMALL LETTER ALPHA"
    assert module.place() == "C.UTF-8"
    if Path("/usr/share/zoneinfo/Europe/Vienna").exists():
        assert module.zone() == 7200


def test_reading_leaves_no_trace_where_the_kernel_allows_that(start: Start) -> None:
    """Of a library's file, which every worker may read."""
    with subprocess.Popen((sys.executable, "-c", TRIES), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        allowed = process.stdout.read()
    if allowed != b"True\n":
        pytest.skip("nobody may mount anything here")
    path = Path(json.__file__)
    os.utime(path, ns=(10**18, path.stat().st_mtime_ns))
    assert "JSON" in start().module.read(str(path))
    assert path.stat().st_atime_ns == 10**18


TRIES = """
import ctypes
from gradus.worker.confinement.access_times import leave_as_they_are
print(leave_as_they_are(ctypes.CDLL(None)))
"""


def test_no_folder_outside_can_be_listed(start: Start, submission: Path) -> None:
    for path in (submission.parent, REPOSITORY, "/proc", "/tmp"):
        if str(path) != "/tmp" or "namespaces" not in available_levels():
            with pytest.raises(StudentException):
                start().module.names(str(path))
    assert start().module.names(".") == ["explorer.py"]


def test_which_files_others_have_read_is_not_told(start: Start) -> None:
    for asked in ("read_if_in_memory", "is_in_memory"):
        with pytest.raises(StudentException, match="PermissionError"):
            getattr(start().module, asked)(os.__file__)
    assert start().module.read_at_once(os.__file__) == 4


def test_no_limit_can_be_raised(start: Start) -> None:
    with pytest.raises(StudentException):
        start().module.raise_descriptors()


def test_only_the_submission_is_there_in_namespaces(
    start: Start, level: str, submission: Path
) -> None:
    if level != "namespaces":
        pytest.skip("a confined worker can tell that a file exists, not what is in it")
    hidden = (REPOSITORY / "solutions", submission, submission.parent / "beside.txt")
    for path in (*hidden, Path("/etc/passwd")):
        assert not start().module.exists(str(path)), path


def test_threads_are_few(start: Start) -> None:
    if os.geteuid() == 0 and nobody() is None:
        pytest.skip("the kernel never limits the threads of root, who may become nobody else here")
    others = 0 if nobody() else int(Path("/proc/loadavg").read_text().split("/")[1].split()[0])
    # Others may have come since the worker counted them, or may all be this user's own.
    assert 8 <= start().module.many_threads(others + 1000) <= others + 500


def test_roots_workers_are_another_user(start: Start) -> None:
    if os.geteuid() == 0 and nobody() is None:
        pytest.skip("root may become nobody else here")
    assert start().module.user() != 0
