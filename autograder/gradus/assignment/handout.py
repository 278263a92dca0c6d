"""A notebook that is handed out and not graded: `handout.toml` in place of `assignment.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gradus.errors import AssignmentError


@dataclass(frozen=True)
class Handout:
    """Its notebook is `<name>.py` in `folder`; `provided` modules and `files` go with it."""

    name: str
    title: str
    provided: tuple[str, ...]
    files: tuple[str, ...]
    course: Path

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
    provided: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def handout_names(course: Path) -> tuple[str, ...]:
    """The names of what is handed out in `course` without being graded, sorted."""
    return tuple(sorted(path.parent.name for path in course.glob("assignments/*/handout.toml")))


def load_handout(course: Path, name: str) -> Handout:
    """Read `assignments/<name>/handout.toml`. Raises AssignmentError."""
    path = course / "assignments" / name / "handout.toml"
    try:
        model = _HandoutModel.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise AssignmentError(f"{path}: {error}") from error
    return Handout(name=name, course=course, **model.model_dump())
