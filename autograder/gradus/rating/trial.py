"""One training with the student's code, in a fresh worker, and what the model says afterwards."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from gradus.errors import CouldNotCheck, GradusError
from gradus.rating.data import Array, Labelled
from gradus.remote import RemoteChannel, Timing, WorkerStopped
from gradus.results import Status
from gradus.sandbox import StartWorker
from gradus.worker.limits import ProcessLimits
from gradus_checks import CannotCross, CheckFailed, Fault, StudentException, check_shape
from gradus_checks.proxy import ObjectProxy, handle_of
from gradus_checks.session import Session

HISTORY = ("train_accuracy", "val_accuracy")
_PSEUDONYM = "PSEUDONYM"
_KINDS = {"f": "decimals", "b": "True or False", "U": "text", "c": "complex numbers"}
"""What predict may have returned, in words: a dtype in full, <U271828, could tell hidden inputs."""


def _plainly(channel: RemoteChannel) -> Session:
    return Session(channel, channel.intake)


def _nothing(_session: Session) -> None:
    """All functions are the student's own."""


@dataclass(frozen=True)
class Lab:
    """What the trainings of one submission are run with.

    `function` is what trains ("training.train"), `explain` says in words why a worker stopped, and
    `place_of` finds the line that a message about hidden data may name. `refused` says why nothing
    can be trained any more, and nothing where it can. `source` tells staff what of the submission
    is numbers. `converse` begins the conversation with the student's code, and `prepare` puts
    functions of the reference in the place of others.
    """

    start_worker: StartWorker
    function: str
    memory_mb: int
    output_limit: int
    import_timing: Timing
    timing: Timing
    explain: Callable[[WorkerStopped, Timing], tuple[Status, str]]
    place_of: Callable[[Fault], str]
    refused: Callable[[], str] = str
    source: str = ""
    converse: Callable[[RemoteChannel], Session] = _plainly
    prepare: Callable[[Session], None] = _nothing


@dataclass(frozen=True)
class Training:
    """What to train on, from which seed, and the inputs to ask about afterwards, by name.

    `shown`: what the student's code says may be shown, as no model of it has been asked about
    anything hidden when the training begins.
    """

    train: Labelled
    validation: Labelled
    seed: int
    ask: Mapping[str, Array]
    shown: bool = False


@dataclass(frozen=True)
class Trial:
    """A training that went through: the model's labels (m,) for what was asked, by name.

    `history`, `pseudonym` and `draws_globally`, from Python's or NumPy's global generator while it
    trained, are the worker's testimony: nothing counts by them alone. `shown`: the student may see
    the history.
    """

    predictions: Mapping[str, Array]
    history: Mapping[str, Array]
    pseudonym: str
    cpu_seconds: float
    shown: bool = False
    draws_globally: bool = False


@dataclass(frozen=True)
class Failed:
    """A training that did not, and why, as the student may read it.

    `unasked`: it ended before its model was asked about anything.
    """

    why: str
    unasked: bool = False


def run_trial(lab: Lab, training: Training) -> Trial | Failed:
    """Train and ask. Raises CouldNotCheck where the fault is the grader's or the machine's."""
    refused = lab.refused()
    if refused:
        return Failed(refused)
    most = lab.import_timing.cpu_seconds + lab.timing.cpu_seconds
    worker = lab.start_worker(ProcessLimits(int(most) + 2, lab.memory_mb))
    channel = RemoteChannel(worker, lab.output_limit)
    try:
        return _trained(lab, training, channel)
    except WorkerStopped as stop:
        return Failed(_stopped(lab, stop))
    except CannotCross:
        return Failed("Your code gave something that cannot be read.")
    except CheckFailed as error:
        return Failed(error.message)
    except (GradusError, MemoryError, OSError):
        raise
    except Exception:
        return Failed("The test could not use what your code returned.")
    finally:
        worker.discard()


def _trained(lab: Lab, training: Training, channel: RemoteChannel) -> Trial | Failed:
    session = lab.converse(channel)
    module_name, function = lab.function.split(".")
    module = session.module(module_name)
    train, validation = training.train, training.validation
    channel.begin(lab.import_timing)
    try:
        lab.prepare(session)
        handle_of(module)
        pseudonym = _pseudonym(module) if training.shown else ""
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
        told = error.fault.public() if training.shown else _guarded(lab, error)
        return Failed(_raised(lab, error, told), unasked=True)
    if not isinstance(model, ObjectProxy) or not _can_predict(model):
        return Failed(_no_model(lab, model), unasked=True)
    # Students see it: it is read before the model has met anything hidden.
    history = _history(model)
    draws = session.draws_globally(training.seed)
    try:
        predictions = {name: _predictions(model, x) for name, x in training.ask.items()}
    except StudentException as error:
        return Failed(_raised(lab, error, _guarded(lab, error)))
    return Trial(predictions, history, pseudonym, channel.end(), training.shown, draws)


def _guarded(lab: Lab, error: StudentException) -> str:
    return error.fault.guarded(lab.place_of(error.fault))


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


def _pseudonym(module: Any) -> str:
    """The name for the leaderboard that stands in the module; "" if there is none."""
    try:
        name = getattr(module, _PSEUDONYM)
    except (AttributeError, CheckFailed, CannotCross):
        return ""
    return name if isinstance(name, str) else ""


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
    name = lab.function.split(".")[1]
    if model is None:
        return f"{name} returns None. Does it end with `return model`?"
    what = "an object without it" if isinstance(model, ObjectProxy) else type(model).__name__
    return f"{name} should return a model with the method predict(x), and returns: {what}."


def _stopped(lab: Lab, stop: WorkerStopped) -> str:
    if stop.ran_out_of_cpu:
        return (
            f"One training may take {lab.timing.cpu_seconds:.0f} seconds of computing time here, "
            "a multiple of what the reference takes; yours was stopped then. Take fewer "
            "epochs, larger minibatches, or a smaller network."
        )
    status, why = lab.explain(stop, lab.timing)
    if status is Status.UNCHECKED:
        raise CouldNotCheck(why)
    return why
