"""What Gradus itself does to make a submission's namespaces, seen from inside and from outside."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from sandbox.sandbox_helpers import LIMITS, Start, talk_to

from gradus.errors import SandboxError
from gradus.sandbox import open_sandbox, probe, template
from gradus.sandbox.layout import links_to, open_layout
from gradus.sandbox.namespaces import Namespaces
from gradus.sandbox.probe import why_not_bubblewrap
from gradus.sandbox.wrapped import WrappedNamespaces

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(probe().namespaces), reason=probe().namespaces),
]

CONFINED_BITS = 1 << 2
"""CAP_DAC_READ_SEARCH, with which root's workers read a Python in root's own home."""


@pytest.fixture
def level() -> str:
    return "namespaces"


@pytest.fixture
def sandbox() -> Iterator[Namespaces]:
    sandbox = Namespaces()
    yield sandbox
    sandbox.close()


@dataclass(frozen=True)
class Family:
    """The processes of a sandbox in which one submission is: outside, at the door, and inside."""

    warm: int
    door: int
    template: int


@pytest.fixture
def family(sandbox: Namespaces, start: Start) -> Family:
    """Of a sandbox that has a worker."""
    start().module.process()
    return family_of(sandbox)


def family_of(sandbox: Namespaces) -> Family:
    warm = sandbox._template._process.pid
    (door,) = children(warm)
    (template,) = children(door)
    return Family(warm, door, template)


def children(pid: int) -> list[int]:
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()))


def look_into(pid: int, name: str) -> str:
    """A file of /proc about a process."""
    with skipping():
        return Path(f"/proc/{pid}/{name}").read_text("utf-8", errors="surrogateescape")


@contextmanager
def skipping() -> Iterator[None]:
    """Looks into a process where one may: even the judge's own user may not, if it is not root."""
    try:
        yield
    except PermissionError:
        pytest.skip("only root may look into a submission's template")


def status(pid: int, name: str) -> str:
    return look_into(pid, "status").partition(f"\n{name}:")[2].splitlines()[0].strip()


GONE = (
    *("/machine", "/home", "/usr/bin", "/usr/include", "/etc/passwd", "/dev/shm", "/dev/tty"),
    *("/proc/1", "/proc/sys", "/proc/meminfo", "/proc/cpuinfo", "/sys"),
)


def test_a_worker_finds_python_and_itself_only(start: Start) -> None:
    module = start().module
    assert module.parent() == 1
    assert [path for path in GONE if module.exists(path)] == []
    assert module.exists("/proc/self/status")
    assert module.exists("/dev/stdout")
    assert module.read("/dev/null") == ""
    with pytest.raises(Exception, match="PermissionError"):
        module.read("/proc/self/status")


def test_every_namespace_is_its_own(family: Family) -> None:
    kinds = ["mnt", "pid", "net", "ipc", "uts", *(["user"] if os.geteuid() else [])]
    for kind in kinds:
        inside, here = (Path(f"/proc/{pid}/ns/{kind}") for pid in (family.template, "self"))
        with skipping():
            assert inside.readlink() != here.readlink(), kind
    assert status(family.template, "NSpid").split() == [str(family.template), "1"]


def test_nothing_of_the_machine_is_mounted_to_be_written_to_or_shared(family: Family) -> None:
    mounts = [line.split() for line in look_into(family.template, "mountinfo").splitlines()]
    layout = open_layout()
    assert mounts
    for mount in mounts:
        place, flags, *marks = mount[4], mount[5].split(","), *mount[6 : mount.index("-")]
        assert "nosuid" in flags, place
        assert "nodev" in flags or place.startswith("/dev/"), place
        assert "ro" in flags or place in ("/tmp", *layout.folders), place
        assert marks == [], place
    places = {mount[4] for mount in mounts}
    devices = {f"/dev/{name}" for name in ("null", "zero", "random", "urandom")}
    top = {path for path in places if path in layout.bound}
    assert places - top - devices - {*layout.folders} - {"/tmp"} <= {"/", "/submission", "/proc"}


def test_it_holds_no_right_no_descriptor_and_no_program(family: Family) -> None:
    held = {name: int(status(family.template, name), 16) for name in ("CapPrm", "CapEff")}
    assert all(value in (0, CONFINED_BITS) for value in held.values())
    for name in ("CapInh", "CapBnd", "CapAmb"):
        assert int(status(family.template, name), 16) == 0, name
    assert (status(family.template, "NoNewPrivs"), status(family.template, "Seccomp")) == ("1", "2")
    with skipping():
        # Three streams, the orders, and what tells whether the process at the door lives.
        assert len([*Path(f"/proc/{family.template}/fd").iterdir()]) == 5


def test_the_warm_process_is_one_thread_and_is_told_nothing(
    family: Family, submission: Path
) -> None:
    assert status(family.warm, "Threads") == "1"
    assert not found_in_memory(family.warm, str(submission).encode())
    assert not found_in_memory(family.template, str(submission).encode())
    assert found_in_memory(os.getpid(), str(submission).encode())


def found_in_memory(pid: int, text: bytes) -> bool:
    maps = [line.split() for line in look_into(pid, "maps").splitlines()]
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for where, rights, *_ in maps:
            first, last = (int(each, 16) for each in where.split("-"))
            if rights.startswith("rw"):
                with suppress(OSError):
                    memory.seek(first)
                    if text in memory.read(last - first):
                        return True
    return False


def has_ended(process: int) -> bool:
    """Whether a process ends soon; asked of a descriptor of it."""
    return bool(select.select([process], [], [], 10.0)[0])


@pytest.mark.parametrize("who", ["warm", "door", "template"])
def test_all_inside_die_with_whoever_is_outside(
    who: str, sandbox: Namespaces, submission: Path
) -> None:
    with sandbox.enter(submission) as start_worker:
        talk = talk_to(start_worker(LIMITS))
        talk.module.process()
        family = family_of(sandbox)
        inside = [os.pidfd_open(pid) for pid in (family.template, *children(family.template))]
        os.kill(getattr(family, who), signal.SIGKILL)
        assert all(map(has_ended, inside))
        for descriptor in inside:
            os.close(descriptor)
        with suppress(SandboxError):
            talk.worker.end()
    with sandbox.enter(submission) as start_worker:
        talk = talk_to(start_worker(LIMITS))
        assert talk.module.remember(1) == [1]
        talk.worker.end()


def test_the_limit_of_computing_time_ends_process_1_too(
    sandbox: Namespaces, submission: Path
) -> None:
    """The kernel keeps from it what it has not asked for, and this signal tells of that limit."""
    with sandbox.enter(submission):
        template = family_of(sandbox).template
        process = os.pidfd_open(template)
        os.kill(template, signal.SIGXCPU)
        assert has_ended(process)
        os.close(process)


def test_leaving_leaves_nothing(sandbox: Namespaces, submission: Path) -> None:
    mounts = Path("/proc/self/mountinfo").read_text("utf-8")
    for _ in range(3):
        with sandbox.enter(submission) as start_worker:
            talk_to(start_worker(LIMITS)).worker.end()
            family = family_of(sandbox)
        assert children(family.warm) == []
    assert Path("/proc/self/mountinfo").read_text("utf-8") == mounts


GRADER = """
import json, sys
from pathlib import Path
from gradus.sandbox.namespaces import Namespaces
from sandbox.sandbox_helpers import LIMITS, talk_to
from sandbox.test_own_namespaces import children, family_of

sandbox = Namespaces()
with sandbox.enter(Path(sys.argv[1])) as start_worker:
    talk = talk_to(start_worker(LIMITS))
    talk.module.process()
    family = family_of(sandbox)
    inside = children(family.template)
    print(json.dumps([family.warm, family.door, family.template, *inside]), flush=True)
    sys.stdin.read()
"""


def test_a_killed_grader_leaves_no_process(submission: Path) -> None:
    command = (sys.executable, "-c", GRADER, str(submission))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as grader:
        assert grader.stdout is not None
        left = [os.pidfd_open(pid) for pid in json.loads(grader.stdout.readline())]
        grader.kill()
        assert len(left) == 4
        assert all(map(has_ended, left))
    for descriptor in left:
        os.close(descriptor)


THREADED = """
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
"""


@pytest.fixture
def threaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a package of the assignment started a thread when it is imported."""
    monkeypatch.setattr(template, "_PROGRAM", THREADED + template._PROGRAM)


@pytest.mark.usefixtures("threaded")
def test_a_process_with_threads_is_not_forked() -> None:
    with pytest.raises(SandboxError, match="it runs 2 threads, of which a fork would have one"):
        Namespaces()


@pytest.mark.usefixtures("threaded")
@pytest.mark.skipif(bool(why_not_bubblewrap()), reason=why_not_bubblewrap())
def test_bubblewrap_starts_one_with_threads_anew() -> None:
    sandbox = open_sandbox("namespaces", "none")
    sandbox.close()
    assert isinstance(sandbox, WrappedNamespaces)


def test_links_on_the_way_are_found(tmp_path: Path) -> None:
    root = Path(os.path.realpath(tmp_path))
    (root / "versions" / "3.1" / "lib").mkdir(parents=True)
    (root / "current").symlink_to("versions/3")
    (root / "versions" / "3").symlink_to(root / "versions" / "3.1")
    (root / "versions" / "3.1" / "lib64").symlink_to("../3.1/lib")
    assert list(links_to(root / "current" / "lib64")) == [
        (root / "current", "versions/3"),
        (root / "versions" / "3", str(root / "versions" / "3.1")),
        (root / "versions" / "3.1" / "lib64", "../3.1/lib"),
    ]
    assert list(links_to(root / "versions" / "3.1" / "lib")) == []
    assert list(links_to(root / "nowhere")) == []


def test_what_cannot_be_entered_is_told(sandbox: Namespaces, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(SandboxError, match="cannot be given to a worker"), sandbox.enter(path):
            pytest.fail("there is nothing to enter")
