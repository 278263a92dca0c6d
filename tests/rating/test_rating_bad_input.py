"""Whatever `train` does: a clear message, and what else was earned stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rating.benches import Bad, rated_cases
from rating.rated_course import SOLUTION
from sampling import sampled

from gradus.assignment import Assignment
from gradus.results import Record, Status
from gradus.submission import one_submission

pytestmark = pytest.mark.slow

TRAIN = "model = Model(x_train, 8, rng)"
PREDICT = "return np.argmax(self.forward(x), axis=1)"


TABLE = (
    Bad("diverges", "RATE = 48, 25, 0.5", "RATE = 48, 25, 1e200", "Named right: "),
    Bad(
        "returns none",
        "    return model\n",
        "    model = None\n",
        "train returns None. Does it end",
    ),
    Bad(
        "returns numbers",
        "    return model\n",
        "    return model.W[0]\n",
        "with the method predict",
    ),
    Bad("no predict", "def predict(", "def answer(", "returns: an object without it"),
    Bad(
        "wrong shape", PREDICT, "return self.forward(x)", "What predict returns has the wrong shape"
    ),
    Bad("predicts none", PREDICT, "self.forward(x)", "What predict returns is None"),
    Bad("one label", PREDICT, "return 3", "What predict returns has the wrong shape"),
    Bad(
        "floats", PREDICT, PREDICT.replace("1)", "1) * 1.0"), "should be whole numbers, the classes"
    ),
    Bad(
        "names",
        PREDICT,
        "return ['major'] * len(x)",
        "What predict returns should be whole numbers",
    ),
    Bad("out of range", PREDICT, PREDICT.replace("1)", "1) + 8"), "Named right: about 0%"),
    Bad("negative", PREDICT, PREDICT.replace("1)", "1) - 9"), "Named right: about 0%"),
    Bad(
        "global RNG",
        "rng = np.random.default_rng(seed)",
        "rng = np.random; rng.seed(seed)",
        "Named right: ",
        Status.PASSED,
    ),
    Bad(
        "progress bar",
        "    for epoch in range(EPOCHS):",
        "    for epoch in range(EPOCHS):\n        print('\\r' + 'la' * 50_000, end='', flush=True)",
        "Named right: ",
        Status.PASSED,
    ),
    Bad("10,000 classes", PREDICT, "return 9999 - np.arange(len(x))", "Named right: about 0%"),
    Bad(
        "another model each time",
        "default_rng(seed)",
        "default_rng(int.from_bytes(__import__('os').urandom(4), 'big'))",
        "Named right: ",
        Status.PASSED,
    ),
    Bad(
        "what an earlier training has left",
        TRAIN,
        "import glob; assert not glob.glob('left*'); open('left.txt', 'w').close(); " + TRAIN,
        "Named right: ",
        Status.PASSED,
    ),
    Bad(
        "what an earlier training has kept in the process",
        TRAIN,
        "assert not hasattr(np, 'kept'); np.kept = 'a model'; " + TRAIN,
        "Named right: ",
        Status.PASSED,
    ),
    Bad(
        "a thread that goes on",
        TRAIN,
        "import threading, time; t = lambda: [time.sleep(0.1) for _ in range(50)]; "
        "threading.Thread(target=t, daemon=True).start(); " + TRAIN,
        "Named right: ",
        Status.PASSED,
    ),
    Bad("NaN", PREDICT, "return np.full(len(x), np.nan)", "should be whole numbers, the classes"),
    Bad("too slow", TRAIN, "\n    while True: pass", "may take 2 seconds of computing time"),
    Bad("too large", TRAIN, "np.ones((10**5, 10**5))", "needs more than 1024 MB of memory"),
    Bad(
        "raises at epoch 20",
        "    for epoch in range(EPOCHS):",
        "    for epoch in range(EPOCHS):\n        x_train[:, BANDS] if epoch == 20 else 0",
        "in train: your code raised NameError: name 'BANDS' is not defined",
    ),
    Bad("does not compile", "import numpy as np", "import numpy as", "SyntaxError"),
    Bad(
        "stub",
        TRAIN,
        "raise NotImplementedError('Task 1.1: train')",
        "Task 1.1: train is not written",
    ),
    Bad("exits", TRAIN, "import os; os._exit(0)", "ended the Python process"),
    Bad("waits", TRAIN, "raise KeyboardInterrupt", "KeyboardInterrupt"),
    Bad(
        "other arguments", "x_val, y_val, seed):", "seed):", "TypeError: train() takes 3 positional"
    ),
    Bad("fails when asked", PREDICT, "raise ValueError(x)", "your code raised ValueError"),
    Bad("rows of two lengths", PREDICT, "return [[1, 2], *range(len(x) - 1)]", "makes no array"),
    *(
        Bad(
            name,
            "    return model\n",
            f"    {odd}\n    return model\n",
            "Named right: ",
            Status.PASSED,
        )
        for name, odd in (
            ("history without a key", "del model.history['val_accuracy']"),
            ("history of huge numbers", "model.history['val_accuracy'] = [2**2000]"),
        )
    ),
)


@pytest.mark.parametrize("bad", sampled(TABLE, 6, lambda bad: bad.id, lambda _: False))
def test_bad_training(bad: Bad, grade_training: Callable[[str], Record]) -> None:
    assert SOLUTION.count(bad.old) == 1
    record = grade_training(SOLUTION.replace(bad.old, bad.new))
    for case in rated_cases(record):
        assert case.status is bad.status
        assert bad.says in case.message
    if bad.id != "does not compile":
        public = [
            case for question in record.questions for case in question.cases if not case.hidden
        ]
        assert all(case.status is Status.PASSED for case in public)
        assert not any(reason.startswith("could not be checked") for reason in record.attention)


def test_hidden_inputs_are_never_quoted(grade_training: Callable[[str], Record]) -> None:
    record = grade_training(SOLUTION.replace(PREDICT, "raise ValueError('loot', x)"))
    assert all("loot" not in case.message for case in rated_cases(record))


def test_one_failed_training_of_three_costs_little(grade_training: Callable[[str], Record]) -> None:
    record = grade_training(SOLUTION.replace(TRAIN, f"assert seed != 2\n    {TRAIN}"))
    case = rated_cases(record)[0]
    assert case.score > 0.7 * case.points
    assert case.message.startswith("1 of 3 trainings failed. training.py, line")


@pytest.mark.parametrize(
    "odd", ["model.history = {}", "Model.predict = lambda self, x: [[1, 2], *x[1:, 0]]"]
)
def test_what_only_the_checks_meet_loses_nothing(
    odd: str, grade_training: Callable[[str], Record]
) -> None:
    """They train on fewer samples, once all points are earned."""
    odd = f"    if len(x_train) < 100:\n        {odd}\n    return model\n"
    record = grade_training(SOLUTION.replace("    return model\n", odd))
    assert record.score == 27
    assert not record.unchecked


def test_not_handed_in(rated: Assignment, rated_bench, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", "utf-8")
    judge, calibration = rated_bench
    record = judge.grade(one_submission(tmp_path, rated.modules), calibration)
    assert record.score == 0
    assert record.board is None


def test_a_carried_model_is_too_large(grade_training: Callable[[str], Record]) -> None:
    record = grade_training(SOLUTION + "\nWEIGHTS = '" + "0123456789" * 2_500 + "'\n")
    assert record.score == 0
    assert "Too large: training.py, 27 kB together" in record.questions[0].cases[0].message
