"""The reference against 60-digit decimals, its gradients against autograd."""

from decimal import Decimal, localcontext

import autograd.numpy as anp
import numpy as np
import pytest
import softmax
from autograd import grad, jacobian
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

deterministic = settings(derandomize=True, deadline=None, max_examples=50)

OF_LOGITS = (softmax.sigmoid, softmax.softmax, softmax.log_softmax)
OF_LABELS = (softmax.softmax_cross_entropy, softmax.softmax_cross_entropy_grad)
APART = np.array([[1e4, -1e4, 0.0], [-1e4, -9999.0, -1e4], [0.0, 1.0, 2.0]])
"""Rows of very different size: the largest of all would be wrong for every other row."""


def _logits(size):
    elements = st.floats(-size, size, allow_subnormal=False)
    return arrays(
        float, fill=st.nothing(), shape=array_shapes(max_dims=3, max_side=5), elements=elements
    )


@st.composite
def _batches(draw, size):
    n, k = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    logits = draw(
        arrays(
            float,
            fill=st.nothing(),
            shape=(n, k),
            elements=st.floats(-size, size, allow_subnormal=False),
        )
    )
    return logits, draw(arrays(int, n, elements=st.integers(0, k - 1)))


def _log_softmax(row):
    """z_i − ln Σ_j e^(z_j) in 60 digits and without any shift."""
    with localcontext(prec=60):
        z = [Decimal(number) for number in row.tolist()]
        log_sum = sum((number.exp() for number in z), Decimal()).ln()
        return [number - log_sum for number in z]


def _log_oracle(logits):
    return np.apply_along_axis(lambda row: np.array(_log_softmax(row), float), -1, logits)


def _oracle(logits):
    def probabilities(row):
        return np.array([number.exp() for number in _log_softmax(row)], float)

    return np.apply_along_axis(probabilities, -1, logits)


@given(_logits(1e4))
@example(np.array([-1e4, -1000.0, -710.0, -37.0, 0.0, 37.0, 710.0, 1000.0, 1e4]))
@deterministic
def test_sigmoid(logits):
    with_zero = np.stack([logits, np.zeros_like(logits)], axis=-1)
    expected = _oracle(with_zero)[..., 0]
    result = softmax.sigmoid(logits)
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-300)
    assert result.shape == logits.shape


@given(_logits(1e4))
@example(APART)
@deterministic
def test_softmax(logits):
    result = softmax.softmax(logits)
    np.testing.assert_allclose(result, _oracle(logits), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(result.sum(axis=-1), 1, rtol=1e-12)


@given(_logits(1e4))
@example(APART)
@deterministic
def test_log_softmax(logits):
    result = softmax.log_softmax(logits)
    np.testing.assert_allclose(result, _log_oracle(logits), rtol=1e-12, atol=1e-11)


@given(_batches(1e4))
@example((APART, np.array([1, 0, 2])))
@deterministic
def test_softmax_cross_entropy(batch):
    logits, labels = batch
    chosen = [_log_softmax(row)[label] for row, label in zip(logits, labels, strict=True)]
    expected = float(-sum(chosen) / len(chosen))
    result = softmax.softmax_cross_entropy(logits, labels)
    assert result == pytest.approx(expected, rel=1e-12, abs=1e-11)


@given(_batches(30))
@example((np.array([[0.0, 1.0, 2.0, 3.0]]), np.array([1])))
@deterministic
def test_softmax_cross_entropy_grad(batch):
    logits, labels = batch

    def oracle(z):
        chosen = z[np.arange(len(labels)), labels]
        return anp.mean(anp.log(anp.sum(anp.exp(z - chosen[:, None]), axis=1)))

    result = softmax.softmax_cross_entropy_grad(logits, labels)
    np.testing.assert_allclose(result, grad(oracle)(logits), rtol=1e-9, atol=1e-14)


@given(
    arrays(float, fill=st.nothing(), shape=(4,), elements=st.floats(-10, 10, allow_subnormal=False))
)
@deterministic
def test_log_softmax_agrees_with_autograd_on_the_slope_of_softmax(z):
    """The Jacobian of ln softmax is I − 1·softmaxᵀ: it ties the two functions together."""
    slopes = jacobian(lambda x: x - anp.log(anp.sum(anp.exp(x))))(z)
    np.testing.assert_allclose(np.eye(4) - slopes, np.tile(softmax.softmax(z), (4, 1)), atol=1e-12)


def test_the_gradient_stays_finite_where_exp_overflows():
    result = softmax.softmax_cross_entropy_grad(APART, np.array([1, 0, 2]))
    np.testing.assert_allclose(result[0], [1 / 3, -1 / 3, 0], atol=1e-15)
    np.testing.assert_allclose(result.sum(axis=1), 0, atol=1e-15)


@pytest.mark.parametrize("function", OF_LOGITS)
@pytest.mark.parametrize("kind", [np.int64, np.int8, np.float32])
def test_other_number_types_are_accepted(function, kind):
    logits = np.array([[0, 1, -2], [3, 100, -100]])
    result = function(logits.astype(kind))
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, function(logits.astype(float)))


@pytest.mark.parametrize("function", OF_LABELS)
@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int64])
def test_labels_of_any_integer_type_are_accepted(function, kind):
    logits = np.array([[0, 1, -2], [3, 100, -100]])
    result = function(logits, np.array([2, 0], dtype=kind))
    assert np.asarray(result).dtype == np.float64
    np.testing.assert_array_equal(result, function(logits.astype(float), np.array([2, 0])))


@pytest.mark.parametrize("function", [*OF_LOGITS, *OF_LABELS])
def test_inputs_are_left_alone(function):
    logits, labels = np.array([[0.0, 1.0], [3.0, -5.0]]), np.array([1, 0])
    logits.flags.writeable = labels.flags.writeable = False
    function(*((logits, labels) if function in OF_LABELS else (logits,)))


@pytest.mark.parametrize("function", OF_LABELS)
@pytest.mark.parametrize(
    "shapes", [((3, 2), (2,)), ((3, 2), (3, 1)), ((3, 2), (3, 2)), ((3,), (3,)), ((0, 2), (0,))]
)
def test_shapes_that_do_not_fit_are_both_named(function, shapes):
    logits, labels = np.zeros(shapes[0]), np.zeros(shapes[1], dtype=int)
    with pytest.raises(ValueError, match="logits") as caught:
        function(logits, labels)
    assert all(str(shape) in str(caught.value) for shape in shapes)


@pytest.mark.parametrize("function", OF_LABELS)
@pytest.mark.parametrize("labels", [[0, 3], [-1, 0], [0.0, 1.0], [True, False]])
def test_labels_are_whole_numbers_of_classes(function, labels):
    with pytest.raises(ValueError, match="from 0 to 2"):
        function(np.zeros((2, 3)), np.array(labels))
