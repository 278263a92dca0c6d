"""What this machine offers for confining student code, and what is missing for more."""

import ctypes
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gradus
from gradus.sandbox.bubblewrap import open_bubblewrap
from gradus.sandbox.layout import open_layout
from gradus.sandbox.users import open_users
from gradus.sandbox.visible import nobody, why_no_other_user
from gradus.worker.confinement import landlock, seccomp
from gradus.worker.confinement.syscalls import PROCESSORS

_TRIAL_SECONDS = 60.0  # as for a template
_64_BIT = 2**32  # the filter's numbers are those of 64-bit kernels


@dataclass(frozen=True)
class Machine:
    """What was found. `landlock` is the kernel's version of it, 0 for none; `proc` is whether /proc
    tells of this process.

    `another_user`, `namespaces` and `bubblewrap` are why Gradus cannot become one, cannot make them
    itself, and why that program cannot, or empty where they can. The last is only tried where it is
    needed.
    """

    system: str
    processor: str
    landlock: int
    seccomp: bool
    another_user: str
    namespaces: str
    bubblewrap: str
    proc: bool = True

    def why_not(self, level: str) -> str:
        """Why `level` is not available here, with the cure; empty where it is."""
        if self.system != "Linux":
            return (
                f"Gradus grades on Linux, and this is {self.system}: use a Linux machine, a "
                "container, or WSL. The tests that students get run everywhere"
            )
        if not self.proc:
            return "there is no /proc here, which grading reads: mount -t proc proc /proc"
        if level == "none":
            return ""
        if not self.seccomp:
            return self._why_no_filters()
        if level == "uid":
            return self.another_user
        if not self.landlock:
            return (
                "this kernel has no Landlock: it takes Linux 5.13 or newer with landlock among "
                "its security modules (boot with lsm=landlock,…), and in a container Docker 23 or "
                "newer, or something equally recent"
            )
        if level == "namespaces" and self.namespaces and self.bubblewrap:
            return f"{self.namespaces}; {self.bubblewrap}"
        return ""

    def _why_no_filters(self) -> str:
        if self.processor not in PROCESSORS:
            known = " or ".join(PROCESSORS)
            return f"it needs a 64-bit Python on {known}, and this is {self.processor}"
        return (
            "this kernel filters no system calls for a 64-bit Python: it needs seccomp filters "
            "(CONFIG_SECCOMP_FILTER)"
        )


def probe() -> Machine:
    """Look at this machine. Nothing is changed by it."""
    proc = Path("/proc/self/status").exists()
    if sys.platform != "linux" or not proc:
        return Machine(platform.system(), platform.machine(), 0, False, "", "", "", proc)
    namespaces = _why_not_namespaces()
    return Machine(
        system=platform.system(),
        processor=platform.machine(),
        landlock=landlock.version(ctypes.CDLL(None)),
        seccomp=sys.maxsize > _64_BIT and seccomp.available(),
        another_user=why_no_other_user(),
        namespaces=namespaces,
        bubblewrap=why_not_bubblewrap() if namespaces else "",
    )


@cache
def _why_not_namespaces() -> str:
    """Try what a submission's template does to make its own: once a process."""
    user = nobody()
    users = None if user is None else open_users(user)
    arguments = [users, user is None, open_layout(), os.__file__]
    try:
        command = (sys.executable, "-I", "-S", "-c", _TRIAL, _SOURCE, json.dumps(arguments))
        ran = _tried(command, () if users is None else (users,))
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{sys.executable} cannot be run ({error})"
    finally:
        if users is not None:
            os.close(users)
    if ran.returncode == 0:
        return ""
    told = [*ran.stdout.strip().splitlines(), *ran.stderr.strip().splitlines()[-1:]]
    return f"Gradus may make no namespaces here ({(told or ['it gives no reason'])[0][:200]})"


_TRIAL = """
import json, sys
sys.path.insert(0, sys.argv[1])
from gradus.worker.confinement.trial import main
main(*json.loads(sys.argv[2]))
"""
_SOURCE = str(Path(gradus.__file__).resolve().parent.parent)


def _tried(
    command: tuple[str, ...], descriptors: tuple[int, ...]
) -> "subprocess.CompletedProcess[str]":
    """Run a trial. Raises OSError, TimeoutExpired."""
    return subprocess.run(
        command,
        pass_fds=descriptors,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=_TRIAL_SECONDS,
    )


def why_not_bubblewrap() -> str:
    """Why bubblewrap cannot be used here; empty where it can."""
    program = shutil.which("bwrap")
    if program is None:
        return "bubblewrap is not installed. Debian, Ubuntu: apt-get install bubblewrap"
    return _why_not(program)


@cache
def _why_not(program: str) -> str:
    """Try what a submission's sandbox is made with, and start this Python in it: once a process."""
    bubblewrap = open_bubblewrap(program)
    try:
        command = (*bubblewrap.command, "--", sys.executable, "-I", "-S", "-c", "")
        ran = _tried(command, bubblewrap.inherited)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{program} cannot be run ({error}). Install bubblewrap again"
    finally:
        bubblewrap.close()
    if ran.returncode == 0:
        return ""
    said = (ran.stderr.strip().splitlines() or ["it gives no reason"])[-1][:200]
    if "nknown option" in said:
        return f"bubblewrap is too old ({said}). Install version 0.4 or newer"
    return (
        f"bubblewrap may not make namespaces here ({said}). A container has to be started with "
        "the right to, which Docker's default is not; elsewhere allow user namespaces, see "
        "`gradus doctor`"
    )
