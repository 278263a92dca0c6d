"""What this machine offers to confine student code with, and what is missing for more."""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass

from gradus.sandbox.visible import another_user
from gradus.worker.confinement import landlock, seccomp


@dataclass(frozen=True)
class Machine:
    """What was found: `bubblewrap` is why it cannot be used, or empty where it can.

    `landlock` is the kernel's version of it, 0 for none.
    """

    system: str
    processor: str
    landlock: int
    seccomp: bool
    root: bool
    bubblewrap: str

    def why_not(self, level: str) -> str:
        """Why `level` is not to be had here, with the cure; empty where it is."""
        if level == "none":
            return ""
        if self.system != "Linux":
            return f"it needs Linux, and this is {self.system}"
        if not self.seccomp:
            return (
                f"it needs a kernel with seccomp filters on x86_64 or aarch64; this is "
                f"{self.processor}, and its kernel gives none"
            )
        if level == "uid":
            return "" if self.root else "only root can run student code as another user"
        if not self.landlock:
            return "it needs Linux 5.13 or newer with Landlock switched on (lsm=landlock,…)"
        return self.bubblewrap if level == "namespaces" else ""


def probe() -> Machine:
    """Look at this machine. Nothing is changed by it."""
    linux = sys.platform == "linux"
    return Machine(
        system=platform.system(),
        processor=platform.machine(),
        landlock=landlock.version(ctypes.CDLL(None)) if linux else 0,
        seccomp=linux and seccomp.available(),
        root=linux and os.geteuid() == 0 and another_user() is not None,
        bubblewrap=_why_not_bubblewrap() if linux else "",
    )


def _why_not_bubblewrap() -> str:
    program = shutil.which("bwrap")
    if program is None:
        return "bubblewrap is not installed. Debian, Ubuntu: apt-get install bubblewrap"
    trial = (program, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true")
    ran = subprocess.run(trial, capture_output=True, text=True, check=False)
    if ran.returncode == 0:
        return ""
    said = ran.stderr.strip().splitlines() or ["it gives no reason"]
    return f"bubblewrap may not make namespaces here ({said[-1][:200]})"
