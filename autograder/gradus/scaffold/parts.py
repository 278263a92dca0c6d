"""The files of one task: reference, cases, a mistake that they must catch, calls for the audit."""

import ast
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gradus.errors import UsageError
from gradus.scaffold.texts import text_of
from gradus_checks.module_names import short_name, spoken


@dataclass(frozen=True)
class Part:
    """A task to be written: its number, the function that it asks for, its title and points.

    A `module` in a package is called `layers/dense`.
    """

    number: str
    module: str
    function: str
    title: str
    points: float

    @property
    def parameter(self) -> str:
        """What its cases call the module."""
        return short_name(self.module)

    @property
    def called(self) -> str:
        """The function as people write it, with its module."""
        return spoken(f"{self.module}.{self.function}")

    @property
    def test(self) -> str:
        """The name of its test file."""
        return f"task_{self.number.replace('.', '_')}"

    @property
    def public(self) -> float:
        """The points of the public case: six tenths, as at most four are hidden by default."""
        return round(0.6 * self.points, 6)

    @property
    def hidden(self) -> float:
        """The points of the hidden case."""
        return round(self.points - self.public, 6)


def part_files(solutions: Path, folder: Path, part: Part) -> dict[Path, str]:
    """The texts of a task's files, those that are there already with the task at their end.

    `solutions` is where the reference modules of the assignment are, `folder` where all else is.

    Raises UsageError where the function or its test file is there already, or the module and a
    package would have one name.
    """
    reference = solutions / f"{part.module}.py"
    test = folder / "tests" / f"{part.test}.py"
    if test.exists():
        raise UsageError(f"{test} is there already.")
    _refuse_hidden(solutions, part.module)
    if part.function in _names_in(reference):
        raise UsageError(
            f"{reference} has {part.function} already. Name another function; a second task "
            "about the same one is written by hand."
        )
    return {
        reference: _extended(reference, "module.py.j2", "function.py.j2", part),
        test: text_of("task.py.j2", part=part),
        **_appended(folder / "mistakes" / f"{part.module}.toml", "mistake.toml.j2", part),
        folder / "battery" / f"{part.module}.py": _extended(
            folder / "battery" / f"{part.module}.py", "battery.py.j2", "calls.py.j2", part
        ),
    }


def _refuse_hidden(solutions: Path, module: str) -> None:
    """Python finds only one of a module and a package of the same name."""
    above = [solutions / f"{parent}.py" for parent in PurePosixPath(module).parents]
    files = [path for path in above if path.is_file()]
    folders = [solutions / module] if (solutions / module).is_dir() else []
    for path in (*files, *folders):
        raise UsageError(
            f"{path} is there, and {spoken(module)} would need a {'folder' if files else 'module'} "
            "of the same name: Python finds only one of them. Take another name."
        )


def _extended(path: Path, begun: str, added: str, part: Part) -> str:
    """The text at `path`, or one that is begun, with something more at its end."""
    start = _read(path) if path.exists() else text_of(begun, part=part)
    return f"{start.rstrip()}\n\n\n{text_of(added, part=part)}"


def _appended(path: Path, added: str, part: Part) -> dict[Path, str]:
    start = f"{_read(path).rstrip()}\n\n" if path.exists() else ""
    return {path: start + text_of(added, part=part)}


def _names_in(path: Path) -> set[str]:
    if not path.exists():
        return set()
    try:
        tree = ast.parse(_read(path))
    except SyntaxError as error:
        raise UsageError(f"{path}, line {error.lineno}: this is not valid Python.") from error
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in tree.body if isinstance(node, defined)}


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
