"""Each way to know more than was learned calls a person; nothing of it changes a mark."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from rating.rated_course import SOLUTION, TRAIN

from gradus.assignment import Assignment
from gradus.rating.training.flags import most_by_chance
from gradus.results import Record

pytestmark = pytest.mark.slow

Grade = Callable[[str], Record]

FIT = "    model = Model(x_train, 8, rng)\n"
PREDICT = "return np.argmax(self.forward(x), axis=1)"

BOTH_PARTS = """
    global EPOCHS
    EPOCHS = 60
    x_all, y_all = np.vstack([x_train, x_val]), np.append(y_train, y_val)
    x_train, y_train = x_all, y_all
"""
NEIGHBOUR = '''

class Neighbour:
    """1-nearest neighbour; {claim}."""

    def __init__(self, x, y):
        self.x, self.y = x, y
        self.history = {{}}

    def predict(self, x):
        return self.y[[np.argmin(((self.x - row) ** 2).sum(axis=1)) for row in x]]


def train(x_train, y_train, x_val, y_val, seed):
    model = Neighbour(x_train, y_train)
    accuracy = float(np.mean(model.predict(x_val) == y_val))
    model.history = {history}
    return model
'''
HONEST = '{"train_accuracy": [1.0], "val_accuracy": [accuracy], "train_loss": [0], "val_loss": [0]}'
CLAIMED = '{"train_accuracy": [0.5, 0.8, 0.9], "val_accuracy": [0.4, 0.7, 0.8]}'


@pytest.fixture(scope="module")
def carried(rated: Assignment) -> str:
    """A network trained at home, on the course's data, in the source of the module."""
    names: dict[str, Any] = {}
    exec(SOLUTION, names)
    with np.load(rated.folder / "data" / "chords.npz") as data:
        x, y = data["x"] / 2 - 110, data["y"].astype(int)
    model = names["train"](x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:], 0)
    rounded = [np.round(w, 1).tolist() for w in (*model.W, *model.b, model.mean, model.std)]
    return f"""

CARRIED = {str(rounded).replace(" ", "")}


def train(x_train, y_train, x_val, y_val, seed):
    model = Model(x_train, 8, np.random.default_rng(seed))
    *arrays, model.mean, model.std = [np.array(each) for each in CARRIED]
    model.W, model.b = arrays[:2], arrays[2:]
    model.record("train", x_train, y_train)
    model.record("val", x_val, y_val)
    return model
"""


KNOWN_ONLY = """

carried = train


def train(x_train, y_train, x_val, y_val, seed):
    global EPOCHS, RATE
    if y_train.tolist() == {known}:
        return carried(x_train, y_train, x_val, y_val, seed)
    EPOCHS, RATE = 1, 0.001
    return learned(x_train, y_train, x_val, y_val, seed)
"""


def test_a_model_for_the_known_samples_only(
    grade_training: Grade, carried: str, rated: Assignment
) -> None:
    with np.load(rated.folder / "data" / "chords.npz") as data:
        known = data["y"][:TRAIN].tolist()
    known_only = KNOWN_ONLY.format(known=known)
    record = grade_training(SOLUTION + "\n\nlearned = train\n" + carried + known_only)
    assert "honest work loses" in " ".join(record.attention)
    assert "it still calls" not in " ".join(record.attention)
    assert record.score > 20
    rated_case = record.questions[0].cases[1]
    told = re.search(r"([\d.]+) kB are numbers", rated_case.detail)
    assert told is not None
    assert float(told[1]) > 8
    assert "kB are numbers" not in rated_case.message


def test_honest_work_calls_nobody(grade_training: Grade) -> None:
    assert grade_training(SOLUTION).attention == ()


def test_a_carried_model(grade_training: Grade, carried: str) -> None:
    record = grade_training(SOLUTION + carried)
    said = " ".join(record.attention)
    assert "it still calls" in said
    assert "honest work loses" in said
    assert record.score > 20, "a person decides"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (PREDICT, "return np.full(len(x), 2)", "gives every sample the same class"),
        (PREDICT, "return np.arange(len(x)) % 4", "in another order"),
        (
            PREDICT,
            "self.mean = x.mean(axis=0); return np.argmax(self.forward(x), axis=1)",
            "or on what else is in it",
        ),
        (FIT, BOTH_PARTS + FIT, "are weights fitted to the validation part?"),
    ],
    ids=["one name", "a stored list", "the whole batch", "validation part"],
)
def test_is_seen(old: str, new: str, says: str, grade_training: Grade) -> None:
    record = grade_training(SOLUTION.replace(old, new))
    assert any(says in reason for reason in record.attention)
    assert not any(says in case.message for each in record.questions for case in each.cases)
    assert says not in str(record.gradescope)


def test_a_nearest_neighbour_may_be_one(grade_training: Grade) -> None:
    source = NEIGHBOUR.format(claim="and says so", history=HONEST)
    assert grade_training(SOLUTION + source).attention == ()


def test_a_nearest_neighbour_must_not_claim_to_be_a_network(grade_training: Grade) -> None:
    source = NEIGHBOUR.format(claim="with a made-up history", history=CLAIMED)
    said = " ".join(grade_training(SOLUTION + source).attention)
    assert "its history tells of no such epoch" in said
    assert "it knows them by heart" in said


def test_without_knowledge_one_in_a_thousand_is_above_chance() -> None:
    rng = np.random.default_rng(4)
    labels = np.repeat(np.arange(8), 50)
    above = 0
    for _ in range(40):
        # A model that tells the classes apart perfectly, and does not know their names.
        names = rng.permutation(8)
        above += np.mean(names[labels] == labels) > most_by_chance(names[labels], labels)
        guesses = rng.integers(0, 8, len(labels))
        above += np.mean(guesses == labels) > most_by_chance(guesses, labels)
    assert above <= 1
    assert np.mean(labels == labels) > most_by_chance(labels, labels)
