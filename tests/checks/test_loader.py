"""`FreshModules`: what is in the folder is what is tested, and nobody else notices."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from gradus_checks import LocalEnvironment, StudentException
from gradus_checks.loader import FreshModules


def write(folder: Path, **sources: str) -> None:
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source, "utf-8")


def test_an_edited_file_is_seen(tmp_path: Path) -> None:
    write(tmp_path, fresh_a="VALUE = 1\n")
    assert LocalEnvironment(tmp_path).module("fresh_a").VALUE == 1
    write(tmp_path, fresh_a="VALUE = 2\n")
    assert LocalEnvironment(tmp_path).module("fresh_a").VALUE == 2


def test_a_module_is_imported_once(tmp_path: Path) -> None:
    write(tmp_path, fresh_b="COUNT = []\n", fresh_c="import fresh_b\nfresh_b.COUNT.append(1)\n")
    modules = FreshModules(tmp_path)
    assert modules.load("fresh_c").fresh_b is modules.load("fresh_b")
    assert modules.load("fresh_b").COUNT == [1]


def test_each_has_modules_of_its_own_which_are_compiled_once(tmp_path: Path) -> None:
    write(tmp_path, fresh_s="SEEN = []\n\ndef see(x):\n    SEEN.append(x)\n    return SEEN\n")
    finders = dict(sys.path_importer_cache)
    first, second = (FreshModules(tmp_path).load("fresh_s") for _ in range(2))
    assert (first.see(1), second.see(2)) == ([1], [2])
    assert first.see.__code__ is second.see.__code__
    assert sys.path_importer_cache == finders


def test_a_package_goes_before_a_module_as_ever(tmp_path: Path) -> None:
    write(tmp_path, fresh_t="VALUE = 'module'\n")
    (tmp_path / "fresh_t").mkdir()
    (tmp_path / "fresh_t" / "__init__.py").write_text("VALUE = 'package'\n", "utf-8")
    assert FreshModules(tmp_path).load("fresh_t").VALUE == "package"


def test_what_was_imported_before_is_not_used_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, fresh_d="VALUE = 'of the folder'\n", fresh_e="import fresh_d\n")
    older = ModuleType("fresh_d")
    monkeypatch.setitem(sys.modules, "fresh_d", older)
    path = list(sys.path)
    assert FreshModules(tmp_path).load("fresh_e").fresh_d.VALUE == "of the folder"
    assert sys.modules["fresh_d"] is older
    assert "fresh_e" not in sys.modules
    assert sys.path == path


def test_a_function_of_the_modules_name_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, fresh_f="def fresh_f(x):\n    return -x\n")
    assert LocalEnvironment(tmp_path).module("fresh_f").fresh_f(1) == -1


def test_everything_is_put_back_after_a_failure(tmp_path: Path) -> None:
    write(tmp_path, fresh_g="import sys\nsys.path = ['gone']\nsys.path.clear()\n1 / 0\n")
    before = dict(sys.modules), list(sys.path), sys.dont_write_bytecode
    with pytest.raises(ZeroDivisionError):
        FreshModules(tmp_path).load("fresh_g")
    assert (dict(sys.modules), list(sys.path), sys.dont_write_bytecode) == before


def test_no_bytecode_is_left_in_the_folder(tmp_path: Path) -> None:
    write(tmp_path, fresh_h="import fresh_i\n", fresh_i="")
    FreshModules(tmp_path).load("fresh_h")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh_h.py", "fresh_i.py"]


def test_a_missing_file_is_not_looked_for_elsewhere(tmp_path: Path) -> None:
    module = LocalEnvironment(tmp_path).module("json")
    with pytest.raises(StudentException, match=r"there is no file json\.py"):
        module.dumps({})


def test_a_module_may_be_imported_inside_a_function(tmp_path: Path) -> None:
    source = "def late():\n    import fresh_k\n    return fresh_k.VALUE\n"
    write(tmp_path, fresh_j=source, fresh_k="VALUE = 5\n")
    assert LocalEnvironment(tmp_path).module("fresh_j").late() == 5
    assert "fresh_k" not in sys.modules


def test_packages_are_imported_afresh_too(tmp_path: Path) -> None:
    (tmp_path / "own_package" / "deep").mkdir(parents=True)
    (tmp_path / "own_package" / "__init__.py").write_text("")
    (tmp_path / "own_package" / "deep" / "tools.py").write_text("VALUE = 1\n")
    (tmp_path / "own_module.py").write_text("from own_package.deep.tools import VALUE\n")
    assert FreshModules(tmp_path).load("own_module").VALUE == 1
    (tmp_path / "own_package" / "deep" / "tools.py").write_text("VALUE = 20\n")
    assert FreshModules(tmp_path).load("own_module").VALUE == 20
    assert not [name for name in sys.modules if name.startswith("own_")]


def test_a_folder_called_like_numpy_changes_nothing(tmp_path: Path) -> None:
    import numpy

    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "__init__.py").write_text("raise ValueError\n")
    (tmp_path / "own_module.py").write_text("import numpy\nimport numpy.linalg\n")
    assert FreshModules(tmp_path).load("own_module").numpy is numpy
