"""Task 9.1: when early stopping stops."""

from functools import partial

import numpy as np

from gradus_checks import CheckFailed, call_each, in_turn, test_case

OK_FORMAT = False
name = "task_9_1"

TOO_LATE = (
    "You say stop one epoch too late: wait >= patience, after counting this epoch, and not >."
)
TOO_EARLY = (
    "You say stop one epoch too early: an improvement sets the count to 0, the first epoch without "
    "one to 1, and with `patience` of them it is time."
)
NEVER_RESET = "You count all epochs without improvement: each improvement sets the count back to 0."
EQUAL = "A loss that is only as good as the best is no improvement: <, not <=."
THE_LAST = "You compare with the epoch before: compare with the best loss so far."
ONCE = "You say stop once, and then no more: as long as wait >= patience, say it again."
TURNED = "You say stop where it should go on, and the other way round: True means stop."
HIGHER = "You wait for a higher loss. A loss is better the lower it is."
NO_DELTA = "Your update takes no notice of min_delta."
ANSWERS = "the answers"


def answers(monitor, losses):
    """Whether `update` says stop after each of the losses."""
    said = list(call_each(monitor.update, losses, len(losses) * [[np.zeros(2)]]))
    if len(said) > 1 and all(answer is None for answer in said):
        raise CheckFailed("Your update gives None. Does it end with `return …`?")
    return [bool(answer) for answer in said]


def check_answers(monitor, losses, expected, wrong=None):
    """`update` says stop where `expected` is 1; `wrong` are usual mistakes, with their answers."""
    expected = [bool(stop) for stop in expected]
    said = answers(monitor, losses)
    if said == expected:
        return
    shown = f"losses:   {losses}\nexpected: {expected}\nyours:    {said}"
    for mistake, stops in (wrong or {}).items():
        if said == [bool(stop) for stop in stops]:
            raise CheckFailed(mistake, shown, mistake, about=ANSWERS)
    first, right = said.index(True) if any(said) else None, expected.index(True)
    if first is None:
        what = "Your update never says stop here."
    elif first == right:
        what = "Your update first says stop at the right epoch, but is wrong after it."
    else:
        what = f"Your update first says stop too {'early' if first < right else 'late'}."
    raise CheckFailed(what, shown, "entries", about=ANSWERS)


@test_case(
    name="Worked example",
    points=2,
    failure_message="Count the epochs in a row without improvement. Stop as soon as there are "
    "`patience` of them: wait >= patience, after counting this one.",
)
def worked_example(early_stopping):
    wrong = {
        TOO_LATE: [0, 0, 0, 0, 1, 1],
        EQUAL: [0, 0, 0, 0, 0, 1],
        ONCE: [0, 0, 0, 1, 0, 0],
        TURNED: [1, 1, 1, 0, 0, 0],
    }
    losses = [3.0, 2.0, 2.0, 2.0, 2.5, 2.5]
    check_answers(early_stopping.EarlyStopping(2), losses, [0, 0, 0, 1, 1, 1], wrong)
    check_answers(early_stopping.EarlyStopping(2), [3.0, 2.0, 2.0, 2.0], [0, 0, 0, 1])


@test_case(
    name="Each improvement begins anew",
    points=2,
    failure_message="An epoch that is better than the best so far sets the count back to 0. "
    "Compare with the best loss, not with that of the epoch before. A loss may be very large: at "
    "first best_loss is infinity, np.inf.",
)
def improvement_resets(early_stopping):
    losses = [5.0, 4.0, 4.5, 4.25, 3.0, 3.5, 3.25, 3.125, 3.5]
    wrong = {
        TOO_LATE: [0, 0, 0, 0, 0, 0, 0, 0, 1],
        TOO_EARLY: [0, 0, 0, 1, 0, 0, 1, 1, 1],
        NEVER_RESET: [0, 0, 0, 0, 0, 1, 1, 1, 1],
        ONCE: [0, 0, 0, 0, 0, 0, 0, 1, 0],
        TURNED: [1, 1, 1, 1, 1, 1, 1, 0, 0],
        HIGHER: [0, 0, 0, 1, 1, 1, 1, 1, 1],
    }
    check_answers(early_stopping.EarlyStopping(3), losses, [0, 0, 0, 0, 0, 0, 0, 1, 1], wrong)
    check_answers(early_stopping.EarlyStopping(1), [3e7, 2e7, 1e7, 1e7], [0, 0, 0, 1])


@test_case(
    name="Better by too little",
    points=1,
    failure_message="With min_delta, an epoch has improved if val_loss < best_loss − min_delta. "
    "A loss that is better by less leaves best_loss as it is. Without min_delta it is 0, and any "
    "fall counts, however small: do not round.",
)
def better_by_too_little(early_stopping):
    monitor = early_stopping.EarlyStopping(2, 0.5)
    losses = [3.0, 2.75, 2.25, 2.0, 1.875, 1.875, 1.875]
    wrong = {
        NO_DELTA: [0, 0, 0, 0, 0, 0, 1],
        TOO_LATE: [0, 0, 0, 0, 0, 1, 1],
        TOO_EARLY: [0, 1, 0, 1, 1, 1, 1],
        NEVER_RESET: [0, 0, 0, 1, 1, 1, 1],
        ONCE: [0, 0, 0, 0, 1, 0, 0],
        TURNED: [1, 1, 1, 1, 0, 0, 0],
    }
    check_answers(monitor, losses, [0, 0, 0, 0, 1, 1, 1], wrong)
    losses = [0.500004, 0.500003, 0.500002, 0.500001, 0.5, 0.5, 0.5]
    check_answers(early_stopping.EarlyStopping(2), losses, [0, 0, 0, 0, 0, 0, 1])


@test_case(
    name="A loss that is not a number",
    points=1,
    failure_message="NaN < 3 is false, and NaN >= 3 is false too: ask whether val_loss is smaller, "
    "and count everything else as no improvement, in the first epoch too.",
)
def not_a_number(early_stopping):
    nan = float("nan")
    wrong = {THE_LAST: [0, 1, 1, 1], TURNED: [1, 1, 1, 0]}
    check_answers(early_stopping.EarlyStopping(2), [nan, 3.0, nan, nan], [0, 0, 0, 1], wrong)
    check_answers(early_stopping.EarlyStopping(2), [nan, nan, nan], [0, 1, 1])


@test_case(
    name="Just as good",
    points=1,
    hidden=True,
    failure_message="Smaller means smaller: write <, not <=.",
)
def just_as_good(early_stopping):
    """A loss that is better by exactly min_delta is no improvement."""
    monitor = early_stopping.EarlyStopping(2, min_delta=0.5)
    wrong = {
        TOO_EARLY: [0, 1, 0, 1, 1, 1, 1],
        NEVER_RESET: [0, 0, 0, 1, 1, 1, 1],
        ONCE: [0, 0, 0, 0, 1, 0, 0],
        TURNED: [1, 1, 1, 1, 0, 0, 0],
    }
    check_answers(monitor, [3.0, 2.5, 2.0, 1.5, 1.5, 1.5, 1.5], [0, 0, 0, 0, 1, 1, 1], wrong)
    check_answers(early_stopping.EarlyStopping(1), [3.0, 2.0, 2.0], [0, 0, 1])


@test_case(
    name="Long runs",
    points=1,
    hidden=True,
    failure_message="Go on asking after the first stop, and let a later epoch improve. Keep the "
    "count, the best loss and min_delta in self, so that two monitors do not disturb each other.",
)
def long_runs(early_stopping, reference, rng):
    """It goes on counting after a stop, and each monitor counts for itself."""
    settings = [(1, 0.0), (2, 0.25), (4, 0.0), (3, 1.0)]
    monitors = [early_stopping.EarlyStopping(*each) for each in settings]
    rights = [reference.early_stopping.EarlyStopping(*each) for each in settings]
    losses = []
    for epoch in range(30):
        # Quarters, below 10: rounding, a first NaN and a finite first best loss have their cases.
        loss = 3 - epoch // 2 / 4 + float(rng.integers(-8, 8)) / 4
        losses.append(float("nan") if epoch and rng.random() < 0.1 else loss)

    def said(monitors):
        """What each monitor says after each epoch; they are asked side by side."""
        calls = (
            partial(monitor.update, loss, [np.zeros(2)]) for loss in losses for monitor in monitors
        )
        return [bool(stop) for stop in in_turn(calls)]

    if said(monitors) != said(rights):
        raise CheckFailed(
            "In a long run, your update says stop in the wrong epochs.",
            diagnosis="entries",
            about=ANSWERS,
        )
