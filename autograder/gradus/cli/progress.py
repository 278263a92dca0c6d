"""How the grading of a class goes, shown live in a terminal and in a few lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column

from gradus.cli.consoles import Consoles
from gradus.gradebook import State, Watch
from gradus.reports.text import printable

_NAMES = 2  # as many as fit beside the bar
_STEPS = 10  # lines in a log, where no bar can be drawn


@contextmanager
def progress(consoles: Consoles) -> Iterator[Watch]:
    """Something to watch a run with."""
    if not consoles.err.is_terminal:
        yield _Lines(consoles)
        return
    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=20, table_column=Column(min_width=20)),
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        TimeRemainingColumn(compact=True, table_column=Column(min_width=5, no_wrap=True)),
        TextColumn(
            "left  {task.description}",
            markup=False,
            table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"),
        ),
    )
    with Progress(*columns, console=consoles.err, transient=True, expand=True) as bar:
        yield _Bar(bar, bar.add_task("starting", total=None), consoles)


class _Bar:
    """A live bar: done, total, time left, and what is being graded."""

    def __init__(self, bar: Progress, task: TaskID, consoles: Consoles) -> None:
        self._bar = bar
        self._task = task
        self._consoles = consoles
        self._isolation = ""

    def __call__(self, state: State) -> None:
        if state.isolation != self._isolation:
            self._isolation = state.isolation
            self._consoles.say_isolation(state.isolation)
        self._bar.update(
            self._task, total=state.total, completed=state.done, description=_doing(state)
        )


class _Lines:
    """A line for about every tenth of the class."""

    def __init__(self, consoles: Consoles) -> None:
        self._consoles = consoles
        self._isolation = ""
        self._told = -1
        self._started = time.monotonic()

    def __call__(self, state: State) -> None:
        if state.isolation != self._isolation:
            self._isolation = state.isolation
            self._consoles.say_isolation(state.isolation)
            if state.already:
                self._consoles.say(f"{state.already} of {state.total} are graded already")
            self._told = self._step(state)
        if self._isolation and self._step(state) > self._told:
            self._told = self._step(state)
            self._consoles.say(f"graded {state.done} of {state.total}{self._left(state)}")

    def _step(self, state: State) -> int:
        return state.done * _STEPS // max(1, state.total)

    def _left(self, state: State) -> str:
        fresh, rest = state.done - state.already, state.total - state.done
        if not rest or not fresh:
            return ""
        seconds = (time.monotonic() - self._started) / fresh * rest
        return f", about {_duration(seconds)} left"


def _doing(state: State) -> str:
    names = ", ".join(map(printable, state.doing[:_NAMES]))
    more = f" and {len(state.doing) - _NAMES} more" if len(state.doing) > _NAMES else ""
    return f"grading {names}{more}" if names else ""


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
