"""Two workers of one submission that live at a time are as far apart as those of two."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sandbox.sandbox_helpers import LIMITS, Talk, only_bubblewrap, talk_to

from gradus.assignment import ISOLATION_LEVELS
from gradus.sandbox import Beside, Meter, available_levels, open_beside, open_sandbox
from gradus.sandbox.probe import why_not_bubblewrap
from gradus.sandbox.visible import is_workers, nobody
from gradus_checks import StudentException

pytestmark = pytest.mark.slow

MEDDLER = """
import os, signal, socket, threading, time
from pathlib import Path

ALL = threading.Event()


def me():
    return os.getpid(), os.getcwd(), os.environ["TMPDIR"]


def leave(folders):
    left = []
    for folder in folders:
        try:
            Path(folder, "left-for-you").write_text("a model", "utf-8")
        except OSError:
            continue
        left.append(folder)
    return left


def find(folders):
    return [folder for folder in folders if os.path.exists(os.path.join(folder, "left-for-you"))]


def can_see(pid):
    return os.path.exists(f"/proc/{pid}/task")


def end(pid):
    os.kill(pid, signal.SIGKILL)


def call(name):
    socket.socket(socket.AF_UNIX).connect(name)


def start_threads(most):
    threading.stack_size(65_536)
    for number in range(most):
        try:
            threading.Thread(target=ALL.wait).start()
        except RuntimeError:
            return number
    return most
"""

FOLDERS = ("/tmp", "/dev/shm", "/var/tmp", "/scratch", "/scratch-apart", "/submission", ".")


@pytest.fixture(params=["Gradus", pytest.param("bubblewrap", marks=pytest.mark.exhaustive)])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Talk, Talk]]:
    """Two workers of one submission in namespaces, whoever makes these."""
    if "namespaces" not in available_levels():
        pytest.skip("this machine offers no namespaces")
    (tmp_path / "explorer.py").write_text(MEDDLER, "utf-8")
    with ExitStack() as opened:
        if request.param == "bubblewrap":
            if why := why_not_bubblewrap():
                pytest.skip(why)
            opened.enter_context(only_bubblewrap())
        sandbox = open_sandbox("namespaces", "none")
        opened.callback(sandbox.close)
        beside = open_beside(sandbox, 1)
        opened.callback(beside.close)
        first = opened.enter_context(sandbox.enter(tmp_path))
        (second,) = opened.enter_context(beside.enter(tmp_path, Meter(), 2, LIMITS))
        talks = tuple(talk_to(start(LIMITS)) for start in (first, second))
        for talk in talks:
            opened.callback(talk.worker.discard)
        yield talks[0], talks[1]


def test_neither_finds_what_the_other_leaves(pair: tuple[Talk, Talk]) -> None:
    one, other = pair
    everywhere = list({*FOLDERS, *one.module.me()[1:], *other.module.me()[1:]})
    assert one.module.leave(everywhere), "in its own folder, which is called as the other's"
    assert one.module.find(everywhere)
    assert other.module.find(everywhere) == []


def test_neither_sees_or_ends_the_other(pair: tuple[Talk, Talk]) -> None:
    inside = [talk.module.me()[0] for talk in pair]
    pids = [talk.worker.watch.pid for talk in pair]
    assert None not in pids
    assert pids[0] != pids[1]
    for one, other in ((0, 1), (1, 0)):
        for number in {pids[other], inside[other]} - {inside[one]}:
            assert not pair[one].module.can_see(number)
            with pytest.raises(StudentException, match="PermissionError"):
                pair[one].module.end(number)
        with pytest.raises(StudentException, match="PermissionError"):
            pair[one].module.call("\0model")
    kinds = ("pid", "mnt", "net", "ipc")
    if os.geteuid() == 0:
        for kind in kinds:
            assert len({Path(f"/proc/{pid}/ns/{kind}").readlink() for pid in pids}) == 2


def test_threads_of_one_are_not_counted_with_the_others(pair: tuple[Talk, Talk]) -> None:
    if nobody() is None:
        pytest.skip("a plain user's threads are all counted together")
    one, other = (talk.module.start_threads(40) for talk in pair)
    assert one == other == 40


def test_each_sandbox_has_workers_of_another_user() -> None:
    if nobody() is None:
        pytest.skip("only root has workers of other users")
    users = [nobody(sandbox) for sandbox in range(4)]
    assert len({*users}) == 4
    assert all(is_workers(user) for user in users if user is not None)


class Empty:
    """A sandbox that nobody is to enter."""

    def __init__(self, level: str) -> None:
        self.level = level

    def enter(self, folder: Path, *, writable: bool = True) -> Any:
        raise AssertionError((folder, writable))

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("level", sorted({*ISOLATION_LEVELS} - {"namespaces"}))
def test_weaker_levels_have_one_at_a_time(level: str) -> None:
    """There two workers would see something of each other, or share folders."""
    assert open_beside(Empty(level), 1) == Beside()


def test_where_there_is_no_time_for_both_nobody_is_beside(tmp_path: Path) -> None:
    with Beside((Empty("namespaces"),)).enter(tmp_path, Meter(30.0), 2, LIMITS) as starts:
        assert starts == ()
