"""Answers that do not count, as they stand somewhere else than in the module that is asked for.

A function that is still a stub, or whose module is missing, and that a notebook which was handed in
defines, or a copy such as `losses (1).py`: the author has worked, and the mark does not show it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from gradus.assignment import Task
from gradus.judge.causes import NOT_WRITTEN, not_handed_in
from gradus.judge.own_lines import lines_of
from gradus.results import QuestionResult
from gradus.submission import in_words, shown

_MOST_BYTES = 5_000_000
"""Of a file: notebooks with pictures have some millions."""
_MOST_FILES = 50  # more than any student hands in; the search must not take long
_MOST_NOTEBOOK = 1_000_000
"""Of a notebook without its pictures: what is read of it has some fifty times the memory."""

_PICTURE = re.compile(rb'"image/[a-z+]+": *"[^"]*"')


def written_elsewhere(
    folder: Path, tasks: Iterable[Task], questions: Iterable[QuestionResult]
) -> tuple[str, ...]:
    """For staff: which functions that have earned nothing stand in which other file."""
    by_module: dict[str, list[str]] = {}
    for function in _unwritten(tasks, questions):
        module, name = function.split(".", 1)
        by_module.setdefault(module, []).append(name)
    if not by_module:
        return ()
    told = []
    for path, source in _others(folder, by_module):
        for module, names in by_module.items():
            found = [name for name in names if _defines(source, name)]
            if found:
                told.append(_told(module, found, path.relative_to(folder)))
    return tuple(told)


def _told(module: str, names: list[str], path: Path) -> str:
    is_or_are = "is" if len(names) == 1 else "are"
    return f"{in_words(names)} {is_or_are} not written in {module}.py, but in {shown(path)}"


def _unwritten(tasks: Iterable[Task], questions: Iterable[QuestionResult]) -> Iterator[str]:
    """The functions of tasks in which a stub was met, or nothing."""
    by_name = {question.name: question for question in questions}
    seen = set()
    for task in tasks:
        question = by_name.get(task.name)
        causes = {case.cause for case in question.cases} if question else set()
        for function in task.functions:
            absent = {NOT_WRITTEN, not_handed_in(function.split(".")[0])}
            if causes & absent and function not in seen:
                seen.add(function)
                yield function


def _others(folder: Path, modules: Iterable[str]) -> Iterator[tuple[Path, bytes]]:
    """The other files with code, and the code."""
    asked = {folder / f"{module}.py" for module in modules}
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".ipynb")]
    for path in files[:_MOST_FILES]:
        if path in asked or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            continue
        source = path.read_bytes()
        yield path, _code_cells(source) if path.suffix == ".ipynb" else source


def _code_cells(notebook: bytes) -> bytes:
    """The code of a notebook; nothing where it is none."""
    notebook = _PICTURE.sub(b'"": ""', notebook)
    if len(notebook) > _MOST_NOTEBOOK:
        return b""
    try:
        cells = json.loads(notebook)["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        return "\n".join("".join(source) for source in sources).encode("utf-8", "replace")
    except (ValueError, KeyError, TypeError, RecursionError):
        return b""


def _defines(source: bytes, function: str) -> bool:
    """Whether a function, or a method, is defined there and is not a stub."""
    numbers = lines_of(source, function.split("."))
    lines = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    body = lines[numbers.start - 1 : numbers.stop - 1] if numbers else []
    return bool(body) and not any(b"NotImplementedError" in line for line in body)
