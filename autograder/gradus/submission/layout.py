"""Where in a submission the modules are, and what to tell who put them elsewhere."""

from collections.abc import Collection
from difflib import SequenceMatcher
from importlib.machinery import all_suffixes
from pathlib import PurePosixPath

from gradus.submission.names import in_words, loose_module, module_files, shown

ARCHIVES = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz")
"""Endings of archives that are not opened."""

_ALIKE = 0.75  # `loses` and `losess` are like `losses`, `classes` is not
_LISTED = 6  # fits a message
_COMPARED = 500
"""Names that are compared with the modules', which takes some microseconds each."""
# What was meant for a module, and can become one by another name: the last one has no ending.
_RENAMED = {"py", "txt", ""}
_WRITTEN_ELSEWHERE = {"doc", "docx", "html", "odt", "pages", "pdf", "pyc", "rtf"}


def module_folders(
    paths: tuple[PurePosixPath, ...], modules: tuple[str, ...]
) -> tuple[PurePosixPath, ...]:
    """The folders that hold a module, best first: most modules, then the shallowest."""
    wanted = {f"{module}.py" for module in modules}
    held: dict[PurePosixPath, int] = {}
    for path in paths:
        if path.name in wanted:
            held[path.parent] = held.get(path.parent, 0) + 1
    return tuple(sorted(held, key=lambda folder: (-held[folder], len(folder.parts), folder)))


def hiding(paths: Collection[PurePosixPath], module: str) -> set[PurePosixPath]:
    """The files that Python would import where `<module>.py` is meant.

    A package of that name, or compiled code.
    """
    source = f"{module}.py"
    compiled = {PurePosixPath(module + suffix) for suffix in all_suffixes()} - {
        PurePosixPath(source)
    }
    package = PurePosixPath(module)
    starts = {package / f"__init__{suffix}" for suffix in all_suffixes()}
    inside = {path for path in paths if package in path.parents} if starts & set(paths) else set()
    return (compiled & set(paths)) | inside


def where_found(
    paths: tuple[PurePosixPath, ...], folders: tuple[PurePosixPath, ...], modules: tuple[str, ...]
) -> tuple[str, ...]:
    """Remarks on the folder that was chosen and on modules that lie elsewhere.

    The one folder that a zip usually wraps everything in is worth no remark.
    """
    root, *others = folders
    notes = []
    wrapped = len(root.parts) == 1 and all(root in path.parents for path in paths)
    if root.parts and not wrapped:
        notes.append(f'found your modules in "{shown(root)}"')
    for folder in others[:_LISTED]:
        here = [module for module in modules if folder / f"{module}.py" in paths]
        again = [module for module in here if root / f"{module}.py" in paths]
        apart = [module for module in here if module not in again]
        if again:
            notes.append(f'{module_files(again)} in "{shown(folder)}" did not count')
        if apart:
            notes.append(
                f'{module_files(apart)} in "{shown(folder)}" did not count: '
                "put all your modules into one folder"
            )
    return tuple(notes)


def misspelt(
    paths: tuple[PurePosixPath, ...], missing: tuple[str, ...], modules: tuple[str, ...]
) -> tuple[str, ...]:
    """Remarks on files that were probably meant to be the missing modules."""
    names = sorted({path.name for path in paths} - {f"{module}.py" for module in modules})
    return tuple(
        f"{shown(name)} {_cure(name, module)}"
        for module in missing
        for name in names
        if _resembles(name, module)
    )


def copies(paths: Collection[PurePosixPath], modules: tuple[str, ...]) -> tuple[str, ...]:
    """Remarks on second copies of modules, as `losses (1).py`, which may hold the latest work."""
    tops = sorted(path for path in paths if len(path.parts) == 1 and path.suffix == ".py")
    named = ((path, loose_module(path.name, modules)) for path in tops)
    return tuple(
        f"{shown(path)} did not count: only {name[0]}.py does"
        for path, name in named
        if name and PurePosixPath(f"{name[0]}.py") in paths
    )


def loosely_named(
    paths: Collection[PurePosixPath], modules: tuple[str, ...]
) -> dict[PurePosixPath, PurePosixPath]:
    """Of modules that nothing is called exactly: the file that is meant, and the module's path.

    `losses (1).py`, which a browser or a system has named, or a person in a hurry. Of several the
    highest numbered counts, in the shallowest folder.
    """
    exact = {path.name for path in paths}
    meant: dict[str, tuple[tuple[int, tuple[int, ...], str], PurePosixPath]] = {}
    for path in paths:
        name = loose_module(path.name, modules)
        if name and f"{name[0]}.py" not in exact:
            rank = (-len(path.parts), name[1], path.as_posix())
            if name[0] not in meant or rank > meant[name[0]][0]:
                meant[name[0]] = (rank, path)
    return {path: path.with_name(f"{module}.py") for module, (_, path) in meant.items()}


def nothing_found(paths: tuple[PurePosixPath, ...], modules: tuple[str, ...]) -> str:
    """The message for a submission without any module: what was found instead, and the cure."""
    wanted = module_files(modules)
    if not paths:
        return (
            f"The submission is empty (hidden files and folders called tests do not count). "
            f"Hand in {wanted}."
        )
    archives = [path for path in paths if path.suffix.lower() == ".zip"]
    if len(archives) == len(paths):
        return (
            f"The submission holds only another zip ({shown(archives[0])}): "
            "unzip it once and zip the files themselves."
        )
    highest = tuple(sorted(paths, key=lambda path: len(path.parts))[:_COMPARED])
    hints = [*misspelt(highest, modules, modules), *_other_hints(paths, modules)]
    listed = [shown(path) for path in paths[:_LISTED]]
    if len(paths) > _LISTED:
        listed.append(f"{len(paths) - _LISTED:,} more")
    message = f"The submission holds no {wanted.replace(' and ', ' or ')}, only {in_words(listed)}."
    return f"{message} {'; '.join(hints)}." if hints else f"{message} Hand in {wanted}."


def _other_hints(paths: tuple[PurePosixPath, ...], modules: tuple[str, ...]) -> list[str]:
    """What to do about notebooks of any name, and about archives that are not zips."""
    hints = []
    for path in paths[:_LISTED]:
        if path.suffix == ".ipynb" and not any(_resembles(path.name, one) for one in modules):
            hints.append(
                f"{shown(path)} is a notebook: put its functions into {module_files(modules)}"
            )
        if path.suffix.lower() in ARCHIVES:
            hints.append(f"{shown(path)} is an archive of another kind: make a .zip instead")
    return hints


def _cure(name: str, module: str) -> str:
    suffix = name.rpartition(".")[2].casefold()
    if suffix == "ipynb":
        return f"is a notebook: put its functions into {module}.py"
    if suffix in _WRITTEN_ELSEWHERE:
        return f"is not Python source: hand in {module}.py, saved as plain text"
    return f"looks like {module}.py misspelt: rename it"


def _resembles(name: str, module: str) -> bool:
    stem, *suffixes = name.casefold().split(".")
    if not (_RENAMED | _WRITTEN_ELSEWHERE | {"ipynb"}) & set(suffixes or [""]):
        return False
    return module in stem or SequenceMatcher(None, stem, module).ratio() >= _ALIKE
