"""The pages on checks and on what crosses, made from docstrings and from examples that run.

`python -m tests.handout.pages.made` writes them into `assignments/`.
"""

import inspect
import re
import shutil
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from inspect import Parameter
from pathlib import Path
from types import ModuleType

import gradus_checks

from . import checks, crossing

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[2] / "assignments"
Example = Callable[..., None]


def pages() -> dict[str, str]:
    """Both pages, by the names of their files."""
    return {name: _page(HERE / name) for name in ("checks.md", "crossing.md")}


def _page(path: Path) -> str:
    """The text of the same name, in which each {{name}} becomes what is known of it."""
    text = path.with_suffix(".txt").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: _known(found[1]), text)


def _known(name: str) -> str:
    if name == "examples":
        return "\n\n".join(_of_crossing(*each) for each in examples(crossing))
    parts = []
    if hasattr(gradus_checks, name):
        title = [f"### `{name}`"] if name != "test_case" else []
        parts += [*title, _signature(name), inspect.getdoc(getattr(gradus_checks, name)) or ""]
    example = dict(examples(checks)).get(name.removeprefix("check_"))
    if example is not None:
        parts += [_lines(example), _block("text", _told_to_whom_it_concerns(example))]
    assert parts, name
    return "\n\n".join(parts)


def _of_crossing(name: str, example: Example) -> str:
    title = f"## {name.replace('_', ' ').capitalize()}"
    return "\n\n".join((title, inspect.getdoc(example) or "", _lines(example)))


def examples(module: ModuleType) -> Iterator[tuple[str, Example]]:
    """The examples of a module, in the order in which they are written."""
    for name, value in vars(module).items():
        if inspect.isfunction(value) and value.__module__ == module.__name__:
            yield name, value


def lay_out(folder: Path, source: str) -> Path:
    """The folder, with the student's module `own` from the file `source`."""
    shutil.copy(HERE / source, folder / "own.py")
    return folder


def case_of(example: Example) -> gradus_checks.Case:
    """The example as a test case."""
    return gradus_checks.test_case(name=example.__name__, points=1)(example)


def _told_to_whom_it_concerns(example: Example) -> str:
    """What a student reads whose module makes the mistakes of `mistaken.py`."""
    with tempfile.TemporaryDirectory() as folder:
        environment = gradus_checks.LocalEnvironment(lay_out(Path(folder), "mistaken.py"))
        try:
            case_of(example).call_func(environment)
        except gradus_checks.CheckFailed as error:
            return str(error)
    raise AssertionError(f"{example.__name__} finds no mistake")


def _signature(name: str) -> str:
    parameters = inspect.signature(getattr(gradus_checks, name)).parameters.values()
    plain = [each.replace(annotation=Parameter.empty) for each in parameters]
    text = str(inspect.Signature(plain)).replace("mappingproxy({})", "{}")
    return _block("text", textwrap.fill(name + text, 100, subsequent_indent="    "))


def _lines(example: Example) -> str:
    """The lines of its body, without the docstring."""
    body = inspect.getsource(example).partition("):\n")[2]
    text = textwrap.dedent(re.sub(r'^    """.*?"""\n', "", body, flags=re.S))
    # Two blank lines about a function, as ruff formats a page.
    text = re.sub(r"\n\n(?=def )", "\n\n\n", text)
    return _block("python", re.sub(r"(\n    .*)\n\n(?=\S)", r"\1\n\n\n", text))


def _block(kind: str, text: str) -> str:
    return f"```{kind}\n{text.strip()}\n```"


if __name__ == "__main__":
    for name, text in pages().items():
        (PAGES / name).write_text(text, "utf-8")
