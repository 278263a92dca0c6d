"""Names that people choose, checked before anything is written."""

import keyword
import re
import sys

from gradus.errors import UsageError

_TAKEN = (
    *("numpy", "matplotlib", "pytest", "IPython", "ipykernel", "otter"),
    *("gradus", "gradus_checks", "tests", "submit", "conftest"),
)
"""Beside Python's own modules: what a student's folder holds, and what everybody installs."""

_ASSIGNMENT = re.compile(r"[a-z][a-z0-9-]*")


def function_of(path: str) -> tuple[str, str]:
    """Module (`layers/dense` in a package) and function of `module.function`. Raises UsageError."""
    *within, function = path.split(".")
    for name in (*within, function):
        if not name.isidentifier() or keyword.iskeyword(name):
            raise UsageError(f"{path!r}: {name!r} is not a valid Python name.")
    if not within:
        raise UsageError(
            f"{path!r} is not a module.function: write two names, such as softmax.softmax."
        )
    top, theirs = within[0], f"students' {within[0]}{'.py' if len(within) == 1 else '/'}"
    if top in _TAKEN:
        raise UsageError(
            f"{path!r}: {theirs} would hide the {top} that their tests or notebook "
            "import. Take another name."
        )
    if top in sys.stdlib_module_names:
        raise UsageError(
            f"{path!r}: Python has a module {top} of its own, which {theirs} would "
            "hide. Take another name."
        )
    return "/".join(within), function


def check_assignment_name(name: str) -> None:
    """Raises UsageError for a name that cannot be a folder's and a notebook's everywhere."""
    if not _ASSIGNMENT.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be the name of an assignment: use lower-case letters, digits and "
            "hyphens, such as hw1-losses."
        )


def title_of(function: str) -> str:
    """A title to begin with: "softmax_grad" becomes "Softmax grad"."""
    words = function.strip("_").replace("_", " ")
    return words[:1].upper() + words[1:]
