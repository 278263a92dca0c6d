"""What is wrong with a student's folder before any test is run, in sentences."""

import ast
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from gradus_checks.home.handed_out import HandedOut
from gradus_checks.home.only import import_names
from gradus_checks.module_names import short_name

_NEEDED = ("numpy", "matplotlib", "pytest", "IPython", "ipykernel", "otter")
_NAMED = 3  # fits a sentence
_CATCHES = ("ImportError", "ModuleNotFoundError", "Exception")


def hiding_files(folder: Path, given: Collection[str] = ()) -> Iterator[str]:
    """A warning of each file or package that hides one of Python's own, or NumPy."""
    for shown in hiding(folder, given):
        name = shown.removesuffix("/").removesuffix(".py")
        yield (
            f"{shown} hides the {name} that Python or a package of it needs. Give it "
            f"another name, here and where you import it."
        )


def hiding(folder: Path, given: Collection[str] = ()) -> list[str]:
    """Files and packages that Python imports where one of its own, or NumPy, is meant."""
    names = {*sys.stdlib_module_names, *_NEEDED}
    found = []
    for path in sorted(folder.iterdir()):
        is_package = path.is_dir() and (path / "__init__.py").is_file()
        hides = path.stem in names and (path.suffix == ".py" or is_package)
        if hides and path.name not in given:
            found.append(f"{path.name}{'/' if is_package else ''}")
    return found


def copies(folder: Path, handed: HandedOut) -> Iterator[str]:
    """Second files of a module (`losses (1).py`) where the module itself was never touched."""
    for module in handed.modules:
        own = f"{module}.py"
        if (folder / own).is_file() and handed.changed(folder, own):
            continue
        for path in sorted({*folder.iterdir(), *_beside(folder / own)}):
            name = path.relative_to(folder).as_posix()
            is_given = name == own or name in handed.digests
            if path.is_file() and not is_given and _is_copy(path, short_name(module)):
                there = "is as you got it" if (folder / own).is_file() else "is not there"
                yield (
                    f"{name} is not handed in as {own}, which {there}. If your work is in "
                    f"{name}, give it the name {own}."
                )


def _beside(path: Path) -> Iterator[Path]:
    """What lies beside a module of a package."""
    return path.parent.iterdir() if path.parent.is_dir() else iter(())


def _is_copy(path: Path, module: str) -> bool:
    """Whether a system, a browser, Jupyter or a person in a hurry has named a copy like that."""
    stem = path.name.lower().removesuffix(".txt").removesuffix(".py")
    rest = stem.replace(module.lower(), "", 1)
    marks = r"[\s_.\-()]*(copy|copy of|kopie|kopie von|final|new|neu|old|v)?[\s_.\-()\d]*(of|von)?"
    named = module.lower() in stem and re.fullmatch(marks, rest) is not None
    return named and path.suffix.lower() in (".py", ".txt")


def only_in_notebook(folder: Path, modules: Iterable[str]) -> Iterator[str]:
    """Functions that a notebook defines, and that are not written where the tests look for them.

    Their module still has the line that came with it, or has no such function, or is gone.
    """
    cells = {path.name: _code(path) for path in sorted(folder.glob("*.ipynb"))}
    tested = "\n".join(map(_text, sorted((folder / "tests").glob("task_*.py"))))
    for module in modules:
        for function in _missing(folder / f"{module}.py", tested):
            name = re.escape(function)
            defines = re.compile(rf"^(async )?def +{name} *\(|^{name} *= ", re.MULTILINE)
            for name, code in cells.items():
                if defines.search(code):
                    yield (
                        f"{function} is written in {name} only. What counts is {module}.py: put it "
                        "there."
                    )
                    break


def _code(notebook: Path) -> str:
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _missing(path: Path, tested: str) -> list[str]:
    """The functions of a module that are `tested`, and not written in it."""
    tree = _tree(path)
    asked = re.findall(rf"\b{re.escape(path.stem)}\.(\w+)", tested)
    there = {name for node in tree.body for name in _names(node)}
    if "*" in there or (path.is_file() and not tree.body):
        asked = []  # What an import brings is not known, nor what a syntax error hides.
    return [*_unwritten(tree), *(name for name in dict.fromkeys(asked) if name not in there)]


def _names(node: ast.stmt) -> Iterator[str]:
    """What a statement of a module gives a name to, or may."""
    for each in ast.walk(node):
        match each:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield each.name
            case ast.Name(ctx=ast.Store()):
                yield each.id
            case ast.alias():
                yield each.asname or each.name.partition(".")[0]


def _unwritten(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Raise):
            raised = ast.unparse(node.body[-1])
            if "NotImplementedError('Task " in raised or 'NotImplementedError("Task ' in raised:
                yield node.name


def foreign_imports(folder: Path, files: Sequence[str], handed: HandedOut) -> Iterator[str]:
    """Imports in the `files` that are handed in of packages that a grader need not have."""
    own = {Path(name).parts[0].removesuffix(".py") for name in (*files, *handed.beside)}
    known = {*own, *sys.stdlib_module_names, *("gradus_checks", "numpy")}
    listed: frozenset[str] | None = None
    for file in files:
        for line, name in _imports(folder / file) if file.endswith(".py") else ():
            if name in known:
                continue
            listed = import_names(handed.packages) if listed is None else listed
            if name not in listed:
                yield (
                    f"{file}, line {line}, imports {name}. Graders have what requirements.txt "
                    "names and what comes with Python: do without it, or this fails there."
                )


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and first name of each import that is not there for the case that it fails."""
    tree = _tree(path)
    tried = {
        id(node)
        for attempt in ast.walk(tree)
        if isinstance(attempt, ast.Try) and any(map(_catches, attempt.handlers))
        for statement in attempt.body
        for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in tried:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, (node.module or "").partition(".")[0]


def _catches(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or any(name in ast.unparse(handler.type) for name in _CATCHES)


def _tree(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ast.Module([], [])


def changed_files(folder: Path, handed: HandedOut) -> Iterator[str]:
    """Handed-out files that decide something here and are gone, or no longer what they were."""
    decide = [name for name in handed.digests if name.startswith("tests/") or name in handed.beside]
    gone = [name for name in decide if not (folder / name).is_file()]
    if gone:
        yield f"{_are(sorted(gone))} missing. {_again(gone)}"
    changed = [name for name in decide if handed.changed(folder, name)]
    if changed:
        given = "Marks are given with the original."
        yield f"{_are(changed)} not what you got. {given} {_again(changed)}"


def _are(names: Sequence[str]) -> str:
    """One sentence, also where all of `tests` was deleted, or laid out anew by an editor."""
    more = len(names) - _NAMED
    listed = ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{listed} {'is' if len(names) == 1 else 'are'}"


def _again(names: Sequence[str]) -> str:
    return f"Take {'it' if len(names) == 1 else 'them'} out of the zip that you got again."
