"""The reference early stopping against a plain reading of the whole history of losses."""

import math

import early_stopping
import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

deterministic = settings(derandomize=True, deadline=None, max_examples=200)

LOSSES = st.lists(
    st.one_of(st.integers(0, 12).map(lambda n: n / 4), st.just(math.nan), st.just(math.inf)),
    max_size=15,
)


def _improvements(losses, min_delta):
    """The epochs that improve on the one before them in this very list."""
    found: list[int] = []
    for epoch, loss in enumerate(losses):
        if loss < (losses[found[-1]] if found else math.inf) - min_delta:
            found.append(epoch)
    return found


@given(LOSSES, st.integers(0, 4), st.sampled_from([0.0, 0.25, 1.0]))
@example([3.0, 2.0, 2.0, 2.0], 2, 0.0)
@deterministic
def test_it_stops_after_patience_epochs_without_improvement(losses, patience, min_delta):
    monitor = early_stopping.EarlyStopping(patience, min_delta)
    improved = _improvements(losses, min_delta)
    for epoch, loss in enumerate(losses):
        latest = max((each for each in improved if each <= epoch), default=-1)
        expected = epoch != latest and epoch - latest >= patience
        assert monitor.update(loss, [np.zeros(1)]) == expected


@given(LOSSES, st.sampled_from([0.0, 0.25, 1.0]))
@deterministic
def test_it_keeps_the_best_although_the_network_changes(losses, min_delta):
    monitor = early_stopping.EarlyStopping(3, min_delta)
    weights, bias = np.zeros((2, 2)), np.zeros(2)
    for epoch, loss in enumerate(losses):
        weights[...], bias[...] = epoch, -epoch
        monitor.update(loss, [weights, bias])
        np.testing.assert_array_equal(weights, epoch)
        best = _improvements(losses[: epoch + 1], min_delta)[-1:]
        if best:
            assert (monitor.best_loss, monitor.best_epoch) == (losses[best[0]], best[0])
            for array, value in zip(monitor.best_parameters, (best[0], -best[0]), strict=True):
                np.testing.assert_array_equal(array, value)


def test_the_worked_example():
    monitor = early_stopping.EarlyStopping(2)
    assert [monitor.update(loss, []) for loss in (3, 2, 2, 2)] == [False, False, False, True]


def test_the_shapes_stay():
    monitor = early_stopping.EarlyStopping(2)
    monitor.update(1.0, [np.ones((2, 3)), np.ones(3)])
    assert [array.shape for array in monitor.best_parameters] == [(2, 3), (3,)]
