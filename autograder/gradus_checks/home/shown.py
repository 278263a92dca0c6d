"""What a notebook shows of checks: a page of HTML, and the same as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from gradus_checks.home.standing import (
    KINDS_ARE,
    NOT_WRITTEN,
    WRITTEN_ALREADY,
    Row,
    kinds_of,
    rows_of,
    sums_of,
    text_of,
)
from gradus_checks.home.tasks import TaskFile
from gradus_checks.home.verdict import Verdict, record

_COLUMNS = 100  # where no terminal tells: a notebook that shows text alone scrolls beyond

# Twice the class, to come before what JupyterLab says of any output: it breaks words anywhere.
_STYLE = """<style>
.gradus { --good: #1a7f37; --half: #9a6700; --bad: #c9252d; --line: #8886; line-height: 1.45 }
[data-jp-theme-light="false"] .gradus, .vscode-dark .gradus, html[theme="dark"] .gradus
  { --good: #4ac26b; --half: #d4a72c; --bad: #ff7b72 }
.gradus.gradus p { margin: .3em 0 }
.gradus .good { color: var(--good) } .gradus .bad { color: var(--bad) }
.gradus .half { color: var(--half) }
.gradus.gradus pre { margin: 0 0 .3em 1.5em; padding: 0; white-space: pre-wrap;
  word-break: normal; overflow-wrap: break-word }
.gradus.gradus details { margin: 0 0 .3em 1.5em }
.gradus.gradus summary { cursor: pointer; display: list-item }
.gradus.gradus table { border-collapse: collapse; margin: .4em 0; font-size: inherit }
.gradus.gradus td { text-align: left; padding: .1em .9em .1em 0; border: 0; white-space: normal;
  max-width: none; background: none }
.gradus.gradus td.number, .gradus.gradus td.to-come { white-space: nowrap }
.gradus.gradus td.number { text-align: right; font-variant-numeric: tabular-nums }
.gradus.gradus tr { background: none }
.gradus.gradus tr.sum td { border-top: 1px solid var(--line); font-weight: bold }
</style>"""


class Sentence:
    """Something to say, as the result of a cell."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


@dataclass(frozen=True, repr=False)
class Checked:
    """A task with the verdicts on its public cases."""

    task: TaskFile
    verdicts: tuple[Verdict, ...]

    @property
    def rows(self) -> list[Row]:
        """Its row of the table of points."""
        return rows_of(record(self.task, verdict) for verdict in self.verdicts)

    @property
    def passed(self) -> bool:
        """Whether all public cases have passed."""
        return all(verdict.passed for verdict in self.verdicts)

    def __repr__(self) -> str:
        lines = [self._title(), self._points()]
        for verdict in self._told():
            if verdict.why:
                lines += verdict.told.splitlines()
                continue
            lines.append(f"{'✓' if verdict.passed else '✗'} {_case(verdict)}")
            lines += [f"    {line}" for line in verdict.lines()]
        return "\n".join((*lines, *self._below()))

    def _repr_html_(self) -> str:
        (row,) = self.rows
        points = f'<span class="{_class(row)}">{escape(self._points())}</span>'
        parts = [f"<p><b>{escape(self._title())}</b><br>{points}</p>"]
        for verdict in self._told():
            if verdict.why:
                parts.append(_pre(verdict.told))
                continue
            mark = '<b class="good">✓</b>' if verdict.passed else '<b class="bad">✗</b>'
            parts.append(f"<p>{mark} {escape(_case(verdict))}</p>")
            if not verdict.passed:
                parts.append(_pre(verdict.told))
                parts += [_folded("Hint", verdict.hint)] if verdict.hint else []
                printed = verdict.printed.strip("\n")
                parts += [_folded("What your code printed", printed)] if printed else []
                parts += [f"<pre>{escape(verdict.place)}</pre>"] if verdict.place else []
        parts += map(_pre, self._below())
        return _page(parts)

    def _title(self) -> str:
        return self.task.title + (" (bonus)" if self.task.bonus else "")

    def _points(self) -> str:
        (row,) = self.rows
        all_passed = "All public tests passed: " if self.passed else ""
        to_come = f" {row.hidden}" if row.hidden else ""
        return f"{all_passed}{row.earned:g} of {row.possible:g} points{to_come}"

    def _below(self) -> list[str]:
        unwritten = any(verdict.why == NOT_WRITTEN for verdict in self.verdicts)
        return [WRITTEN_ALREADY] if unwritten else []

    def _told(self) -> list[Verdict]:
        """The verdicts; what is true of several cases that have not even begun, once."""
        seen: set[str] = set()
        told = []
        for verdict in self.verdicts:
            if not (verdict.why and verdict.told in seen):
                told.append(verdict)
            seen.add(verdict.told)
        return told


@dataclass(frozen=True, repr=False)
class Progress:
    """Where a student stands: the tasks of a `part` ("" for all), and all of the assignment."""

    part: str
    chosen: Sequence[Checked]
    every: Sequence[Checked]
    unusable: Sequence[str] = ()

    def __repr__(self) -> str:
        return "\n".join((*self.unusable, text_of(self._rows(), _COLUMNS), *self._altogether()))

    def _repr_html_(self) -> str:
        rows = self._rows()
        lines = [_row(row) for row in rows] + [_row(row, "sum") for row in sums_of(rows)]
        parts = [*map(_pre, self.unusable), f"<table>{''.join(lines)}</table>"]
        parts += [f"<p><b>{escape(line)}</b></p>" for line in self._altogether()]
        kinds = kinds_of(rows)
        parts += [f"<p>{escape(KINDS_ARE)} {escape(kinds)}.</p>"] if kinds else []
        return _page(parts)

    def _rows(self) -> list[Row]:
        return [row for checked in self.chosen for row in checked.rows]

    def _altogether(self) -> list[str]:
        """Of a part, also how much of the whole is done."""
        if not self.part:
            return []
        rows = [row for checked in self.every for row in checked.rows if not row.bonus]
        done = sum(row.earned == row.possible for row in rows)
        points = f"{sum(r.earned for r in rows):g} of {sum(r.possible for r in rows):g} points"
        return [f"All parts together: {points}, {done} of {len(rows)} tasks done."]


def _case(verdict: Verdict) -> str:
    return f"{verdict.case} ({verdict.points:g} point{'' if verdict.points == 1 else 's'})"


def _class(row: Row) -> str:
    return {"green": "good", "yellow": "half", "red": "bad"}[row.colour]


def _row(row: Row, kind: str = "") -> str:
    bonus = " (bonus)" if row.bonus and not kind else ""
    return (
        f'<tr class="{kind}"><td>{escape(row.title)}{bonus}</td>'
        f'<td class="number {_class(row)}">{row.earned:g} of {row.possible:g}</td>'
        f'<td class="to-come">{escape(row.hidden)}</td></tr>'
    )


def _pre(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary><pre>{escape(text)}</pre></details>"


def _page(parts: Sequence[str]) -> str:
    return f'{_STYLE}<div class="gradus">{"".join(parts)}</div>'
