"""In the hand-out's notebook: `%load_ext gradus_checks.notebook`.

A cell that calls a function which is not written yet says so in a sentence, and the run stops
there. Modules that were edited are read again before the next cell runs.
"""

import locale
import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

_READERS = ("otter.test_files", "otter.test_files.exception_test")


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext` calls."""
    shell.set_custom_exc((NotImplementedError,), _stop_politely)
    shell.extension_manager.load_extension("autoreload")
    shell.run_line_magic("autoreload", "2")
    if locale.getencoding().lower().replace("-", "") != "utf8":
        # Otter is imported by a cell, so that this has to be asked again and again.
        shell.events.register("pre_run_cell", read_tests_as_utf8)


def read_tests_as_utf8(*_event: Any) -> None:
    """Let Otter, once it is imported, read test files in UTF-8, not in the encoding of Windows."""
    for name in _READERS:
        module: Any = sys.modules.get(name)
        if module is not None:
            module.open = partial(open, encoding="utf-8")


def _stop_politely(
    _shell: Any,
    _kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,  # noqa: ARG001
) -> None:
    """A sentence in place of a traceback. The cell has failed all the same."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        # A picture that was begun would be shown, empty.
        pyplot.close("all")
    print(not_written(error, trace))


def not_written(error: BaseException, trace: TracebackType | None) -> str:
    """Which function is not written yet, in which file and line, and what to do."""
    steps = traceback.extract_tb(trace)
    place = f" ({Path(steps[-1].filename).name}, line {steps[-1].lineno})" if steps else ""
    return (
        f"{error or 'A function'} is not written yet{place}.\n"
        "Write it, run its grader.check cell, and go on from here."
    )
