"""A small course with rated tasks: chords made of sines, a network that learns them in a moment."""

from pathlib import Path

import numpy as np

from gradus.assignment import Assignment, TrainingSpec

CHORDS = ((0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 5, 7), (0, 1, 2), (0, 2, 6), (0, 1, 8))
BANDS = 36
TRAIN, VALIDATION, HIDDEN = 240, 80, 500

TOML = f"""
title = "Rated"
modules = ["training"]
files = ["data/chords.npz"]
hidden_data = "data/hidden"

[limits]
files_kb = 20

[rating]
data = "data/chords.npz"
train = {TRAIN}
validation = {VALIDATION}
seeds = [1, 2, 3]
cpu_floor_seconds = 2
board = "id"

[rating.sets]
id = "chords like those of the training"
key = "chords in other keys"

[[tasks]]
number = "1.1"
title = "Like the training"
functions = ["training.train"]
points = 12
rating = {{ sets = ["id"], thresholds = [0.4, 0.6, 0.8] }}

[[tasks]]
number = "1.2"
title = "The target"
functions = ["training.train"]
points = 10
rating = {{ sets = ["id", "key"], thresholds = [0.3, 0.4, 0.45] }}

[[tasks]]
number = "2.1"
title = "Something else"
functions = ["training.double"]
points = 5
"""

RATED_TEST = '''"""Task {number}: rated."""

from gradus_checks import test_case

OK_FORMAT = False
name = "{name}"


@test_case(name="Doubles", points=2)
def doubles(training):
    assert training.double(2) == 4


@test_case(name="Unheard", points={points}, hidden=True, failure_message="Train better.")
def unheard(rating):
    """It is rated."""
    rating.award()
'''

OTHER_TEST = '''"""Task 2.1: something else."""

from gradus_checks import test_case

OK_FORMAT = False
name = "task_2_1"


@test_case(name="Doubles", points=5)
def doubles(training):
    assert training.double(2) == 4
'''

SOLUTION = """
import numpy as np

PSEUDONYM = ""
HIDDEN, EPOCHS, RATE = 48, 25, 0.5


class Model:
    def __init__(self, x, k, rng):
        self.mean, self.std = x.mean(axis=0), x.std(axis=0) + 1e-9
        sizes = ((x.shape[1], HIDDEN), (HIDDEN, k))
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in sizes]
        self.b = [np.zeros(HIDDEN), np.zeros(k)]
        self.history = {"train_loss": [], "val_loss": [], "train_accuracy": [], "val_accuracy": []}

    def forward(self, x):
        self.x = (x - self.mean) / self.std
        self.h = np.maximum(0, self.x @ self.W[0] + self.b[0])
        return self.h @ self.W[1] + self.b[1]

    def predict(self, x):
        return np.argmax(self.forward(x), axis=1)

    def step(self, x, y):
        z = self.forward(x)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        p /= len(y)
        back = (p @ self.W[1].T) * (self.h > 0)
        for i, (a, g) in enumerate(((self.x, back), (self.h, p))):
            self.W[i] -= RATE * (a.T @ g)
            self.b[i] -= RATE * g.sum(axis=0)

    def record(self, part, x, y):
        z = self.forward(x)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        loss = -np.mean(np.log(p[np.arange(len(y)), y] / p.sum(axis=1) + 1e-300))
        self.history[part + "_loss"].append(loss)
        self.history[part + "_accuracy"].append(np.mean(np.argmax(z, axis=1) == y))


def train(x_train, y_train, x_val, y_val, seed):
    rng = np.random.default_rng(seed)
    model = Model(x_train, 8, rng)
    for epoch in range(EPOCHS):
        order = rng.permutation(len(x_train))
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            model.step(x_train[batch], y_train[batch])
        model.record("train", x_train, y_train)
        model.record("val", x_val, y_val)
    return model


def double(x):
    return 2 * x
"""


def chords(rng, n, roots):
    """uint8 (n, BANDS) and labels: three tones with an overtone each, over noise."""
    labels = rng.permutation(np.arange(n) % len(CHORDS))
    x = rng.normal(-70, 7, (n, BANDS))
    for row, label in zip(x, labels, strict=True):
        root = rng.choice(roots)
        for tone in CHORDS[label]:
            for overtone in (0, 12):
                row[root + tone + overtone] = rng.normal(-45, 7)
    return np.clip(np.round(2 * (x + 110)), 0, 255).astype(np.uint8), labels.astype(np.uint8)


def write_course(folder: Path) -> Path:
    """The course in `folder`: everything but a hand-out."""
    home = folder / "assignments" / "rated"
    for each in ("tests", "data"):
        (home / each).mkdir(parents=True)
    (folder / "solutions" / "data" / "hidden").mkdir(parents=True)
    (folder / "starter").mkdir()
    (home / "assignment.toml").write_text(TOML, "utf-8")
    for number, points in (("1.1", 10), ("1.2", 8)):
        name = f"task_{number.replace('.', '_')}"
        text = RATED_TEST.format(number=number, name=name, points=points)
        (home / "tests" / f"{name}.py").write_text(text, "utf-8")
    (home / "tests" / "task_2_1.py").write_text(OTHER_TEST, "utf-8")
    (folder / "solutions" / "training.py").write_text(SOLUTION, "utf-8")
    rng = np.random.default_rng(0)
    white, black = (0, 2, 4), (1, 3)
    x, y = chords(rng, TRAIN + VALIDATION + 80, white)
    np.savez_compressed(home / "data" / "chords.npz", x=x, y=y)
    for name, roots in (("id", white), ("key", black)):
        x, y = chords(rng, HIDDEN, roots)
        np.savez_compressed(folder / "solutions" / "data" / "hidden" / f"{name}.npz", x=x, y=y)
    return folder


def spec_of(assignment: Assignment) -> TrainingSpec:
    """How it is rated, where it is."""
    assert isinstance(assignment.rating, TrainingSpec)
    return assignment.rating
