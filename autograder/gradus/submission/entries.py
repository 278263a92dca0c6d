"""What lies in the folder of a class, before anybody knows whose it is."""

import stat
from itertools import islice
from pathlib import Path

from gradus.errors import UsageError
from gradus.submission.archive import is_archive
from gradus.submission.limits import DEFAULT_LIMITS
from gradus.submission.names import in_words
from gradus.submission.platforms import read_upload
from gradus.submission.platforms.clones import is_clone
from gradus.submission.platforms.gradescope import METADATA
from gradus.submission.platforms.plain import split_module
from gradus.submission.strangers import is_ignored
from gradus.submission.walk import walk
from gradus_checks.module_names import by_parameter, short_name


def unwrapped(folder: Path, modules: tuple[str, ...]) -> tuple[Path, list[Path]]:
    """The folder and its entries, or those of the one folder in it that an export consists of.

    Raises UsageError, as `entries` does.
    """
    found = entries(folder, modules)
    if len(found) == 1 and is_folder(found[0]) and not is_clone(found[0]):
        try:
            inside = entries(found[0], modules)
        except UsageError:
            # One student's, which cannot be read: that is told when it is staged.
            return folder, found
        is_export = (found[0] / METADATA).is_file() or any(
            read_upload(path.name, is_folder=is_folder(path)) or is_clone(path) for path in inside
        )
        is_class = is_export or _is_class(inside, modules)
        if is_class and read_upload(found[0].name, is_folder=True) is None:
            return found[0], inside
    return folder, found


def _is_class(inside: list[Path], modules: tuple[str, ...]) -> bool:
    """Whether these are the works of several people, and not the files of one.

    Each is a folder with modules of its own, a zip, or a module that bears somebody's name.
    """
    files = {f"{short_name(module)}.py" for module in modules}
    own = files | packages(modules)
    if any(path.name in own for path in inside):
        return False
    named = {
        plain.student
        for path in inside
        if path.suffix == ".py" and (plain := split_module(path.stem, modules)) and plain.student
    }
    works = [
        path
        for path in inside
        if (is_archive(path) and not is_folder(path)) or (is_folder(path) and _holds(path, files))
    ]
    return len(works) + len(named) > 1


def packages(modules: tuple[str, ...]) -> set[str]:
    """The names of the folders that modules in packages lie in."""
    return {module.partition("/")[0] for module in modules if "/" in module}


def _holds(folder: Path, files: set[str]) -> bool:
    nodes = islice(walk(folder, DEFAULT_LIMITS.entries), DEFAULT_LIMITS.entries)
    return any(node.path.name in files or is_archive(node.path) for node in nodes)


def entries(folder: Path, modules: tuple[str, ...]) -> list[Path]:
    """What lies in a folder, except lists and litter. Raises UsageError unless it is one."""
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if not is_ignored(path.name, is_folder=is_folder(path))
        )
    except FileNotFoundError as error:
        raise UsageError(f"There is no folder {folder}. {wanted(modules)}") from error
    except NotADirectoryError as error:
        raise UsageError(
            f"{folder} is not a folder. {wanted(modules)} For one submission use `gradus check`."
        ) from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.") from error


def wanted(modules: tuple[str, ...]) -> str:
    """What is looked for, in a sentence."""
    examples = in_words(f"<student>_{name}.py" for name in by_parameter(modules))
    return (
        "Submissions are looked for as one folder or one .zip a student, as modules called "
        f"{examples}, or as Canvas, Moodle, Gradescope, Brightspace and Blackboard export them."
    )


def is_folder(path: Path) -> bool:
    """Whether there is a folder, and not a link to one."""
    return stat.S_ISDIR(path.lstat().st_mode)
