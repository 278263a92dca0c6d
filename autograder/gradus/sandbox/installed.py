"""What is installed: are an assignment's packages where workers find them, as it asks for them?"""

import shlex
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

from gradus.assignment import Assignment, name_of
from gradus.errors import CouldNotCheck
from gradus.sandbox.importing import not_importable
from gradus.sandbox.needed import needed_paths


class Lack(NamedTuple):
    """A package that is not there as it is asked for, and what is there instead.

    `broken`: it is there, and cannot be imported.
    """

    requirement: str
    found: str
    broken: bool = False


def lacking(packages: Iterable[str]) -> tuple[Lack, ...]:
    """Those of the requirements that this Python does not meet, as a worker sees it."""
    visible = needed_paths()
    found = ((package, _instead(Requirement(package), visible)) for package in packages)
    return tuple(Lack(package, instead) for package, instead in found if instead)


def unusable(packages: Iterable[str]) -> tuple[Lack, ...]:
    """Those that it does not meet, else those that are there and cannot be imported.

    Importing them takes a process of its own and some tenths of a second: once a run is enough.
    """
    packages = tuple(packages)
    return lacking(packages) or tuple(
        Lack(package, f"installed, but {why}", broken=True)
        for package, why in not_importable(packages)
    )


def refuse_lacking(assignment: Assignment) -> None:
    """Raise CouldNotCheck unless all packages of the assignment are there."""
    _refuse(assignment, lacking(assignment.packages))


def refuse_unusable(assignment: Assignment) -> None:
    """The same, also where one of them cannot be imported: for the beginning of a run."""
    _refuse(assignment, unusable(assignment.packages))


def _refuse(assignment: Assignment, missing: tuple[Lack, ...]) -> None:
    if missing:
        raise CouldNotCheck(
            f"{assignment.name} cannot be graded here: {told(missing)}\n"
            "Students were told to install what `packages` in assignment.toml lists, so nobody "
            "must lose marks for using it."
        )


def told(missing: Iterable[Lack]) -> str:
    """What is missing, and the command that installs it."""
    missing = tuple(missing)
    listed = "; ".join(f"{each.requirement} ({each.found})" for each in missing)
    again = ("--force-reinstall",) if any(each.broken for each in missing) else ()
    command = ("-m", "pip", "install", *again, *(each.requirement for each in missing))
    told = "Install it again" if again else "Install it"
    return f"{listed}. {told}:\n    {shlex.join((sys.executable, *command))}"


def import_names(packages: Iterable[str]) -> frozenset[str]:
    """What can be imported from the packages that are there: `sklearn` from scikit-learn."""
    listed = {name_of(package) for package in packages}
    # All that is installed is looked through, which takes a quarter of a second.
    return frozenset(
        module
        for module, owners in packages_distributions().items()
        if listed.intersection(map(name_of, owners))
    )


def package_of(module: str) -> str:
    """The installed package from which `module` is imported, "" where there is none."""
    return next(iter(packages_distributions().get(module, ())), "")


def _instead(asked: Requirement, visible: tuple[Path, ...]) -> str:
    """What is installed instead of what was asked for; "" if it fits."""
    try:
        found = distribution(asked.name)
    except PackageNotFoundError:
        return "not installed"
    if not asked.specifier.contains(found.version, prereleases=True):
        return f"installed is {found.version}"
    folder = Path(str(found.locate_file(""))).resolve()
    if not any(folder.is_relative_to(path) for path in visible):
        return f"only in {folder}, where workers do not look: not --user, no PYTHONPATH"
    return ""
