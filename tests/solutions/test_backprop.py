"""The reference's numerical gradient and each of its layers against autograd."""

import autograd.numpy as anp
import backprop
import numpy as np
import pytest
import softmax
from autograd import grad
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

deterministic = settings(derandomize=True, deadline=None, max_examples=50)

ORACLES = {
    backprop.ReLU: lambda x: anp.where(x > 0, x, 0.0),
    backprop.Sigmoid: lambda x: 0.5 * (1 + anp.tanh(x / 2)),
    backprop.Tanh: lambda x: 1 - 2 / (anp.exp(2 * x) + 1),
}
"""Each activation in another form than the reference's."""

activation = st.sampled_from(list(ORACLES))
seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)


def numbers(shape, size=5.0):
    elements = st.floats(-size, size, allow_subnormal=False)
    return arrays(float, fill=st.nothing(), shape=shape, elements=elements)


@given(numbers(array_shapes(min_dims=0, max_dims=3, max_side=4), 2))
@deterministic
def test_numerical_gradient_agrees_with_autograd(x):
    def f(z):
        return anp.sum(anp.sin(z) * anp.exp(z)) ** 2 / z.size

    result = backprop.numerical_gradient(f, x)
    assert result.shape == x.shape
    assert result.dtype == np.float64
    np.testing.assert_allclose(result, grad(f)(x), rtol=1e-6, atol=1e-6)


@given(numbers((3, 2), 2), st.floats(1e-3, 1))
@deterministic
def test_the_error_of_a_cubic_is_the_square_of_the_step(x, h):
    result = backprop.numerical_gradient(lambda z: np.sum(z**3), x, h)
    np.testing.assert_allclose(result, 3 * x**2 + h**2, atol=1e-9)


def test_numerical_gradient_leaves_x_alone_even_if_f_does_not():
    def spoil(z):
        z *= 2
        return z.sum()

    x = np.array([[1, 2], [3, 4]])
    np.testing.assert_allclose(backprop.numerical_gradient(spoil, x), np.full((2, 2), 2.0))
    assert x.tolist() == [[1, 2], [3, 4]]


@given(sizes, sizes, seeds)
@deterministic
def test_softmax_backward(n, k, seed):
    rng = np.random.default_rng(seed)
    logits, upstream = rng.normal(0, 2, (n, k)), rng.normal(0, 1, (n, k))

    def loss(z):
        e = anp.exp(z)
        return anp.sum(upstream * e / anp.sum(e, axis=1, keepdims=True))

    result = backprop.softmax_backward(upstream, softmax.softmax(logits))
    np.testing.assert_allclose(result, grad(loss)(logits), rtol=1e-10, atol=1e-13)


@given(sizes, st.integers(2, 6), seeds)
@deterministic
def test_softmax_backward_after_cross_entropy_is_the_fused_gradient(n, k, seed):
    rng = np.random.default_rng(seed)
    logits, labels = rng.normal(0, 2, (n, k)), rng.integers(0, k, n)
    probs = softmax.softmax(logits)
    upstream = -np.eye(k)[labels] / probs / n
    np.testing.assert_allclose(
        backprop.softmax_backward(upstream, probs),
        softmax.softmax_cross_entropy_grad(logits, labels),
        rtol=1e-10,
        atol=1e-14,
    )


@pytest.mark.parametrize(("n_in", "n_out"), [(50, 2000), (1000, 100), (1, 100_000)])
def test_initialization(n_in, n_out):
    layer = backprop.Linear(n_in, n_out, np.random.default_rng(n_in))
    assert layer.W.shape == (n_in, n_out)
    assert layer.b.tolist() == [0.0] * n_out
    assert np.std(layer.W) == pytest.approx(np.sqrt(2 / n_in), rel=0.02)
    assert abs(np.mean(layer.W)) < 0.02 * np.sqrt(2 / n_in)


@given(sizes, sizes, sizes, seeds)
@example(1, 1, 1, 0)
@deterministic
def test_linear(n, n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    layer = backprop.Linear(n_in, n_out, rng)
    layer.b[...] = rng.normal(0, 1, n_out)
    x, upstream = rng.normal(0, 1, (n, n_in)), rng.normal(0, 1, (n, n_out))

    def loss(x, weights, bias):
        return anp.sum(upstream * (anp.dot(x, weights) + bias))

    layer.forward(rng.normal(0, 1, (n + 1, n_in)))
    layer.backward(np.ones((n + 1, n_out)))
    assert np.sum(upstream * layer.forward(x)) == pytest.approx(loss(x, layer.W, layer.b))
    grad_x = layer.backward(upstream)
    for number, result in enumerate((grad_x, layer.dW, layer.db)):
        expected = grad(loss, number)(x, layer.W, layer.b)
        assert result.shape == expected.shape
        np.testing.assert_allclose(result, expected, rtol=1e-10, atol=1e-12)


@given(activation, array_shapes(max_dims=3, max_side=4), seeds)
@deterministic
def test_activations(kind, shape, seed):
    rng = np.random.default_rng(seed)
    x, upstream = rng.normal(0, 3, shape), rng.normal(0, 1, shape)
    layer, oracle = kind(), ORACLES[kind]
    np.testing.assert_allclose(layer.forward(x), oracle(x), rtol=1e-10, atol=1e-12)
    expected = grad(lambda z: anp.sum(upstream * oracle(z)))(x)
    np.testing.assert_allclose(layer.backward(upstream), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("kind", "y", "slope"),
    [
        (backprop.ReLU, [0, 0, 1000], [0, 0, 1]),
        (backprop.Sigmoid, [0, 0.5, 1], [0, 0.25, 0]),
        (backprop.Tanh, [-1, 0, 1], [0, 1, 0]),
    ],
)
@pytest.mark.parametrize("number", [int, float])
def test_activations_at_the_ends_and_at_the_kink(kind, y, slope, number):
    layer = kind()
    result = layer.forward(np.array([-1000, 0, 1000], dtype=number))
    assert result.dtype == np.float64
    np.testing.assert_allclose(result, y, atol=1e-15)
    np.testing.assert_allclose(layer.backward(np.ones(3)), slope, atol=1e-15)
