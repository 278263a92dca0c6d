"""One training with the student's code, in a fresh worker, and what the model says afterwards."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from gradus.rating.lab import Failed, Lab, in_fresh_worker
from gradus.rating.pseudonym import pseudonym_in
from gradus.rating.side_by_side import Hold, at_once
from gradus.rating.training.data import Array, Labelled
from gradus.remote import RemoteChannel
from gradus_checks import CannotCross, CheckFailed, StudentException, check_shape
from gradus_checks.proxy import ObjectProxy, handle_of
from gradus_checks.session import Session

HISTORY = ("train_accuracy", "val_accuracy")
_KINDS = {"f": "decimals", "b": "True or False", "U": "text", "c": "complex numbers"}
"""What predict may have returned, in words: a dtype in full, <U271828, could tell hidden inputs."""


@dataclass(frozen=True)
class Training:
    """What to train on, from which seed, and the inputs to ask about afterwards, by name."""

    train: Labelled
    validation: Labelled
    seed: int
    ask: Mapping[str, Array]


@dataclass(frozen=True)
class Trial:
    """A training that went through: the model's labels (m,) for what was asked, by name.

    `history`, `pseudonym` and `draws_globally`, from Python's or NumPy's global generator while it
    trained, are the worker's testimony: nothing counts by them alone. `shown`: the student may see
    what the code says, as no model of it had been asked about anything hidden when it said so.
    """

    predictions: Mapping[str, Array]
    history: Mapping[str, Array]
    pseudonym: str
    cpu_seconds: float
    shown: bool = True
    draws_globally: bool = False


def kept_back(done: Trial | Failed) -> Trial | Failed:
    """The same, where a model had been asked about hidden data before the training ended."""
    if isinstance(done, Trial):
        return replace(done, shown=False, pseudonym="")
    return replace(done, why=done.guarded or done.why)


def run_trial(lab: Lab, training: Training, hold: Hold = at_once) -> Trial | Failed:
    """Train and, after `hold`, ask. What the code says may be shown, if nobody was asked before.

    Raises CouldNotCheck where the fault is the grader's or the machine's.
    """
    too_slow = (
        f"One training may take {lab.timing.cpu_seconds:.0f} seconds of computing time here, "
        "a multiple of what the reference takes; yours was stopped then. Take fewer "
        "epochs, larger minibatches, or a smaller network."
    )
    return in_fresh_worker(lab, partial(_trained, lab, training, hold), too_slow)


def _trained(
    lab: Lab, training: Training, hold: Hold, session: Session, channel: RemoteChannel
) -> Trial | Failed:
    module_name, function = lab.functions[0].split(".")
    module = session.module(module_name)
    train, validation = training.train, training.validation
    channel.begin(lab.import_timing)
    try:
        lab.prepare(session)
        handle_of(module)
        pseudonym = pseudonym_in(module)
        channel.begin(lab.timing)
        # Whatever the code draws from the global generators, it draws the same in each run.
        session.release(training.seed)
        model = getattr(module, function)(
            train.x.copy(),
            train.labels.copy(),
            validation.x.copy(),
            validation.labels.copy(),
            training.seed,
        )
    except StudentException as error:
        public, guarded = error.fault.public(), lab.guarded(error)
        return Failed(
            _raised(lab, error, public), unasked=True, guarded=_raised(lab, error, guarded)
        )
    if not isinstance(model, ObjectProxy) or not _can_predict(model):
        return Failed(_no_model(lab, model), unasked=True)
    # Students see it: it is read before the model has met anything hidden.
    history = _history(model)
    draws = session.draws_globally(training.seed)
    channel.extend(hold())
    try:
        predictions = {name: _predictions(model, x) for name, x in training.ask.items()}
    except StudentException as error:
        return Failed(_raised(lab, error, lab.guarded(error)))
    return Trial(predictions, history, pseudonym, channel.end(), draws_globally=draws)


def _can_predict(model: ObjectProxy) -> bool:
    try:
        return hasattr(model, "predict")
    except StudentException:
        return False


def _predictions(model: ObjectProxy, x: Array) -> Array:
    """The model's labels for x, whatever they are, as long as they are whole numbers, one a row."""
    labels = model.predict(x.copy())
    if isinstance(labels, list | tuple):
        labels = _array_of(labels)
    check_shape(labels, (len(x),), name="what predict returns")
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu":
        raise CheckFailed(
            f"What predict returns should be whole numbers, the classes, and is "
            f"{_KINDS.get(labels.dtype.kind, 'something else')}. "
            "np.argmax(logits, axis=1) gives them."
        )
    return labels


def _array_of(labels: Sequence[Any]) -> Array:
    try:
        return np.array(labels)
    except (TypeError, ValueError, OverflowError) as error:
        raise CheckFailed("What predict returns is a list that makes no array.") from error


def _history(model: ObjectProxy) -> dict[str, Array]:
    """What the model says of its training; nothing where that cannot be read."""
    found = {}
    for quantity in HISTORY:
        with suppress(*_UNREADABLE):
            found[quantity] = np.array(list(model.history[quantity]), dtype=float).reshape(-1)
    return found


_UNREADABLE = (
    *(StudentException, CheckFailed, CannotCross),
    *(TypeError, ValueError, AttributeError, LookupError, ArithmeticError),
)
"""What a history can raise that is no dictionary, or has no such key, or holds no numbers."""


def _raised(lab: Lab, error: StudentException, told: str) -> str:
    if error.is_a(MemoryError):
        return f"Your training needs more than {lab.memory_mb} MB of memory. {told}"
    return told


def _no_model(lab: Lab, model: object) -> str:
    name = lab.functions[0].split(".")[1]
    if model is None:
        return f"{name} returns None. Does it end with `return model`?"
    what = "an object without it" if isinstance(model, ObjectProxy) else type(model).__name__
    return f"{name} should return a model with the method predict(x), and returns: {what}."
