"""`grader` in the hand-out's notebook: Otter's interface, the words of `pytest`, no other package.

Where a person or an assignment has Otter, `otter.Notebook` runs the same files; what this one
cannot do itself, it asks of Otter.
"""

import contextlib
import importlib.util
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gradus_checks.environment import LocalEnvironment
from gradus_checks.home.handed_out import seconds_at_home
from gradus_checks.home.interrupted import told_in_a_sentence
from gradus_checks.home.shown import Checked, Progress, Sentence
from gradus_checks.home.tasks import (
    TaskFile,
    Unusable,
    read_task_file,
    task_paths,
)
from gradus_checks.home.time_limit import TimeLimit
from gradus_checks.home.verdict import Verdict, judged

_NAMED, _LONGEST_NAME = 3, 60  # files and letters that fit a sentence
_MOST_PRINTED = 2000
"""Letters of what a test's code prints: in a notebook the rest would push the verdict away."""


class Notebook:
    """Checks the modules of the folder that the notebook lies in.

    `nb_path` is what `otter.Notebook` takes. Nothing here reads the notebook, which so may be
    called as you like; only `export` does.
    """

    def __init__(self, nb_path: str = "", tests_dir: str = "./tests", **_: Any) -> None:
        self._nb_path = nb_path
        self._folder = Path(tests_dir).resolve().parent
        self._limit = TimeLimit(str(self._folder), seconds_at_home(self._folder))
        self._known: dict[str, tuple[object, Checked]] = {}

    def check(self, question: str, global_env: object = None) -> Checked | Sentence:
        """Run the public tests of a task, `task_2_3`, on the files as they are now."""
        del global_env  # What the notebook has defined is not what is handed in.
        paths = {path.stem: path for path in task_paths(self._folder)}
        path = paths.get(str(question))
        if path is None:
            return Sentence(self._unknown(str(question)[:_LONGEST_NAME]))
        try:
            with told_in_a_sentence(self._folder, "this check"):
                return self._check(path)
        except Unusable as error:
            return Sentence(str(error))

    def check_all(self) -> Progress | Sentence:
        """Run the public tests of all tasks, and show where you stand."""
        return self.progress()

    def progress(self, part: object = "") -> Progress | Sentence:
        """Where you stand: all tasks, or those of a part, such as `2` for Tasks 2.1 to 2.5.

        Only what has changed since it was last checked is run again.
        """
        paths = task_paths(self._folder)
        if not paths:
            return Sentence(self._unknown(""))
        checked, unusable = [], []
        with told_in_a_sentence(self._folder, "this check"):
            for path in paths:
                try:
                    checked.append(self._checked(path))
                except Unusable as error:
                    unusable.append(str(error))
        begin = f"task_{part}_" if str(part) else ""
        chosen = [each for each in checked if each.task.name.startswith(begin)]
        if not chosen and not unusable:
            parts = dict.fromkeys(each.task.name.split("_")[1] for each in checked)
            return Sentence(f"There is no part {part}: the parts are {_and(parts)}.")
        return Progress(str(part), chosen, checked, unusable)

    def export(self, nb_path: str | None = None, *arguments: Any, **settings: Any) -> None:
        """Otter's export, for written answers, where Otter is installed. Else what submit.py does.

        What counts of an assignment are its modules, and `submit.py` makes a zip of them.
        """
        if importlib.util.find_spec("otter") is not None:
            if (path := self._notebook(nb_path)) is not None:
                with _pdf_in_a_sentence():
                    _otters(path).export(path or None, *arguments, **settings)
            return
        print(f"{_NO_OTTER} Your modules are handed in by submit.py, which runs now.\n")
        from gradus_checks.submit import hand_in

        hand_in(self._folder)

    def to_pdf(self, nb_path: str | None = None, *arguments: Any, **settings: Any) -> None:
        """Otter's PDF of a notebook, where Otter is installed."""
        if importlib.util.find_spec("otter") is None:
            print(_NO_OTTER)
            return
        if (path := self._notebook(nb_path)) is not None:
            with _pdf_in_a_sentence():
                _otters(path).to_pdf(path or None, *arguments, **settings)

    def _notebook(self, nb_path: str | None) -> str | None:
        """The notebook that is meant, "" for the only one; None, once told, where there is none.

        One that was renamed is found, where there is no other.
        """
        name = nb_path or self._nb_path
        if not name or Path(name).is_file():
            return name
        others = sorted(path.name for path in self._folder.glob("*.ipynb"))
        if len(others) == 1:
            return others[0]
        calls = " or ".join(f'grader.export("{other}")' for other in others[:_NAMED])
        cure = f" If you have renamed it, write {calls}." if others else ""
        print(f"There is no {name} in this folder.{cure}")
        return None

    def _checked(self, path: Path) -> Checked:
        known = self._known.get(path.stem)
        return known[1] if known and known[0] == self._version() else self._check(path)

    def _check(self, path: Path) -> Checked:
        """Raises Unusable."""
        version = self._version()
        task = read_task_file(path)
        environment = LocalEnvironment(self._folder, limit=self._limit)
        verdicts = [_judged(task, index, environment) for index in range(len(task.cases))]
        checked = Checked(task, tuple(verdicts))
        self._known[path.stem] = version, checked
        return checked

    def _version(self) -> object:
        """Another one whenever a Python file of the folder has changed."""
        depths = ("*.py", "[!.]*/*.py", "[!.]*/[!.]*/*.py")
        paths = sorted(path for depth in depths for path in self._folder.glob(depth))
        with contextlib.suppress(OSError):  # One that goes away right now.
            return [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths]
        return object()

    def _unknown(self, question: str) -> str:
        names = [path.stem for path in task_paths(self._folder)]
        if not names:
            return (
                f"There are no tests in {self._folder / 'tests'}. Open the notebook in the folder "
                "that came out of the zip, or take the folder tests out of the zip again."
            )
        digits = re.findall(r"\d+", question)
        meant = f"task_{'_'.join(digits)}"
        if meant in names:
            return f'There is no test "{question}". Write grader.check("{meant}").'
        return (
            f'There is no test "{question}". They are called after the tasks, from '
            f'"{names[0]}" to "{names[-1]}".'
        )


def _otters(nb_path: str) -> Any:
    import otter

    return otter.Notebook(nb_path or None)


@contextlib.contextmanager
def _pdf_in_a_sentence() -> Iterator[None]:
    """Say of a program that makes PDFs, and is no package of Python, that it is not there."""
    try:
        yield
    except Exception as error:
        missing = next((name for name in ("xelatex", "Pandoc") if name in str(error)), "")
        if not missing:
            raise
        from IPython.core.error import UsageError

        raise UsageError(
            f"A PDF needs {missing}, which this computer does not have. "
            "Without one: grader.export(pdf=False)."
        ) from None


_NO_OTTER = (
    "A PDF or an export of the notebook needs Otter: python -m pip install otter-grader, "
    "and restart the kernel."
)


class _Printed(io.StringIO):
    """What a test's code prints, kept to be shown folded."""

    def fileno(self) -> int:
        """The kernel's own: code may ask for one, as it may under pytest."""
        return sys.__stdout__.fileno() if sys.__stdout__ else 1


def _judged(task: TaskFile, index: int, environment: LocalEnvironment) -> Verdict:
    from dataclasses import replace

    printed = _Printed()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        verdict = judged(task.cases[index], task, environment)
    text = printed.getvalue()
    more = "\n…" if len(text) > _MOST_PRINTED else ""
    return replace(verdict, printed=text[:_MOST_PRINTED] + more)


def _and(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
