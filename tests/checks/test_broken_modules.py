"""While a module cannot be read, a notebook's cell that uses it fails, each time, in two lines."""

import ast
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from checks.student_folder import Folder
from nbclient import NotebookClient

from gradus_checks.home.broken_modules import BrokenModules

GOOD = "def mse(a):\n    return 1\n"
NAMES = ("broken_losses", "broken_user", "broken_other", "broken_package", "broken_package.inner")


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    texts = {
        "broken_losses.py": GOOD,
        "broken_user.py": "from broken_losses import mse\n",
        "broken_other.py": "x = 1\n",
        "broken_package/__init__.py": "",
        "broken_package/inner.py": "x = 1\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield {name: importlib.import_module(name) for name in NAMES}
    for name in NAMES:
        sys.modules.pop(name, None)


def told(folder: BrokenModules, cell: str, names: dict[str, Any]) -> str:
    fault = folder.refuse(ast.parse(cell), names)
    return fault.public() if fault else ""


def write(path: Path, text: str, seconds: int) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, (seconds, seconds))


def test_cells_that_use_it_fail_and_others_do_not(
    tmp_path: Path, modules: dict[str, ModuleType]
) -> None:
    def helper() -> Any:
        return broken_losses.mse(1)  # type: ignore[name-defined]  # noqa: F821

    helper.__module__ = "__main__"
    names: dict[str, Any] = {
        **modules,
        "losses": modules["broken_losses"],
        "mse": modules["broken_losses"].mse,
        "helper": helper,
    }
    broken = BrokenModules(tmp_path)
    assert told(broken, "losses.mse(1)", names) == ""
    write(tmp_path / "broken_losses.py", "def mse(a)\n    return 1\n", 1)
    says = "broken_losses.py, line 1: your code raised SyntaxError: expected ':'\n    def mse(a)"
    uses = ("losses.mse(1)", "mse(1)", "import broken_losses", "broken_user.mse", "helper()")
    for cell in (*uses, *uses, "from broken_losses import mse"):
        assert told(broken, cell, names) == says, cell
    for cell in ("1 + 1", "broken_other.x", "grader.check('task_1_1')"):
        assert told(broken, cell, names) == "", cell
    write(tmp_path / "broken_losses.py", GOOD, 2)
    assert told(broken, "losses.mse(1)", names) == ""


def test_what_raises_when_it_is_read_anew_is_told_too(
    tmp_path: Path, modules: dict[str, ModuleType]
) -> None:
    broken = BrokenModules(tmp_path)
    assert told(broken, "broken_other.x", modules) == ""
    write(tmp_path / "broken_other.py", "x = y\n", 1)
    assert "broken_other.py, line 1: your code raised NameError" in told(
        broken, "broken_other.x", modules
    )


def test_so_is_a_module_of_a_package_of_ones_own(
    tmp_path: Path, modules: dict[str, ModuleType]
) -> None:
    write(tmp_path / "broken_package" / "inner.py", "x = (\n", 1)
    cell = "from broken_package.inner import x"
    assert "broken_package/inner.py, line 1" in told(BrokenModules(tmp_path), cell, modules)


CELLS = (
    "%load_ext gradus_checks.notebook\nimport losses\nimport numpy as np\nfrom pathlib import Path",
    "losses.mse(np.array([1.0, 2.0]), np.array([0.0, 0.0]))",
    "good = Path('losses.py').read_text(); _ = Path('losses.py').write_text('def mse(\\n')",
    "losses.mse(np.ones(2), np.zeros(2))",
    "losses.mse(np.ones(2), np.zeros(2))",
    "_ = Path('losses.py').write_text(good.replace('np.mean', '2 * np.mean'))",
    "losses.mse(np.ones(2), np.zeros(2))",
)


@pytest.mark.exhaustive
def test_a_notebook_never_goes_on_with_the_old_code(folder: Folder) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    where = {"metadata": {"path": str(folder.path)}}
    NotebookClient(book, timeout=120, allow_errors=True, resources=where).execute()
    shown = [
        "".join(
            "\n".join(output.get("traceback", ()))
            or output.get("data", {}).get("text/plain")
            or output.get("text", "")
            for output in cell.outputs
        )
        for cell in book.cells
    ]
    assert "2.5" in shown[1]
    assert "np.float64" not in shown[1]
    broken = "losses.py, line 1: your code raised SyntaxError: '(' was never closed\n    def mse("
    assert shown[3] == shown[4] == broken
    assert "2.0" in shown[6]
