"""Where in a submission the modules are, and what to tell who put them elsewhere."""

from collections.abc import Collection
from difflib import SequenceMatcher
from importlib.machinery import all_suffixes
from pathlib import PurePosixPath

from gradus.submission.names import in_words, loose_module, module_files, shown
from gradus_checks.module_names import by_parameter, short_name

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
    held: dict[PurePosixPath, int] = {}
    for path in paths:
        for module in modules:
            root = _root(path, module)
            if root is not None:
                held[root] = held.get(root, 0) + 1
    return tuple(sorted(held, key=lambda folder: (-held[folder], len(folder.parts), folder)))


def _root(path: PurePosixPath, module: str) -> PurePosixPath | None:
    """The folder in which the module is at `path`; None where this is not the module."""
    if path.suffix != ".py" or path.stem != module.rpartition("/")[2]:
        return None
    inside = "/" not in module or f"/{path}".endswith(f"/{module}.py")
    return path.parents[module.count("/")] if inside else None


def hiding(paths: Collection[PurePosixPath], module: str) -> set[PurePosixPath]:
    """The files that Python would import where `<module>.py` is meant.

    A package of that name, or compiled code; and a module that is called like its package.
    """
    source = PurePosixPath(f"{module}.py")
    package = PurePosixPath(module)
    top = package.parts[0]
    paths = {path for path in paths if path.parts[0].partition(".")[0] == top}
    if paths <= {source}:
        # As a rule: then none of the names below need be made up.
        return set()
    above = [str(folder) for folder in package.parents if folder.parts]
    named = {PurePosixPath(name + suffix) for name in (module, *above) for suffix in all_suffixes()}
    starts = {package / f"__init__{suffix}" for suffix in all_suffixes()}
    inside = {path for path in paths if package in path.parents} if starts & paths else set()
    return ((named - {source}) & paths) | inside


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
    names = sorted({path.name for path in paths} - {f"{short_name(each)}.py" for each in modules})
    return tuple(
        f"{shown(name)} {_cure(name, module)}"
        for module in missing
        for name in names
        if _resembles(name, short_name(module))
    )


def copies(paths: Collection[PurePosixPath], modules: tuple[str, ...]) -> tuple[str, ...]:
    """Remarks on second copies of modules, as `losses (1).py`, which may hold the latest work."""
    sources = {module: PurePosixPath(f"{module}.py") for module in modules}
    homes = {module: path.parent for module, path in sources.items() if path in paths}
    return tuple(
        f"{shown(path)} did not count: only {module}.py does"
        for path in sorted(paths)
        for module, home in homes.items()
        if loose_module(path.name, (short_name(module),)) and path.parent == home
    )


def loosely_named(
    paths: Collection[PurePosixPath], modules: tuple[str, ...]
) -> dict[PurePosixPath, PurePosixPath]:
    """Of modules that nothing is called exactly: the file that is meant, and the module's path.

    `losses (1).py`, which a browser or a system has named, or a person in a hurry; and `dense.py`
    without its folder `layers`. Of several the highest numbered counts, in the shallowest folder.
    """
    exact = {each for each in modules if any(_root(path, each) is not None for path in paths)}
    parameters = by_parameter(modules)
    named: dict[str, set[str]] = {}
    for name, module in parameters.items():
        if module not in exact:
            for each in (name, short_name(module)):
                named.setdefault(each, set()).add(module)
    meant: dict[str, tuple[tuple[bool, int, tuple[int, ...], str], PurePosixPath]] = {}
    for path in paths:
        name, number = _copy_of(path, named)
        for module in named.get(name, ()):
            at_home = _is_in_package(path, module)
            rank = (at_home, -len(path.parts), number, path.as_posix())
            is_meant = at_home or parameters.get(name) == module
            if is_meant and (module not in meant or rank > meant[module][0]):
                meant[module] = (rank, path)
    return {path: _meant_for(path, module) for module, (_, path) in meant.items()}


def _copy_of(path: PurePosixPath, names: Collection[str]) -> tuple[str, tuple[int, ...]]:
    """Which of the names the file has, and which copy it is: () for the name itself."""
    if path.suffix == ".py" and path.stem in names:
        return path.stem, ()
    return loose_module(path.name, names) or ("", ())


def _is_in_package(path: PurePosixPath, module: str) -> bool:
    return f"/{path.parent}".endswith(f"/{PurePosixPath(module).parent}")


def _meant_for(path: PurePosixPath, module: str) -> PurePosixPath:
    """Where the module belongs: in the package that the file lies in, or in one beside the file."""
    up = module.count("/") if _is_in_package(path, module) else 0
    return path.parents[up] / f"{module}.py"


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
        if path.suffix == ".ipynb" and not any(
            _resembles(path.name, short_name(one)) for one in modules
        ):
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
