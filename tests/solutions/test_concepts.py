"""The reference answers against what they claim: derivatives, products, and trying every number."""

import math

import autograd.numpy as anp
import concepts
import numpy as np
import pytest
import softmax
from autograd import grad
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

deterministic = settings(derandomize=True, deadline=None, max_examples=50)

cents = st.floats(-5000, 5000, allow_subnormal=False)
logits = st.floats(-30, 30, allow_subnormal=False)
songs = arrays(float, st.integers(2, 12), elements=cents)


@pytest.mark.parametrize(
    ("names", "minimized"),
    [
        (("cost", "error", "loss", "penalty", "regret", "negative log likelihood"), True),
        (("reward", "fitness", "utility", "profit", "payoff", "likelihood", "accuracy"), False),
    ],
)
def test_is_minimized(names, minimized):
    assert [concepts.is_minimized(name) for name in names] == [minimized] * len(names)


@given(songs)
@example(np.array([400.0, 500.0, 700.0]))
@example(np.array([500.0, 500.0]))
@deterministic
def test_cancelling_predictions(y_true):
    errors = concepts.cancelling_predictions(y_true) - y_true
    assert errors.shape == y_true.shape
    assert np.all(np.abs(errors) > 0.999)
    assert abs(np.mean(errors)) < 1e-9


@given(songs.flatmap(lambda y: st.tuples(arrays(float, y.shape, elements=cents), st.just(y))))
@example((np.array([400.0, 500.0]), np.array([400.0, 500.0])))
@deterministic
def test_lower_still_has_no_lowest_value(song):
    y_pred, y_true = song
    for _ in range(5):
        lower = concepts.lower_still(y_pred, y_true)
        assert np.all(np.abs(lower - y_true) > np.abs(y_pred - y_true))
        assert np.mean(lower - y_true) < np.mean(y_pred - y_true)
        y_pred = lower


@given(logits, st.integers(0, 1))
@deterministic
def test_log_loss_slope(logit, label):
    def log_loss(z):
        return anp.log(1 + anp.exp(-z)) if label else anp.log(1 + anp.exp(z))

    expected = grad(log_loss)(logit)
    assert concepts.log_loss_slope(logit, label) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=20))
@example([0.5, 0.5, 0.5])
@deterministic
def test_likelihood(probabilities):
    cross_entropy = -np.mean(np.log(probabilities))
    result = concepts.likelihood(cross_entropy, len(probabilities))
    assert result == pytest.approx(math.prod(probabilities), rel=1e-9)


@given(logits)
@deterministic
def test_two_logits(z):
    first, second = softmax.softmax(concepts.two_logits(z))
    assert first == pytest.approx(softmax.sigmoid(z), rel=1e-12)
    assert second == pytest.approx(softmax.sigmoid(-z), rel=1e-12)


@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 2**32))
@deterministic
def test_accuracy_gradient(n, k, seed):
    rng = np.random.default_rng(seed)
    table, labels = rng.normal(size=(n, k)), rng.integers(0, k, n)

    def accuracy(z):
        return np.mean(np.argmax(z, axis=1) == labels)

    gradient = concepts.accuracy_gradient(table, labels)
    assert gradient.shape == table.shape
    for index in np.ndindex(table.shape):
        step = np.zeros_like(table)
        step[index] = 1e-9
        assert gradient[index] == (accuracy(table + step) - accuracy(table - step)) / 2e-9


@given(arrays(float, st.integers(1, 12), elements=cents), st.lists(cents))
@example(np.array([440.0, 438.0, 443.0, 883.0, 441.0]), [440.0, 500.0])
@deterministic
def test_no_other_constant_is_better(y, others):
    def absolute(c):
        return np.mean(np.abs(c - y))

    def squared(c):
        return np.mean((c - y) ** 2)

    least_absolute = absolute(concepts.best_constant_mae(y))
    least_squared = squared(concepts.best_constant_mse(y))
    for c in (*others, *y, *(y + 1e-3)):
        assert least_absolute <= absolute(c) * (1 + 1e-12) + 1e-12
        assert least_squared <= squared(c) * (1 + 1e-12) + 1e-12


def test_inputs_are_left_alone():
    y = np.array([440.0, 438.0, 443.0])
    y.flags.writeable = False
    concepts.cancelling_predictions(y)
    concepts.lower_still(y, y)
    concepts.best_constant_mae(y)
    concepts.best_constant_mse(y)
