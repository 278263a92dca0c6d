"""A new assignment, with a first task that works and is there to be replaced."""

from collections.abc import Mapping
from pathlib import Path

from gradus.errors import UsageError
from gradus.scaffold.names import check_assignment_name, function_of, title_of
from gradus.scaffold.parts import Part, part_files
from gradus.scaffold.texts import text_of
from gradus.scaffold.writing import write_all

FIRST = "1.1"


def new_assignment(
    course: Path,
    name: str,
    function: str,
    *,
    title: str = "",
    points: float = 10.0,
    own_modules: bool = False,
) -> tuple[Path, ...]:
    """Write the assignment `name` of `course`, its first task asking for `module.function`.

    With `own_modules` its reference lies in `solutions/<name>`, apart from modules of the same
    names that other assignments have. The files written, in the order in which to open them.
    Raises UsageError where something is in the way; nothing is left half-written.
    """
    check_assignment_name(name)
    module, wanted = function_of(function)
    folder = course / "assignments" / name
    if folder.exists():
        raise UsageError(f"This course has an assignment {name!r} already: {folder}.")
    part = Part(FIRST, module, wanted, title_of(wanted), points)
    values: Mapping[str, object] = {
        "title": title or title_of(name.replace("-", "_")),
        "part": part,
    }
    files = {
        folder / "assignment.toml": text_of("assignment.toml.j2", **values),
        folder / f"{name}.py": text_of("handout.py.j2", name=name, **values),
    }
    solutions = course / "solutions"
    files |= part_files(solutions / name if own_modules else solutions, folder, part)
    write_all(files)
    return tuple(files)
