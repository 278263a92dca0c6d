"""Reading `course.toml`: checked at the door, every fault with its line."""

import difflib
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from gradus.assignment import assignment_names
from gradus.assignment.problems import located_problems
from gradus.course.dates import instant
from gradus.course.lines import line_of, line_of_fault
from gradus.course.rules import AssignmentRules, Course, LateRule, Share, Unit
from gradus.errors import MarkingError

COURSE = "course.toml"
_MOST_DAYS = 366
"""No course counts slip days, or days of lateness, beyond a year: more is a slip of the pen."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _date(value: object) -> object:
    if isinstance(value, date):
        return value
    raise ValueError(
        "is no date: write 2026-10-14, which is the end of that day, or 2026-10-14T18:00:00, "
        "without quotes"
    )


_Date = Annotated[datetime | date, BeforeValidator(_date)]
_Number = Annotated[float, Field(strict=True, ge=0)]
_More = Annotated[float, Field(strict=True, gt=0)]
_Days = Annotated[int, Field(strict=True, ge=0, le=_MOST_DAYS)]


class _RateModel(_Strict):
    percent: Annotated[_More, Field(le=100)] | None = None
    points: _More | None = None
    of: Literal["possible", "earned"] = "possible"
    per: Literal["day", "hour"] = "day"
    last_day: _Days | None = None

    @model_validator(mode="after")
    def _is_one_rule(self) -> "_RateModel":
        if self.percent is not None and self.points is not None:
            raise ValueError("has both percent and points: keep one of them")
        if "of" in self.model_fields_set and self.percent is None:
            raise ValueError("says what a per cent is of, and has no percent")
        if "per" in self.model_fields_set and self.percent is None and self.points is None:
            raise ValueError("says per what, and has neither percent nor points")
        if not self.model_fields_set:
            raise ValueError("is empty: give percent, points or last_day")
        return self

    def rule(self, slip_days: int | None = None) -> LateRule:
        return LateRule(
            self.points, self.percent, Share(self.of), Unit(self.per), self.last_day, slip_days
        )


class _LateModel(_RateModel):
    slip_days: _Days | None = None


class _DatesModel(_Strict):
    due: _Date | None = None
    sections: dict[str, _Date] = {}
    grace_minutes: _Number | None = None
    late: _RateModel | None = None
    bonus_cap: _Number | None = None
    weight: _More = 1.0


class _CourseModel(_Strict):
    zone: str
    results: str = Field(default="results", min_length=1)
    roster: str | None = Field(default=None, min_length=1)
    sections: tuple[str, ...] = ()
    grace_minutes: _Number = 0.0
    late: _LateModel | None = None
    bonus_cap: _Number | None = None
    assignments: dict[str, _DatesModel] = {}


def load_course(folder: Path, *, is_whole: bool = True) -> Course | None:
    """Read `course.toml` in `folder`; None where there is none, and then nothing is ever late.

    Where the course is not whole, as in an `autograder.zip`, other assignments and the roster need
    not be there.

    Raises MarkingError with a line for each fault: nobody is marked by what is left.
    """
    path = folder / COURSE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise MarkingError(f"{path} cannot be read: {_why(error)}.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of_fault(error) or len(text.splitlines())
        raise MarkingError(f"{path}, line {line}: {_no_toml(text, line, error)}") from error
    faults = _Faults(path, text)
    try:
        model = _CourseModel.model_validate(data)
    except ValidationError as error:
        for keys, told in located_problems(error, data):
            faults.add(keys, told)
        raise faults.error() from error
    return _checked(model, folder, faults, is_whole)


class _Faults:
    """What is wrong with a file, a sentence each, with the line."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._told: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._told)

    def add(self, keys: tuple[object, ...], told: str) -> None:
        """Of the entry `keys`."""
        self._told.append(f"{self._path}, line {line_of(self._text, keys)}: {told}.")

    def error(self) -> MarkingError:
        """All of them."""
        return MarkingError("\n".join(self._told))


def _checked(model: _CourseModel, folder: Path, faults: _Faults, is_whole: bool) -> Course:
    """What is right by itself may still not fit together. Raises MarkingError."""
    zone = _zone(model.zone, faults)
    known = assignment_names(folder)
    assignments = {}
    for name, dates in model.assignments.items():
        if name not in known and is_whole:
            there = ", ".join(known) or "none"
            faults.add(
                ("assignments", name), f"the course has no assignment called {name}: it has {there}"
            )
        for section in dates.sections:
            if model.sections and section not in model.sections:
                told = f"the section {section} is not among sections: {', '.join(model.sections)}"
                faults.add(("assignments", name, "sections", section), told)
        if zone is not None:
            assignments[name] = _rules(name, dates, model, zone, faults)
    roster = folder / model.roster if model.roster else None
    if roster is not None and is_whole and not roster.is_file():
        faults.add(("roster",), f"there is no file {roster}")
    if faults or zone is None:
        raise faults.error()
    return Course(
        folder / COURSE, zone, assignments, folder / model.results, model.sections, roster
    )


def _rules(
    name: str, dates: _DatesModel, model: _CourseModel, zone: ZoneInfo, faults: _Faults
) -> AssignmentRules:
    def moment(value: date | None, *keys: str) -> datetime | None:
        if value is None:
            return None
        try:
            return instant(value, zone)
        except ValueError as error:
            faults.add(("assignments", name, *keys), f"{value.isoformat()} {error}")
            return None

    sections = {
        section: found
        for section, value in dates.sections.items()
        if (found := moment(value, "sections", section)) is not None
    }
    minutes = model.grace_minutes if dates.grace_minutes is None else dates.grace_minutes
    general = model.late.rule(model.late.slip_days) if model.late else None
    return AssignmentRules(
        name,
        moment(dates.due, "due"),
        sections,
        timedelta(minutes=minutes),
        dates.late.rule() if dates.late else general,
        model.bonus_cap if dates.bonus_cap is None else dates.bonus_cap,
        dates.weight,
    )


def _zone(key: str, faults: _Faults) -> ZoneInfo | None:
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        near = difflib.get_close_matches(key, available_timezones(), 1, 0.5)
        example = near[0] if near else "Europe/Berlin"
        faults.add(("zone",), f"there is no time zone {key!r}: write one such as {example}")
        return None


def _no_toml(text: str, line: int, error: tomllib.TOMLDecodeError) -> str:
    lines = text.splitlines()
    stands = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    said = str(error).partition(" (at ")[0]
    what = "there is no such date" if "date" in said else f"this is not valid TOML ({said})"
    return f"{what}: {stands}."


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or "it is not text in UTF-8"
