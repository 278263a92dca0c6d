"""Each operator makes the mistakes that it is named for, and only in what students write."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gradus.audit.battery import agree, tried
from gradus.audit.equivalents import listed_equivalents
from gradus.audit.mutants import make_mutants
from gradus.errors import AssignmentError

SOURCE = '''import numpy as np

GIVEN = 3 + 4


class Layer:
    def forward(self, x, training=False):
        """The docstring stays."""
        # BEGIN SOLUTION
        self.y = np.sum(x - 1.5, axis=1, keepdims=True)
        if not training and x.size < 4:
            x = x * 2
        return np.where(x, self.y.copy(), -x)
        # END SOLUTION
'''


@pytest.fixture
def assignment(tmp_path: Path) -> Any:
    (tmp_path / "layers.py").write_text(SOURCE, "utf-8")
    return SimpleNamespace(solutions=tmp_path, modules=("layers",), folder=tmp_path)


@pytest.mark.parametrize(
    ("operator", "line"),
    [
        ("operator", "self.y = np.sum(x + 1.5, axis=1, keepdims=True)"),
        ("swapped operands", "self.y = np.sum(1.5 - x, axis=1, keepdims=True)"),
        ("constant", "self.y = np.sum(x - (3.0), axis=1, keepdims=True)"),
        ("axis", "self.y = np.sum(x - 1.5, axis=-1, keepdims=True)"),
        ("keyword dropped", "self.y = np.sum(x - 1.5, axis=1)"),
        ("other function", "self.y = np.mean(x - 1.5, axis=1, keepdims=True)"),
        ("+= for =", 'self.y = getattr(self, "y", 0) + (np.sum(x - 1.5, axis=1, keepdims=True))'),
        ("comparison", "if not training and x.size <= 4:"),
        ("constant", "if not training and x.size < 5:"),
        ("logic", "if not training or x.size < 4:"),
        ("logic", "if training and x.size < 4:"),
        ("branch", "if not (not training and x.size < 4):"),
        ("in place", "x *= 2"),
        ("statement dropped", "pass"),
        ("swapped arguments", "return np.where(self.y.copy(), x, -x)"),
        ("call dropped", "return np.where(x, self.y, -x)"),
        ("sign", "return np.where(x, self.y.copy(), x)"),
    ],
)
def test_an_operator(assignment: Any, operator: str, line: str) -> None:
    made = {(mutant.operator, mutant.after) for mutant in make_mutants(assignment)}
    assert (operator, line) in made


def test_only_what_students_write_is_changed_and_never_twice_the_same(
    assignment: Any,
) -> None:
    mutants = make_mutants(assignment)
    assert all("GIVEN = 3 + 4" in mutant.source for mutant in mutants)
    assert all('"""The docstring stays."""' in mutant.source for mutant in mutants)
    assert {mutant.function for mutant in mutants} == {"Layer.forward"}
    assert len({mutant.source for mutant in mutants}) == len(mutants)


def test_a_listed_equivalent_must_still_exist(assignment: Any) -> None:
    path = assignment.folder / "battery" / "equivalents.toml"
    path.parent.mkdir()
    entry = (
        '[[equivalent]]\nfunction = "layers.Layer.forward"\nafter = "{}"\n'
        'reason = "a reason of at least twenty letters"\n'
    )
    mutants = make_mutants(assignment)
    path.write_text(entry.format("x *= 2"), "utf-8")
    (found,) = listed_equivalents(assignment, mutants)
    assert found.after == "x *= 2"
    path.write_text(entry.format("x *= 7"), "utf-8")
    with pytest.raises(AssignmentError, match=r"no mutant of layers\.Layer\.forward reads"):
        listed_equivalents(assignment, mutants)


def test_what_agrees() -> None:
    assert agree(tried(divmod, 7, 2), tried(divmod, 7, 2))
    assert agree(tried(int, "x"), "ValueError")
    assert agree([1.0, [2.0]], [1.0 + 1e-13, [2.0]])
    assert agree(float("nan"), float("nan"))
    assert not agree([1.0], [1.0, 2.0])
    assert not agree(1, 1.0)
    assert not agree(1.0, "ValueError")
