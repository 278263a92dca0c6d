"""A test sees every change of an array that an object has shown it, whoever makes the change."""

from typing import Any, cast

import numpy as np
import pytest

from gradus_checks import LocalEnvironment
from gradus_checks.arrays import array_fields
from gradus_checks.proxy import session_of
from gradus_checks.session import Session

STUDENT = """
import numpy as np

class Layer:
    def __init__(self):
        self.W = np.zeros(3)

    def renew(self):
        self.W = self.W + 1.0

    def give(self):
        return np.arange(3.0)

    def give_a_view(self):
        self.whole = np.zeros((2, 3))
        return self.whole[0]

    def keep_a_view(self):
        whole = np.zeros(3)
        self.part = whole[1:]
        return whole

    def change_the_whole(self):
        self.whole += 1.0

    def change_the_part(self):
        self.part += 1.0

    def keep(self, array):
        self.kept = array

    def change_what_is_kept(self):
        self.kept += 1.0

    def change(self, array):
        array += 1.0

    def reshape(self):
        self.W.shape = (3, 1)
"""


@pytest.fixture(params=["wire", "in process"])
def student(request: pytest.FixtureRequest, tmp_path: Any, start_student: Any) -> Any:
    (tmp_path / "student.py").write_text(STUDENT, "utf-8")
    if request.param == "in process":
        return LocalEnvironment(tmp_path).module("student")
    return start_student(tmp_path)


@pytest.fixture
def layer(student: Any) -> Any:
    return student.Layer()


def pass_by(layer: Any) -> None:
    """A few calls that have nothing to do with what was shown before."""
    for _ in range(3):
        layer.renew()


def test_what_an_object_holds(student: Any, layer: Any) -> None:
    shown = layer.W
    pass_by(layer)
    assert shown.tolist() == [0, 0, 0]
    now = layer.W
    layer.keep(now)
    layer.change_what_is_kept()
    assert (now.tolist(), shown.tolist()) == ([4, 4, 4], [0, 0, 0])
    session_of(student).write(now, np.ones(3))
    layer.change_what_is_kept()
    assert now.tolist() == [2, 2, 2]


def test_the_whole_of_a_view_that_was_shown(layer: Any) -> None:
    view = layer.give_a_view()
    pass_by(layer)
    layer.change_the_whole()
    assert view.tolist() == [1, 1, 1]


def test_a_view_of_what_was_shown(layer: Any) -> None:
    whole = layer.keep_a_view()
    pass_by(layer)
    layer.change_the_part()
    assert whole.tolist() == [0, 1, 1]


def test_what_nobody_held_and_the_test_passes_back(layer: Any) -> None:
    given = layer.give()
    pass_by(layer)
    layer.change(given)
    assert given.tolist() == [1, 2, 3]
    pass_by(layer)
    layer.keep(given)
    pass_by(layer)
    layer.change_what_is_kept()
    assert given.tolist() == [2, 3, 4]
    assert layer.kept is given


def test_another_shape(layer: Any) -> None:
    assert layer.W.shape == (3,)
    layer.reshape()
    assert layer.W.shape == (3, 1)


def test_what_nobody_holds_is_not_compared(layer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = cast(Session, session_of(layer))._channel
    if not hasattr(channel, "_host"):
        pytest.skip("looks into the student's side, which is in this process")
    for _ in range(50):
        layer.renew()
        assert layer.W.shape == (3,)
    compared = []

    def fields(array: Any) -> list[Any]:
        compared.append(array)
        return array_fields(array)

    monkeypatch.setattr("gradus_checks.sent.array_fields", fields)
    layer.renew()
    assert len(compared) <= 2
