"""Facts about this machine's kernel and about bubblewrap, in words, for a person."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradus.sandbox.probe import Machine
from gradus.worker.confinement import landlock

_SYSCTL = Path("/proc/sys")
_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Fact:
    """A line about the machine. `concern` is what is wrong with it and the cure, if anything."""

    name: str
    value: str
    concern: str = ""


def kernel_facts(machine: Machine) -> Iterator[Fact]:
    """The kernel, and what it has to confine student code with."""
    yield Fact(machine.system, f"{platform.release()} on {machine.processor}")
    if machine.system != "Linux" or not machine.proc:
        return
    yield landlock_version(machine.landlock)
    yield Fact("seccomp", "filters system calls" if machine.seccomp else "none")
    yield namespaces(machine)
    yield Fact("bubblewrap", bubblewrap_version())
    yield user_namespaces()
    yield Fact("user", "root" if os.geteuid() == 0 else f"number {os.geteuid()}, not root")


def namespaces(machine: Machine) -> Fact:
    """Who makes those of each submission, and what that takes."""
    if machine.why_not("namespaces"):
        return Fact("namespaces", "none")
    if not machine.namespaces:
        return Fact("namespaces", "made from a warm Python for each submission")
    slower = "made by bubblewrap, which takes a fresh Python and NumPy for each submission"
    return Fact("namespaces", slower, machine.namespaces)


def landlock_version(version: int) -> Fact:
    """Which one the kernel has, 0 for none."""
    if version <= landlock.NEWEST:
        return Fact("Landlock", f"version {version}" if version else "none")
    return Fact(
        "Landlock",
        f"version {version}",
        f"newer than {landlock.NEWEST}, the newest that this Gradus knows: what it could forbid "
        "beyond that is not forbidden by it. See whether there is a newer Gradus",
    )


def bubblewrap_version() -> str:
    """`0.8.0, /usr/bin/bwrap`, or that there is none."""
    program = shutil.which("bwrap")
    if program is None:
        return "none"
    try:
        ran = subprocess.run(
            (program, "--version"), capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return f"{program}, which does not run"
    return f"{ran.stdout.strip().removeprefix('bubblewrap ') or 'unknown version'}, {program}"


def user_namespaces(settings: Path = _SYSCTL) -> Fact:
    """Whether a plain user may make them, by the kernel's `settings`."""
    for name, off, remark in _SWITCHES:
        if _read(settings / name) == off:
            cure = f"as root: sysctl -w {name.replace('/', '.')}={remark}"
            return Fact("user namespaces", "switched off for plain users", cure)
    return Fact("user namespaces", "not switched off")


_SWITCHES = (
    ("user/max_user_namespaces", "0", "10000"),
    ("kernel/unprivileged_userns_clone", "0", "1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
)
"""The settings of Linux, of Debian and of Ubuntu, the value that forbids, and one that allows."""


def processors(group: Path = _CGROUP) -> Fact:
    """How many this process may use, and how much of them its control group is given."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    quota, _, period = _read(group / "cpu.max").partition(" ")
    if quota.isdigit() and period.isdigit():
        return Fact("processors", f"{count}, of which {int(quota) / int(period):g} may be used")
    return Fact("processors", f"{count}")


def memory(source: Path = Path("/proc/meminfo"), group: Path = _CGROUP) -> Fact:
    """How much there is, and how much of it is free for grading."""
    lines = (line.split() for line in _read(source).splitlines())
    kilobytes = {words[0]: int(words[1]) for words in lines if len(words) > 1}
    if "MemTotal:" not in kilobytes:
        return Fact("memory", "unknown")
    total, free = (kilobytes.get(name, 0) * 1024 for name in ("MemTotal:", "MemAvailable:"))
    limit = _read(group / "memory.max")
    if limit.isdigit():
        used = _read(group / "memory.current")
        total = min(total, int(limit))
        free = min(free, int(limit) - int(used or 0))
    concern = "" if free >= _LEAST_FREE else "less than 1 GB is free: grade fewer at once (--jobs)"
    return Fact("memory", f"{total / 2**30:.1f} GB, {free / 2**30:.1f} GB free", concern)


_LEAST_FREE = 2**30  # one worker's default limit of memory


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except OSError:
        return ""
