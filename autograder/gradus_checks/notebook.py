"""In the hand-out's notebook: `%load_ext gradus_checks.notebook`.

A cell that calls a function which is not written yet says so in a sentence, and the run stops
there. So it does where a package or a file is missing that came with the hand-out. Modules that
were edited are read again before the next cell runs; while one of them cannot be read, a cell that
uses it fails with what `pytest` says of it. So does one that is stopped.
"""

from __future__ import annotations  # so that a Python that is too old gets as far as being told

import contextlib
import importlib
import io
import locale
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from gradus_checks.home.interrupted import sentence
from gradus_checks.home.lacking import lacking, old_python

_POLITE = (
    *(NotImplementedError, SyntaxError, ModuleNotFoundError, FileNotFoundError),
    KeyboardInterrupt,
)
_READERS = ("otter.test_files", "otter.test_files.exception_test")


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext` calls."""
    if reason := old_python():
        from IPython.core.error import UsageError

        raise UsageError(reason)
    shell.set_custom_exc(_POLITE, _stop_politely)
    if sys.version_info >= (3, 12) and _version_of_ipython() < 8:
        # Colab's IPython 7 imports `reload` from a module that Python has no longer.
        sys.modules.setdefault("imp", importlib)
    shell.extension_manager.load_extension("autoreload")
    shell.run_line_magic("autoreload", "2")
    _refuse_broken_modules(shell)
    _show_plain_numbers()
    if locale.getencoding().lower().replace("-", "") != "utf8":
        # Otter is imported by a cell, so that this has to be asked again and again.
        shell.events.register("pre_run_cell", read_tests_as_utf8)


def read_tests_as_utf8(*_event: Any) -> None:
    """Let Otter, once it is imported, read test files in UTF-8, not in the encoding of Windows."""
    for name in _READERS:
        module: Any = sys.modules.get(name)
        if module is not None:
            module.open = partial(open, encoding="utf-8")


def _version_of_ipython() -> int:
    from IPython import version_info

    return int(version_info[0])


def _refuse_broken_modules(shell: Any) -> None:
    """Let a cell fail whose modules cannot be read anew, or that is stopped before it begins."""
    from IPython.core.error import InputRejected

    from gradus_checks.home.broken_modules import BrokenModules

    class Rejected(InputRejected):  # type: ignore[misc]
        """Rejects the cell, and is shown as what it says."""

        def _render_traceback_(self) -> list[str]:
            return str(self).splitlines()

    class Refuse:
        """For `ast_transformers`, which see each cell before it runs."""

        modules = BrokenModules(Path.cwd())
        stopped = ""

        def read_anew(self, check: Callable[..., Any], *arguments: Any, **settings: Any) -> None:
            """Read modules anew without what autoreload prints: it is what we say in two lines.

            IPython runs the cell whatever comes of this, which `visit` is there to prevent.
            """
            try:
                with contextlib.redirect_stderr(io.StringIO()):
                    check(*arguments, **settings)
            except KeyboardInterrupt as error:
                self.stopped = sentence(error, Path.cwd(), "this cell")

        def visit(self, cell: Any) -> Any:
            stopped, self.stopped = self.stopped, ""
            if stopped:
                raise Rejected(stopped)
            try:
                fault = self.modules.refuse(cell, shell.user_ns)
            except KeyboardInterrupt as error:
                raise Rejected(sentence(error, Path.cwd(), "this cell")) from None
            if fault is not None:
                raise Rejected(fault.public())
            return cell

    refuse = Refuse()
    shell.ast_transformers.append(refuse)
    reloader = getattr(shell.magics_manager.registry.get("AutoreloadMagics"), "_reloader", None)
    if reloader is not None:
        reloader.check = partial(refuse.read_anew, reloader.check)


def _show_plain_numbers() -> None:
    """15.0 is shown as 15.0, as before NumPy 2, and not as np.float64(15.0)."""
    import numpy as np

    if int(np.__version__.partition(".")[0]) >= 2:
        np.set_printoptions(legacy="1.25")


def _stop_politely(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """A sentence in place of a traceback. The cell has failed all the same."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        # A picture that was begun would be shown, empty.
        pyplot.close("all")
    if isinstance(error, NotImplementedError):
        print(not_written(error, trace))
        return
    if isinstance(error, KeyboardInterrupt):
        print(sentence(error, Path.cwd(), "this cell"))
        return
    if reason := lacking(error, Path.cwd()):
        print(reason)
        return
    from gradus_checks.faults import describe

    fault = describe(error, str(Path.cwd()))
    if fault.place:
        print(fault.public())
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def not_written(error: BaseException, trace: TracebackType | None) -> str:
    """Which function is not written yet, in which file and line, and what to do."""
    steps = traceback.extract_tb(trace)
    place = f" ({_file(steps[-1].filename)}, line {steps[-1].lineno})" if steps else ""
    return (
        f"{error or 'A function'} is not written yet{place}.\n"
        "Write it, run its grader.check cell, and go on from here."
    )


def _file(path: str) -> str:
    inside = Path(path).is_relative_to(Path.cwd())
    return Path(path).relative_to(Path.cwd()).as_posix() if inside else Path(path).name
