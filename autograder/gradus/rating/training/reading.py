"""What a rating says to the student: accuracies, how sure they are, points, and what to read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from statistics import fmean

import numpy as np

from gradus.assignment import TrainingSpec
from gradus.rating.lab import Failed
from gradus.rating.training.data import Array, RatingData
from gradus.rating.training.scores import Accuracies, Score, interval_of
from gradus.rating.training.trial import HISTORY, Trial
from gradus_checks import Measured

_LARGE_GAP, _SMALL_GAP = 0.15, 0.05
"""Between two accuracies; they choose a sentence, and no points. The smaller is beyond what chance
makes of a thousand samples, which is three hundredths."""

_KNOWS_ITS_OWN = 0.7  # below, it has not learned even its own samples
_PARTS = ("training part", "validation part")
_POINTS = 200  # of a curve: what 600 pixels can show


def told(
    task_score: Score, trials: Sequence[Trial | Failed], data: RatingData, spec: TrainingSpec
) -> str:
    """The message of a rated case: nothing in it is about a single hidden sample.

    Accuracies are rounded to the leaderboard's step, and of the board's set they are those of the
    board's half: the private one, which counts, is in no message.
    """
    failures = [each.why for each in trials if isinstance(each, Failed)]
    lines = []
    if failures:
        lines.append(f"{len(failures)} of {len(trials)} trainings failed. {failures[0]}")
    if task_score.middle:
        middle = task_score.middle
        open_to_all = replace(middle, hidden={**middle.hidden, spec.board: middle.board})
        lines += _lines(task_score.sets, open_to_all, len(trials), data, spec)
    return "\n".join(lines)


def measured(task_score: Score, data: RatingData) -> Measured | None:
    """What the message tells in words; None where nothing was measured."""
    if task_score.middle is None:
        return None
    known, reached = _compared(task_score.middle, task_score.sets, data)
    return Measured(task_score.accuracy, *task_score.interval, gap=known - reached)


def curves(trials: Sequence[Trial | Failed]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """What the training that may be shown has told of itself, by part, for its student to see."""
    for trial in trials:
        if isinstance(trial, Trial) and trial.shown:
            return tuple(
                (part, _thinned(trial.history[name]))
                for part, name in zip(_PARTS, HISTORY, strict=True)
                if len(trial.history.get(name, ()))
            )
    return ()


def told_staff(trials: Sequence[Trial | Failed], source: str) -> str:
    """What staff read beside the message. `source` is what of it is numbers."""
    lines = [source] if source else []
    if any(isinstance(each, Trial) and each.draws_globally for each in trials):
        lines.append(
            "Its training draws from the global generator of Python or NumPy, which is seeded here "
            "for each training: so its mark is the same in each run."
        )
    return "\n".join(lines)


def _thinned(values: Array) -> tuple[float, ...]:
    """At most so many points of a curve as a picture has room for, each an accuracy."""
    step = -(-len(values) // _POINTS)
    return tuple(round(float(each), 3) for each in np.clip(np.nan_to_num(values[::step]), 0, 1))


def _compared(middle: Accuracies, sets: Sequence[str], data: RatingData) -> tuple[float, float]:
    """The two accuracies between which the gap lies that a task is about."""
    unheard = middle.hidden[data.board]
    others = [name for name in sets if name != data.board]
    if not others:
        return middle.train, unheard
    return unheard, fmean(middle.hidden[name] for name in others)


def _lines(
    sets: tuple[str, ...], reached: Accuracies, trainings: int, data: RatingData, spec: TrainingSpec
) -> Iterator[str]:
    shown = partial(_rounded, step=spec.board_step)
    low, high = interval_of(reached, sets, data)
    which = "lower" if trainings == 2 else "middle"
    seeds = f", in the {which} one of {trainings} trainings" if trainings > 1 else ""
    yield (
        f"Named right: about {shown(reached.mean(sets))} (95% interval {shown(low)} to "
        f"{shown(high)}){seeds}, in steps of {100 * spec.board_step:g}%."
    )
    if spec.board in sets:
        yield (
            f"Of {dict(spec.sets)[spec.board]} that is the leaderboard's half: points are for the "
            "other."
        )
    if len(sets) > 1:
        parts = (f"{shown(reached.hidden[name])} of {dict(spec.sets)[name]}" for name in sets)
        yield "Of these: " + "; ".join(parts)
    known, unheard = _compared(reached, sets, data)
    gap = known - unheard
    if tuple(sets) == (data.board,):
        yield (
            f"The gap from the training part ({shown(known)}) to unseen samples of the same kind "
            f"is {shown(gap)}. {_reading(known, gap)}"
        )
        return
    yield (
        f"The gap from unseen samples of the training's kind ({shown(known)}) to the others "
        f"({shown(unheard)}) is {shown(gap)}. {_reading_outside(gap)}"
    )


def _rounded(accuracy: float, step: float) -> str:
    return f"{round(100 * step * round(accuracy / step), 4):g}%"


def _reading(train: float, gap: float) -> str:
    if train < _KNOWS_ITS_OWN:
        return "It does not even know its own examples: a larger network, or a longer training."
    if gap > _LARGE_GAP:
        return (
            "It knows its examples by heart: a penalty, dropout and augmentation help against it."
        )
    if gap > _SMALL_GAP:
        return "It has learned more than its examples; some of it is still by heart."
    return "What it has learned is not its examples but what they have in common."


def _reading_outside(gap: float) -> str:
    if gap > _LARGE_GAP:
        return "What it knows holds for what it has seen only: augment towards the target."
    if gap > _SMALL_GAP:
        return "Most of what it knows holds outside of what it has seen."
    return "It has learned what the classes have in common, not the samples."
