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
    """Module and function of `module.function`. Raises UsageError."""
    module, dot, function = path.partition(".")
    for name in (module, function):
        if not name.isidentifier() or keyword.iskeyword(name):
            raise UsageError(
                f"{path!r} is not a module.function: write two names, such as softmax.softmax."
                if not dot or "." in function
                else f"{path!r}: {name!r} is not a valid Python name."
            )
    if module in _TAKEN:
        raise UsageError(
            f"{path!r}: students' {module}.py would hide the {module} that their tests or notebook "
            "import. Take another name."
        )
    if module in sys.stdlib_module_names:
        raise UsageError(
            f"{path!r}: Python has a module {module} of its own, which students' {module}.py would "
            "hide. Take another name."
        )
    return module, function


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
