"""When a new case begins, what the last one has made known is freed, on both sides."""

import gc
import weakref
from typing import Any, cast

import numpy as np
import pytest
from wire.wire_helpers import Open

from gradus.remote import Timing
from gradus_checks import CheckFailed, LocalEnvironment
from gradus_checks.proxy import ObjectProxy, number_of, session_of
from gradus_checks.session import Session

STUDENT = """
import gc
import numpy as np

GIVEN = []

class Layer:
    alive = 0
    def __init__(self):
        self.W = np.zeros(3)
        Layer.alive += 1
    def __del__(self):
        Layer.alive -= 1
    def weights(self):
        return [self.W]

def alive():
    gc.collect()
    return Layer.alive

def keep(function):
    GIVEN.append(function)
    return function(1.0)

def again():
    return GIVEN[0](2.0)

def again_and_catch():
    try:
        return GIVEN[0](2.0)
    except Exception as error:
        return str(error)

def draw(rng):
    return rng.random()
"""


@pytest.fixture(params=["wire", "in process"])
def student(request: pytest.FixtureRequest, tmp_path: Any, start_student: Any) -> Any:
    (tmp_path / "student.py").write_text(STUDENT, "utf-8")
    if request.param == "in process":
        return LocalEnvironment(tmp_path).module("student")
    return start_student(tmp_path)


def test_objects_are_freed(student: Any) -> None:
    layers = [student.Layer() for _ in range(5)]
    assert student.alive() == 5
    session_of(student).release()
    assert student.alive() == 0
    with pytest.raises(CheckFailed, match="cannot be checked"):
        layers[0].weights()


def test_modules_and_functions_stay(student: Any) -> None:
    alive, kind = student.alive, student.Layer
    session_of(student).release()
    assert student.alive is alive
    assert student.Layer is kind
    assert alive() == 0
    assert kind().W.tolist() == [0, 0, 0]


def test_arrays_are_freed_here_too(student: Any) -> None:
    weights = student.Layer().weights()
    gone = weakref.ref(weights[0])
    del weights
    assert gone() is not None
    session_of(student).release()
    gc.collect()
    assert gone() is None


def test_no_number_is_used_again(student: Any) -> None:
    seen: list[int] = []
    for _ in range(3):
        layer: ObjectProxy = student.Layer()
        seen.append(number_of(layer))
        assert layer.W.tolist() == [0, 0, 0]
        session_of(student).release()
    assert len(set(seen)) == 3


def test_a_function_of_an_earlier_test_is_told(student: Any) -> None:
    assert student.keep(lambda x: x + 1) == 2.0
    assert student.again() == 3.0
    session_of(student).release()
    with pytest.raises(CheckFailed, match="an earlier test had given"):
        student.again()
    assert "raised CheckFailed" in student.again_and_catch()
    assert student.keep(lambda x: x + 10) == 11.0


def test_a_generator_goes_over_anew(student: Any) -> None:
    rng = np.random.default_rng(1)
    first = student.draw(rng)
    assert student.draw(rng) != first
    session_of(student).release()
    assert student.draw(np.random.default_rng(1)) == first


def test_what_replaces_a_function_stays(student: Any) -> None:
    cast(Session, session_of(student)).replace("student", "alive", lambda: 7)
    session_of(student).release()
    assert student.alive() == 7


def test_a_case_that_begins_frees_what_was_there(start: Open) -> None:
    channel, student = start()
    before = student.fine
    channel.begin(Timing.of_cpu(5.0))
    session_of(student).release()
    assert before(3) == 3
