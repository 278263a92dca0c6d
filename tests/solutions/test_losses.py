"""The reference losses against plain loops, their gradients against autograd."""

import math

import autograd.numpy as anp
import losses
import numpy as np
import pytest
from autograd import grad
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

deterministic = settings(derandomize=True, deadline=None, max_examples=60)

NAMES = ("mae", "mse", "binary_cross_entropy", "cross_entropy")
FUNCTIONS = [getattr(losses, name + suffix) for name in NAMES for suffix in ("", "_grad")]
ENTRYWISE = [function for function in FUNCTIONS if not function.__name__.startswith("cross")]


def _numbers(low, high):
    return st.floats(low, high, allow_subnormal=False)


def _pairs(low, high):
    """Two arrays of one shape, of one to three axes."""
    shapes = array_shapes(max_dims=3, max_side=5)
    pair = shapes.map(
        lambda shape: arrays(float, fill=st.nothing(), shape=shape, elements=_numbers(low, high))
    )
    return pair.flatmap(lambda values: st.tuples(values, values))


def _classified(draw_probability):
    """Rows of class probabilities (n, k), not normalized, with one-hot targets."""

    @st.composite
    def batch(draw):
        n, k = draw(st.integers(1, 6)), draw(st.integers(2, 5))
        y_pred = draw(arrays(float, fill=st.nothing(), shape=(n, k), elements=draw_probability))
        labels = draw(arrays(int, n, elements=st.integers(0, k - 1)))
        return y_pred, np.eye(k)[labels]

    return batch()


def _mean(terms):
    terms = list(terms)
    return math.fsum(terms) / len(terms)


def _entries(y_pred, y_true):
    return zip(y_pred.ravel().tolist(), y_true.ravel().tolist(), strict=True)


def _close(actual, expected):
    np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-12)


def _check_gradient(gradient, oracle, y_pred, y_true):
    result = gradient(y_pred, y_true)
    assert result.shape == y_pred.shape
    assert result.dtype == np.float64
    _close(result, grad(lambda z: oracle(z, y_true))(y_pred))


@given(_pairs(-1e3, 1e3))
@deterministic
def test_mae_and_its_gradient(pair):
    _close(losses.mae(*pair), _mean(abs(a - b) for a, b in _entries(*pair)))
    _check_gradient(losses.mae_grad, lambda z, y: anp.mean(anp.abs(z - y)), *pair)


def test_mae_gradient_is_zero_at_the_kink():
    _close(losses.mae_grad(np.array([1.0, 2.0]), np.array([1.0, 5.0])), [0.0, -0.5])


@given(_pairs(-1e3, 1e3))
@deterministic
def test_mse_and_its_gradient(pair):
    _close(losses.mse(*pair), _mean((a - b) ** 2 for a, b in _entries(*pair)))
    _check_gradient(losses.mse_grad, lambda z, y: anp.mean((z - y) ** 2), *pair)


@given(_pairs(0.05, 0.95))
@deterministic
def test_binary_cross_entropy_and_its_gradient(pair):
    def loss(q, y):
        return -y * math.log(q) - (1 - y) * math.log1p(-q)

    def oracle(z, y):
        """Of the logit of z: softplus and a line, no logarithm of a probability."""
        logit = anp.log(z / (1 - z))
        return anp.mean(anp.logaddexp(0.0, logit) - y * logit)

    _close(losses.binary_cross_entropy(*pair), _mean(loss(q, y) for q, y in _entries(*pair)))
    _check_gradient(losses.binary_cross_entropy_grad, oracle, *pair)


@given(_classified(_numbers(0.05, 0.95)))
@deterministic
def test_cross_entropy_and_its_gradient(batch):
    y_pred, y_true = batch
    chosen = [row[int(np.argmax(target))] for row, target in zip(y_pred, y_true, strict=True)]
    _close(losses.cross_entropy(y_pred, y_true), _mean(-math.log(q) for q in chosen))

    def oracle(z, y):
        return -anp.log(anp.prod(anp.sum(z * y, axis=1))) / len(y)

    _check_gradient(losses.cross_entropy_grad, oracle, y_pred, y_true)


@given(_pairs(0, 1))
@example((np.array([0.0, 1.0, 0.0, 1.0]), np.array([0.0, 1.0, 1.0, 0.0])))
@deterministic
def test_binary_cross_entropy_stays_finite_and_points_the_right_way(pair):
    y_pred, y_true = pair[0], np.round(pair[1])
    assert 0 <= losses.binary_cross_entropy(y_pred, y_true) < 28
    gradient = losses.binary_cross_entropy_grad(y_pred, y_true)
    assert np.isfinite(gradient).all()
    assert np.array_equal(np.sign(gradient), 1 - 2 * y_true)


@given(_classified(_numbers(0, 1)))
@example((np.array([[0.0, 1.0], [0.0, 1.0]]), np.eye(2)))
@deterministic
def test_cross_entropy_stays_finite_and_points_the_right_way(batch):
    y_pred, y_true = batch
    assert 0 <= losses.cross_entropy(y_pred, y_true) < 28
    gradient = losses.cross_entropy_grad(y_pred, y_true)
    assert np.isfinite(gradient).all()
    assert np.array_equal(np.sign(gradient), -y_true)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("kind", [np.int64, np.uint8, np.float32])
def test_other_number_types_are_accepted(function, kind):
    y_pred, y_true = np.array([[1, 0], [0, 1], [1, 0]]), np.array([[0, 1], [0, 1], [1, 0]])
    result = function(y_pred.astype(kind), y_true.astype(kind))
    assert np.asarray(result).dtype == np.float64
    _close(result, function(y_pred.astype(float), y_true.astype(float)))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_inputs_are_left_alone(function):
    y_pred, y_true = np.array([[0.2, 0.8], [0.0, 1.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    y_pred.flags.writeable = y_true.flags.writeable = False
    function(y_pred, y_true)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    "shapes", [((3, 2), (3,)), ((3, 1), (3,)), ((3, 2), (2, 3)), ((1, 2), (3, 2)), ((3,), ())]
)
def test_shapes_that_differ_are_both_named(function, shapes):
    with pytest.raises(ValueError, match="shape") as caught:
        function(*map(np.zeros, shapes))
    assert all(str(shape) in str(caught.value) for shape in shapes)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_empty_batch_has_no_mean(function):
    with pytest.raises(ValueError, match="empty"):
        function(np.zeros((0, 2)), np.zeros((0, 2)))


@pytest.mark.parametrize("function", [losses.cross_entropy, losses.cross_entropy_grad])
@pytest.mark.parametrize("shape", [(3,), (2, 3, 4)])
def test_cross_entropy_wants_one_row_a_sample(function, shape):
    with pytest.raises(ValueError, match="2 axes"):
        function(np.ones(shape), np.ones(shape))


@pytest.mark.parametrize("function", ENTRYWISE)
def test_a_single_number_is_a_batch_of_one(function):
    assert np.shape(function(0.25, 1)) == ()
