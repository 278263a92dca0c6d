"""The reference dropout against its definition and against autograd."""

import dropout
import numpy as np
import pytest
from autograd import elementwise_grad
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

deterministic = settings(derandomize=True, deadline=None, max_examples=50)

BATCHES = array_shapes(min_dims=2, max_dims=2, max_side=6).flatmap(
    lambda shape: st.tuples(
        *(
            arrays(
                float,
                fill=st.nothing(),
                shape=shape,
                elements=st.floats(-9, 9, allow_subnormal=False),
            )
            for _ in "xg"
        )
    )
)
RATES = st.floats(0, 0.95)


def _layer(p, seed=0):
    return dropout.Dropout(p, np.random.default_rng(seed))


@given(BATCHES, RATES)
@deterministic
def test_each_entry_is_removed_or_scaled(batch, p):
    x, _ = batch
    kept = np.random.default_rng(0).random(x.shape) >= p
    expected = np.where(kept, x / (1 - p), 0)
    result = _layer(p).forward(x, training=True)
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=0)


@given(BATCHES, RATES, st.booleans())
@deterministic
def test_backward_is_the_gradient_of_the_latest_forward(batch, p, training):
    x, grad = batch
    layer = _layer(p)
    layer.forward(x, training=not training)
    rng_before = layer.rng.bit_generator.state
    layer.forward(x, training=training)

    def the_same_forward(z):
        rng = np.random.default_rng(0)
        rng.bit_generator.state = rng_before
        return z * (rng.random(x.shape) >= p) / (1 - p) if training else z

    expected = elementwise_grad(lambda z: grad * the_same_forward(z))(x)
    np.testing.assert_allclose(layer.backward(grad), expected, rtol=1e-12, atol=0)


@given(BATCHES, RATES)
@deterministic
def test_without_training_nothing_happens(batch, p):
    x, grad = batch
    layer = _layer(p)
    np.testing.assert_array_equal(layer.forward(x), x)
    np.testing.assert_array_equal(layer.backward(grad), grad)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_the_mean_stays_and_neurons_are_independent(p):
    """Of 10⁶ entries; the bounds are more than six standard deviations."""
    y = _layer(p).forward(np.ones((1000, 1000)), training=True)
    assert abs(np.mean(y) - 1) < 6 * np.sqrt(p / (1 - p)) / 1000
    removed = y == 0
    spread = 6 * np.sqrt(1000 * p * (1 - p))
    assert np.all(np.abs(removed.sum(axis=0) - 1000 * p) < spread)
    assert np.all(np.abs(removed.sum(axis=1) - 1000 * p) < spread)


def test_whole_numbers_become_decimals():
    result = _layer(0.2).forward(np.array([[4, 8, 10]] * 50), training=True)
    assert result.dtype == np.float64
    assert set(result.ravel().tolist()) == {0.0, 5.0, 10.0, 12.5}


def test_inputs_are_left_alone():
    x, grad = np.ones((3, 4)), np.ones((3, 4))
    x.flags.writeable = grad.flags.writeable = False
    layer = _layer(0.5)
    layer.forward(x, training=True)
    layer.backward(grad)


@pytest.mark.parametrize("p", [-1e-9, 1, 1.0, 2, float("nan")])
def test_rates_out_of_range_are_refused(p):
    with pytest.raises(ValueError, match="at least 0 and less than 1"):
        _layer(p)
