"""What generalization.py answers, for numbers, names and orders of every kind."""

import numpy as np

from gradus.audit.battery import tried

REMEDIES = (
    *("dropout", "augmentation", "L1 penalty", "L2 penalty", "early stopping"),
    *("more training samples", "a smaller network", "a larger network", "more epochs"),
    *("less dropout", "a smaller lambda"),
)
STEPS = (
    *("shuffle", "remove duplicates", "convert to decibels", "standardize", "augment"),
    "cut into clips",
)


def curves(generalization, rng):
    for epochs in (1, 2, 5, 40):
        losses = rng.permutation(np.linspace(0.2, 2.0, epochs))
        falling = np.sort(rng.uniform(0, 2, epochs))[::-1]
        yield tried(generalization.best_epoch, falling, losses)
        yield tried(generalization.best_epoch, falling.tolist(), losses.tolist())
    enough = float(rng.uniform(0.6, 0.9))
    for train in (enough - 0.2, enough - 0.01, enough, enough + 0.05):
        for validation in (enough - 0.2, enough - 0.01, enough, enough + 0.05):
            yield tried(generalization.diagnosis, train, validation, enough)


def remedies(generalization, _):
    for remedy in REMEDIES:
        for problem in ("overfitting", "underfitting"):
            yield bool(generalization.helps(remedy, problem))


def sizes(generalization, rng):
    for n in (1, 10, 300, 5000, 80_000):
        accuracy = float(rng.uniform(0.05, 0.95))
        yield tried(generalization.standard_error, accuracy, n)
        for ratio in (0.05, 0.1, 0.2):
            exact = float(np.sqrt(accuracy * (1 - accuracy) / (n * ratio)))
            for most in (exact * 0.99, exact * 1.01):
                yield list(generalization.best_ratios(n, accuracy, most))


def orders(generalization, rng):
    for step in STEPS:
        yield bool(generalization.leaks([step, "split", "train"]))
        yield bool(generalization.leaks(["split", step, "train"]))
    for _ in range(10):
        order = [str(step) for step in rng.permutation([*STEPS, "split"])]
        yield bool(generalization.leaks([*order, "train"]))


def choices(generalization, rng):
    for models in (1, 2, 7, 30):
        validation = rng.permutation(np.linspace(0.3, 0.9, models))
        test = rng.uniform(0.3, 0.9, models)
        number, accuracy = generalization.choose_and_report(validation.copy(), test.copy())
        yield [int(number), float(accuracy)]
        labels, hidden = rng.integers(0, 8, 31), rng.integers(0, 8, 57)
        guesses = np.array([rng.permutation(labels) for _ in range(models)])
        # No two models are equally good, so there is one right answer.
        for row, guess in enumerate(guesses):
            guess[: row % 31] = labels[: row % 31]
        shares = np.mean(guesses == labels, axis=1)
        if models == 1 or np.diff(np.sort(shares))[-1] > 0:
            others = rng.integers(0, 8, (models, 57))
            others[np.argmax(shares)] = np.where(rng.random(57) < 0.5, hidden, 0)
            yield [float(v) for v in generalization.best_of_many(guesses, labels, others, hidden)]
