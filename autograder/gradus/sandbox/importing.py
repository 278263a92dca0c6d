"""What is installed and cannot be imported: tried once a run, in a process of its own.

An installation breaks in ways that its version does not tell: a shared library that is gone, a
package that was built for another NumPy, or for another processor.
"""

import json
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from gradus.assignment import name_of
from gradus.sandbox.template import ENVIRONMENT
from gradus.sandbox.temporary import temporary_folder
from gradus.worker.scratch import WRITABLE

_SECONDS = 120.0
"""For all of them. The largest take three, so this is a package that waits for something."""
_TOLD = 200  # characters of an error: its first sentence

_PROGRAM = """
import importlib, json, os, sys
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
        why = ""
    except BaseException as error:
        first = (str(error).strip() or "no reason is given").splitlines()[0]
        why = f"fails: {type(error).__name__}: {first}"
    print(json.dumps(why), file=answers, flush=True)
os._exit(0)
"""
"""What a package prints is not to be taken for an answer. With the last answer the process ends: to
take everything down first would keep a run waiting, for a tenth of a second or for ever."""


@cache
def not_importable(packages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Those of the requirements that are installed and cannot be imported, each with the reason.

    Of a package that is called otherwise than what one imports, all that it brings is tried. It is
    as in a worker: without the user's own packages, and with little of the environment.
    """
    names = {name: package for package in packages for name in _imported_as(package)}
    failed: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        answers, end = _tried(waiting)
        if end and len(answers) < len(waiting):
            # It took its process with it, and those behind it have not been asked.
            answers.append(end)
        for name, why in zip(waiting, answers, strict=False):
            if why:
                failed.setdefault(names[name], f"`import {name}` {why}")
        waiting = waiting[len(answers) :] if answers else []
    return tuple(failed.items())


def _tried(names: list[str]) -> tuple[list[str], str]:
    """Why each could not be imported, "" for one that was, up to one that ended all; how it did."""
    command = (sys.executable, "-I", "-c", _PROGRAM, *names)
    try:
        # Some insist on a folder that they can write to, which workers have.
        with temporary_folder() as folder:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**ENVIRONMENT, **dict.fromkeys(WRITABLE, str(folder))},
                timeout=_SECONDS,
                check=False,
            )
        written, end = done.stdout, f"ends Python (exit code {done.returncode})"
    except subprocess.TimeoutExpired as error:
        written, end = error.stdout or b"", f"is not done after {_SECONDS:.0f} seconds"
    except OSError as error:
        written, end = b"", f"cannot be tried: {error}"
    answers = [str(json.loads(line))[:_TOLD] for line in written.splitlines()]
    return answers, end


def _imported_as(package: str) -> list[str]:
    """What one imports of a package: what is called like it, else all that it brings."""
    own = name_of(package).replace("-", "_")
    try:
        found_in = distribution(Requirement(package).name)
    except PackageNotFoundError:
        return []
    if Path(str(found_in.locate_file(own)), "__init__.py").is_file():
        return [own]  # As a rule: a list of all its files takes longer to read.
    tops = {
        path.parts[0].removesuffix(".py")
        for path in found_in.files or ()
        if (len(path.parts) == 1 and path.suffix == ".py")
        or (len(path.parts) == 2 and path.name == "__init__.py")
    }
    found = sorted(top for top in tops if top.isidentifier() and not top.startswith("_"))
    return [top for top in found if top.casefold() == own] or found
