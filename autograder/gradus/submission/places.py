"""Where in a submission its functions are defined."""

import re
from collections.abc import Iterable

from gradus.errors import SubmissionError
from gradus.submission.contents import read_items
from gradus.submission.layout import module_folders
from gradus.submission.limits import DEFAULT_LIMITS
from gradus.submission.names import module_files
from gradus.submission.opening import opened
from gradus.submission.work import Submission


def find_places(
    submission: Submission, modules: tuple[str, ...], functions: Iterable[str]
) -> dict[str, tuple[str, int]]:
    """File, by its path in the submission, and line of modules and functions ("losses.mse").

    What cannot be found is left out. The sources are searched as text and never parsed: a parser
    can be made to crash.
    """
    try:
        with opened(submission, modules, DEFAULT_LIMITS) as found:
            folders = module_folders(tuple(item.path for item in found.items), modules)
            wanted = {folder / f"{name}.py": name for folder in folders[:1] for name in modules}
            chosen = tuple(item for item in found.items if item.path in wanted)
            contents = read_items(chosen, DEFAULT_LIMITS, module_files(modules))
    except SubmissionError:
        return {}
    sources = {item.path: data.decode("utf-8", "replace") for item, data in contents.items()}
    places: dict[str, tuple[str, int]] = {}
    for path, source in sources.items():
        places[wanted[path]] = (path.as_posix(), 1)
        for function in functions:
            module, *names = function.split(".")
            line = _line(source, names) if module == wanted[path] else 0
            if line:
                places[function] = (path.as_posix(), line)
    return places


def _line(source: str, names: list[str]) -> int:
    """The line of `mse`, or of `Linear` and then of its method, from 1; 0 where there is none.

    Of several definitions the last counts, as it does in Python.
    """
    lines = source.splitlines()
    found = 0
    for depth, name in enumerate(names):
        indent = r"\s+" if depth else ""
        pattern = re.compile(rf"{indent}(?:async\s+def|def|class)\s+{re.escape(name)}\b")
        matches = [n for n, line in enumerate(lines[found:], found + 1) if pattern.match(line)]
        if not matches:
            break
        found = matches[0] if depth else matches[-1]
    return found
