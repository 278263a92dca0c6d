"""`pytest` in a student's folder, in a fresh process that has pytest and NumPy loaded already.

A new Python imports these for most of a second, which is most of what such a run takes. It imports
nothing of this repository: what is in the folder is what runs.
"""

import os
import sys
from multiprocessing import get_context
from pathlib import Path

_SECONDS = 120
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["numpy", "numpy.testing", "pytest", "_pytest.main"])


def run_pytest(folder: Path, options: tuple[str, ...]) -> str:
    """What `python -m pytest` prints there with these options."""
    printed = folder.parent / f"{folder.name}-printed"
    process = _CONTEXT.Process(
        target=_run, args=(str(folder), ("--color=no", *options), str(printed), dict(os.environ))
    )
    process.start()
    process.join(_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        raise TimeoutError(f"pytest {' '.join(options)} takes more than {_SECONDS} seconds")
    return printed.read_text("utf-8")


def _run(folder: str, options: tuple[str, ...], printed: str, environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with open(printed, "wb") as file:  # noqa: PTH123
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    if "-n" not in options:
        # Plugins that students do not have take longer to import than all the rest.
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # As `python -m pytest` has it, and no place of the tests' own.
    sys.path[:] = ["", *(path for path in sys.path if "python3" in path)]
    sys.argv = ["pytest", *options]
    import pytest

    code = pytest.main(list(options))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
