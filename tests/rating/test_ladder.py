"""The ladder gives nothing away: who tries often gains no more than its step."""

import numpy as np
import pytest

from gradus.rating import Ladder

STEP, HALF, CLASSES = 0.02, 1000, 8


def guesses(rng: np.random.Generator, labels: np.ndarray, accuracy: float) -> np.ndarray:
    wrong = (labels + rng.integers(1, CLASSES, len(labels))) % CLASSES
    return np.where(rng.random(len(labels)) < accuracy, labels, wrong)


def test_climbs_by_whole_steps() -> None:
    ladder = Ladder(STEP)
    shown = []
    for accuracy in (0.701, 0.719, 0.7201, 0.69, 0.75):
        ladder = ladder.climb(accuracy)
        shown.append(ladder.shown)
    assert shown == [0.7, 0.7, 0.72, 0.72, 0.76]
    with pytest.raises(ValueError, match="cannot be"):
        ladder.climb(float("nan"))


@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_random_resubmissions_gain_nothing_beyond_the_step(seed: int) -> None:
    """Each is the best so far with an answer changed at random, kept where the board says so."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, CLASSES, HALF)
    answers = guesses(rng, labels, 0.7)
    first = np.mean(answers == labels)

    def climb(ladder: Ladder | None) -> float:
        """The best accuracy on the board's half that the board's own numbers lead to."""
        best = answers.copy()
        shown = ladder.climb(first).shown if ladder else first
        ladder = ladder.climb(first) if ladder else None
        for _ in range(1000):
            tried = best.copy()
            some = rng.integers(HALF)
            tried[some] = rng.integers(CLASSES)
            accuracy = float(np.mean(tried == labels))
            if ladder:
                ladder = ladder.climb(accuracy)
                told = ladder.shown
            else:
                told = accuracy
            if told > shown:
                best, shown = tried, told
        return shown

    assert climb(None) > first + STEP, "an honest board is overfitted by this"
    assert climb(Ladder(STEP)) <= first + STEP


@pytest.mark.parametrize("seed", range(3))
def test_boosting_gains_nothing_beyond_the_step(seed: int) -> None:
    """The attack of Blum and Hardt: 1,000 random answers, a vote of those that did better."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, HALF)
    tries = rng.integers(0, 2, (1000, HALF))
    accuracies = np.mean(tries == labels, axis=1)

    def vote(better: np.ndarray) -> float:
        chosen = np.where(better[:, np.newaxis], tries, 1 - tries)
        return float(np.mean((np.mean(chosen, axis=0) > 0.5) == labels))

    assert vote(accuracies > 0.5) > 0.75, "every accuracy shown: the labels are learned"
    ladder, moved = Ladder(STEP), []
    for accuracy in accuracies:
        before = ladder.shown
        ladder = ladder.climb(float(accuracy))
        moved.append(ladder.shown > before)
    assert ladder.climb(vote(np.array(moved))).shown <= 0.5 + 3 * np.sqrt(0.25 / HALF) + STEP
