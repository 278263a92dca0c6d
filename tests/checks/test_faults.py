"""An exception is told in the line that is to blame for it, with what to do."""

import sys
from pathlib import Path

import pytest

from gradus_checks import Fault
from gradus_checks.faults import describe
from gradus_checks.loader import FreshModules


def fault_of(folder: Path, source: str) -> Fault:
    """Of calling `f` of a module that is written so."""
    (folder / "losses.py").write_text(source, "utf-8")
    module = FreshModules(folder).load("losses")
    with pytest.raises(Exception) as caught:  # noqa: PT011
        module.f(3)
    return describe(caught.value, str(folder), module.f)


@pytest.mark.parametrize("extra", range(4))
def test_an_endless_recursion_is_told_where_it_is_and_not_in_a_helper(
    tmp_path: Path, extra: int
) -> None:
    """Which of the two the limit is reached in depends on how deep the caller is."""
    source = (
        "def _checked(x):\n"
        "    return _deeper(x)\n\n\n"
        "def _deeper(x):\n"
        "    return float(x)\n\n\n"
        "def f(x):\n"
        "    x = _checked(x)\n"
        "    return f(x)\n"
    )
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + extra)
    try:
        fault = fault_of(tmp_path, source)
    finally:
        sys.setrecursionlimit(before)
    assert fault.place == "losses.py, line 11, in f"
    assert fault.line == "return f(x)"
    assert fault.message.endswith("The function calls itself again and again: where does that end?")


def test_two_functions_that_call_one_another_are_told_in_one_of_them(tmp_path: Path) -> None:
    source = "def f(x):\n    return g(x)\n\n\ndef g(x):\n    return f(x)\n"
    assert fault_of(tmp_path, source).place in (
        "losses.py, line 2, in f",
        "losses.py, line 6, in g",
    )


def test_any_other_exception_is_told_in_its_own_line(tmp_path: Path) -> None:
    source = "def g(x):\n    return x.shape\n\n\ndef f(x):\n    g(np)\n    g(x)\n"
    fault = fault_of(tmp_path, "import numpy as np\n" + source.replace("g(np)", "g(np.ones(1))"))
    assert fault.place == "losses.py, line 3, in g"


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("return np.meen(x)", "mean"),
        ("return np.ones(2).shap", "shape"),
        ("return apsolute(x)", "absolute"),
        ("return pritn(x)", "print"),
        ("values = [x]\n    return valeus", "values"),
    ],
)
def test_a_name_like_the_one_that_is_missing_is_told(tmp_path: Path, body: str, meant: str) -> None:
    source = f"import numpy as np\n\n\ndef absolute(x):\n    pass\n\n\ndef f(x):\n    {body}\n"
    assert fault_of(tmp_path, source).message.endswith(f". Did you mean: {meant!r}?")


def test_nothing_is_meant_where_nothing_is_alike(tmp_path: Path) -> None:
    message = fault_of(tmp_path, "def f(x):\n    return zzzzqq(x)\n").message
    assert "Did you mean" not in message


CLASSES = """
class Layer:
    def forward(x):
        return x

    def backward(self):
        return 1

    def many(*args, y):
        return y


layer = Layer()
"""


@pytest.mark.parametrize(
    ("method", "told"), [("forward", True), ("backward", False), ("many", False)]
)
def test_a_method_without_self_is_told_so(tmp_path: Path, method: str, told: bool) -> None:
    (tmp_path / "layers.py").write_text(CLASSES, "utf-8")
    called = getattr(FreshModules(tmp_path).load("layers").layer, method)
    with pytest.raises(TypeError) as caught:
        called(3)
    message = describe(caught.value, str(tmp_path), called).message
    assert message.endswith("A method's first parameter is self.") is told
