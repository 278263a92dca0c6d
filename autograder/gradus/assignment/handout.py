"""A notebook that is handed out and not graded: `handout.toml` in place of `assignment.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gradus.assignment.naming import ModuleName
from gradus.assignment.packages import ALWAYS, DEFAULT_PACKAGES, Packages, merged
from gradus.assignment.problems import problems
from gradus.errors import AssignmentError


@dataclass(frozen=True)
class Handout:
    """Its notebook is `<name>.py` in `folder`; `provided` modules and `files` go with it.

    It needs `packages`, as requirements ("numpy>=1.26").
    """

    name: str
    title: str
    provided: tuple[str, ...]
    files: tuple[str, ...]
    course: Path
    packages: tuple[str, ...] = DEFAULT_PACKAGES

    @property
    def folder(self) -> Path:
        """`assignments/<name>`."""
        return self.course / "assignments" / self.name

    @property
    def notebook(self) -> Path:
        """The notebook, as a jupytext percent file."""
        return self.folder / f"{self.name}.py"


class _HandoutModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    provided: tuple[ModuleName, ...] = ()
    files: tuple[str, ...] = ()
    packages: Packages = DEFAULT_PACKAGES


def handout_names(course: Path) -> tuple[str, ...]:
    """The names of what is handed out in `course` without being graded, sorted."""
    return tuple(sorted(path.parent.name for path in course.glob("assignments/*/handout.toml")))


def load_handout(course: Path, name: str) -> Handout:
    """Read `assignments/<name>/handout.toml`. Raises AssignmentError."""
    path = course / "assignments" / name / "handout.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AssignmentError(f"{path}: {error}") from error
    try:
        model = _HandoutModel.model_validate(data)
    except ValidationError as error:
        listed = "\n".join(f"  {problem}" for problem in problems(error, data))
        raise AssignmentError(f"{path}: these entries are wrong:\n{listed}") from error
    packages = merged(ALWAYS, model.packages)
    return Handout(name=name, course=course, **{**model.model_dump(), "packages": packages})
