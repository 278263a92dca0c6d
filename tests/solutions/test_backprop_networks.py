"""Whole networks of the reference's layers against autograd, and the example of the hand-out."""

import inspect
from typing import Any

import autograd.numpy as anp
import backprop
import numpy as np
import pytest
import softmax
from autograd import value_and_grad
from hypothesis import given, settings
from hypothesis import strategies as st

ORACLES = {
    backprop.ReLU: lambda x: anp.where(x > 0, x, 0.0),
    backprop.Sigmoid: lambda x: 0.5 * (1 + anp.tanh(x / 2)),
    backprop.Tanh: lambda x: 1 - 2 / (anp.exp(2 * x) + 1),
}


@given(st.lists(st.sampled_from(list(ORACLES)), max_size=3), st.integers(1, 6), st.integers(0, 999))
@settings(derandomize=True, deadline=None, max_examples=50)
def test_a_whole_network(kinds, n, seed):
    """Linear layers with any activations between them, and a cross entropy at the end."""
    rng = np.random.default_rng(seed)
    layers = [backprop.Linear(3, 4, rng)]
    for kind in kinds:
        layers += [kind(), backprop.Linear(4, 4, rng)]
    model = backprop.Sequential(layers)
    x, labels = rng.normal(0, 1, (n, 3)), rng.integers(0, 4, n)

    def loss(parameters):
        z, (weights, bias, *rest) = x, parameters
        z = anp.dot(z, weights) + bias
        for kind, weights, bias in zip(kinds, rest[::2], rest[1::2], strict=True):
            z = anp.dot(ORACLES[kind](z), weights) + bias
        return anp.mean(anp.log(anp.sum(anp.exp(z), axis=1)) - z[anp.arange(n), labels])

    logits = model.forward(x, training=True)
    model.backward(softmax.softmax_cross_entropy_grad(logits, labels))
    value, expected = value_and_grad(loss)(model.parameters())
    assert softmax.softmax_cross_entropy(logits, labels) == pytest.approx(value)
    for result, right in zip(model.gradients(), expected, strict=True):
        np.testing.assert_allclose(result, right, rtol=1e-8, atol=1e-11)


def test_parameters_are_the_layers_own():
    rng = np.random.default_rng(0)
    first, second = backprop.Linear(2, 3, rng), backprop.Linear(3, 1, rng)
    model = backprop.Sequential([first, backprop.ReLU(), second])
    assert [id(each) for each in model.parameters()] == [
        id(each) for each in (first.W, first.b, second.W, second.b)
    ]


def test_every_layer_hears_whether_we_are_training():
    heard = []

    class Listener:
        def forward(self, x, training=False):
            heard.append(training)
            return x

    model = backprop.Sequential([Listener(), Listener()])
    model.forward(np.ones(1), training=True)
    model.forward(np.ones(1))
    assert heard == [True, True, False, False]
    layers: tuple[Any, ...] = (backprop.Linear, backprop.Sequential, *ORACLES)
    defaults = [inspect.signature(layer.forward).parameters["training"] for layer in layers]
    assert all(training.default is False for training in defaults)


@pytest.mark.parametrize("kind", list(ORACLES))
def test_inputs_are_left_alone(kind):
    x, upstream = np.array([[-1.0, 2.0]]), np.array([[3.0, -4.0]])
    x.flags.writeable = upstream.flags.writeable = False
    model = backprop.Sequential([kind(), backprop.Linear(2, 2, np.random.default_rng(0))])
    model.forward(x)
    model.backward(upstream)


def test_major_and_minor_need_a_hidden_layer():
    """What the hand-out says of its example is so."""
    chords = np.zeros((24, 12))
    for root in range(12):
        chords[root, [root, (root + 4) % 12, (root + 7) % 12]] = 1
        chords[12 + root, [root, (root + 3) % 12, (root + 7) % 12]] = 1
    labels = np.repeat([0, 1], 12)

    def trained(layers):
        model = backprop.Sequential(layers)
        for _ in range(1000):
            logits = model.forward(chords, training=True)
            model.backward(softmax.softmax_cross_entropy_grad(logits, labels))
            for parameter, gradient in zip(model.parameters(), model.gradients(), strict=True):
                parameter -= 0.5 * gradient
        logits = model.forward(chords)
        right = np.mean(logits.argmax(axis=1) == labels)
        return right, softmax.softmax_cross_entropy(logits, labels)

    rng = np.random.default_rng(1)
    deep = [backprop.Linear(12, 16, rng), backprop.ReLU(), backprop.Linear(16, 2, rng)]
    assert trained(deep) == (1.0, pytest.approx(0, abs=0.05))
    right, loss = trained([backprop.Linear(12, 2, np.random.default_rng(1))])
    assert loss == pytest.approx(np.log(2), abs=1e-5)
    assert 0.4 <= right <= 0.6
