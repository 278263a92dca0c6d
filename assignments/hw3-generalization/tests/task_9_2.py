"""Task 9.2: early stopping keeps the best."""

from functools import partial

import numpy as np

from gradus_checks import CheckFailed, check_close, check_shape, drawn, in_turn, test_case

OK_FORMAT = False
name = "task_9_2"


def needs_a_best_so_far(losses):
    """A loss falls and is not the best, and the best comes back after four epochs without."""
    lows = [e for e in range(len(losses)) if losses[e] == min(losses[: e + 1])]
    falls = [e for e in range(1, len(losses)) if losses[e] < losses[e - 1]]
    return set(falls) - set(lows) and max(np.diff(lows), default=0) > 4


def check_best(monitor, loss, epoch, parameters):
    """The monitor holds this loss, this epoch and these parameters. Returns those that it holds."""
    names = ("best_loss", "best_epoch", "best_parameters")
    held = in_turn(partial(getattr, monitor, name) for name in names)
    found = next(held)
    check_shape(found, (), name="best_loss")
    if not np.isclose(found, loss, rtol=1e-7, atol=1e-9):
        # A loss says nothing of the one that is in its place: no ratio of the two is a mistake.
        raise CheckFailed(
            "Your best_loss is not the lowest loss so far. It begins at infinity, and follows each "
            "epoch that improves.",
            f"It should be {loss}, and is {found}.",
        )
    if next(held) != epoch:
        raise CheckFailed(
            "Your best_epoch is not the epoch with the lowest loss. Epochs are counted from 0, one "
            "for each call of update."
        )
    return check_parameters(next(held), parameters)


def same_best(monitor, best):
    try:
        check_best(monitor, *best)
    except CheckFailed:
        return False
    return True


def check_parameters(best, parameters):
    if best is None:
        raise CheckFailed("Your best_parameters are None, after an epoch that has improved.")
    best = list(best)
    if len(best) != len(parameters):
        raise CheckFailed(
            "Your best_parameters should be as many arrays as update was given.",
            f"They are {len(best)}, not {len(parameters)}.",
        )
    for mine, right in zip(best, parameters, strict=True):
        check_close(mine, right, name="an entry of best_parameters")
    return best


def learn(layer, gradient_descent):
    """One step of the optimizer: it changes W and b of the layer in place."""
    parameters = [layer.W, layer.b]
    gradients = [np.ones(array.shape) for array in parameters]
    gradient_descent.SGD(0.5).step(parameters, gradients)


def snapshot(layer):
    return [layer.W.copy(), layer.b.copy()]


@test_case(
    name="Worked example",
    points=1,
    failure_message="In an epoch that improves, and only then, set best_loss, best_epoch and "
    "best_parameters.",
)
def worked_example(early_stopping):
    monitor = early_stopping.EarlyStopping(2)
    for loss, weight in ((3.0, 0.5), (2.0, 0.75), (2.5, 1.0)):
        monitor.update(loss, [np.array([weight])])
    check_best(monitor, 2.0, 1, [np.array([0.75])])


@test_case(
    name="The network learns on",
    points=2.5,
    failure_message="The optimizer changes the arrays in place, and what you kept changes with "
    "them. Keep a copy of every array: [array.copy() for array in parameters].",
)
def network_learns_on(early_stopping, backprop, gradient_descent):
    layer = backprop.Linear(3, 2, np.random.default_rng(1))
    monitor = early_stopping.EarlyStopping(4)
    for loss in (3.0, 2.0, 2.5, 2.25):
        monitor.update(loss, [layer.W, layer.b])
        if loss == 2.0:
            best = snapshot(layer)
        learn(layer, gradient_descent)
    check_best(monitor, 2.0, 1, best)


@test_case(
    name="Better and better",
    points=1,
    failure_message="Every new best replaces the one before: its loss, its epoch and all of its "
    "arrays.",
)
def better_and_better(early_stopping):
    monitor = early_stopping.EarlyStopping(2)
    for epoch, loss in enumerate((4.0, 3.0, 2.0, 1.0)):
        parameters = [np.full((2, 2), loss), np.full(3, 10.0 + epoch)]
        monitor.update(loss, parameters)
        check_best(monitor, loss, epoch, parameters)


@test_case(
    name="Only an improvement counts",
    points=1,
    hidden=True,
    failure_message="Ask one question, has this epoch improved by more than min_delta, and let the "
    "count and all three best_… follow from its answer.",
)
def only_an_improvement_counts(early_stopping):
    """An epoch that has not improved changes none of the three."""
    monitor = early_stopping.EarlyStopping(1, 0.5)
    losses = [3.0, 2.75, float("nan"), 2.25, 2.0, 1.75, 1.5]
    improves = [True, False, False, True, False, False, True]
    right = own = None
    for epoch, (loss, better) in enumerate(zip(losses, improves, strict=True)):
        now = (loss, epoch, [np.array([10.0 + epoch])])
        stop = monitor.update(loss, [array.copy() for array in now[2]])
        right = now if better else right
        # What improves is judged in Task 9.1. With patience 1 the answer tells what the student
        # takes for an improvement, and to follow that is as good here.
        own = own if stop else now
        if own is None or not (np.isnan(own[0]) or same_best(monitor, own)):
            check_best(monitor, *right)


@test_case(
    name="Many epochs",
    points=0.5,
    hidden=True,
    failure_message="Follow one network over many epochs: best_parameters are copies of its "
    "arrays in the best epoch, and the network itself is left as it is. It is asked on after it "
    "has said stop: keep the best then too, and write nothing back.",
)
def many_epochs(early_stopping, backprop, gradient_descent, rng):
    """The copies stay as they are when the network learns on, and update leaves it alone."""
    layer = backprop.Linear(4, 3, np.random.default_rng(2))
    parameters, optimizer = [layer.W, layer.b], gradient_descent.SGD(0.5)
    gradients = [np.ones((4, 3)), np.ones(3)]
    # It is asked on after it has said stop.
    monitor = early_stopping.EarlyStopping(2)
    # Better, worse, in some later epoch best of all, and then worse and worse.
    middle = drawn(lambda: rng.permutation(8).astype(float).tolist(), needs_a_best_so_far)
    losses = [3e7, 25.0, 30.0, *middle, 10.0, 20.0, 30.0, 40.0]
    for epoch, loss in enumerate(losses):
        before = [array.copy() for array in parameters]
        monitor.update(loss, parameters)
        for array, old in zip(parameters, before, strict=True):
            check_close(array, old, name="the network after update")
        if loss == min(losses[: epoch + 1]):
            best = (loss, epoch, before)
        if epoch == 0 and isinstance(monitor.best_loss, int | float) and monitor.best_loss < loss:
            raise CheckFailed(
                "best_loss is not the loss of the best epoch: does it begin at infinity?"
            )
        held = check_best(monitor, *best)
        if not all(map(np.array_equal, held, best[2])):
            raise CheckFailed("Your best_parameters are not exact copies: keep array.copy().")
        optimizer.step(parameters, gradients)
