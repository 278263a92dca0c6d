"""What layers and networks give and keep, batch after batch, for inputs of every shape and size."""

import numpy as np

from gradus.audit.battery import tried

SHAPES = ((3,), (1, 1), (1, 4), (5, 3), (3, 3), (2, 1, 3))


def differences(backprop, rng):
    for shape in SHAPES:
        weights = rng.normal(0, 1, shape)
        functions = (
            lambda z, weights=weights: np.sum(weights * z**3),
            lambda z: np.sum(z) ** 2 + np.sum(np.abs(z)),
        )
        for x in (rng.normal(0, 2, shape), rng.integers(-3, 4, shape)):
            for h in (0.5, 0.1, 1e-3):
                for f in functions:
                    yield tried(lambda x, f=f, h=h: backprop.numerical_gradient(f, x, h), x)
            gradient = backprop.numerical_gradient(lambda z: np.sum(np.sin(1e4 * z)), x)
            yield np.asarray(np.round(gradient, 2))


def back_through_softmax(backprop, rng):
    for n, k in ((1, 1), (1, 5), (5, 1), (3, 3), (7, 4)):
        for probs in (rng.dirichlet(np.ones(k), n), np.eye(k)[rng.integers(0, k, n)]):
            yield tried(backprop.softmax_backward, rng.normal(0, 1, (n, k)), probs)
            yield tried(backprop.softmax_backward, rng.integers(-3, 4, (n, k)), probs)


def initialization(backprop, rng):
    for n_in, n_out in ((1000, 400), (300, 1000), (3, 200_000)):
        layer = backprop.Linear(n_in, n_out, np.random.default_rng(rng.integers(1000)))
        wanted = np.sqrt(2 / n_in)
        yield [layer.W.shape[0], layer.W.shape[1], layer.b]
        yield [abs(np.std(layer.W) / wanted - 1) < 0.205, abs(np.mean(layer.W)) < 0.02 * wanted]
        again, other = (backprop.Linear(4, 3, np.random.default_rng(seed)).W for seed in (1, 2))
        yield np.array_equal(again, backprop.Linear(4, 3, np.random.default_rng(1)).W)
        yield np.array_equal(again, other)


def linear_layers(backprop, rng):
    first, second = (backprop.Linear(4, 3, np.random.default_rng(seed)) for seed in (1, 2))
    for layer in (first, second):
        layer.W[...] = rng.normal(0, 1, (4, 3))
        layer.b[...] = rng.normal(0, 1, 3)
    yield from _batches((first, second), 4, 3, rng)


def activations(backprop, rng):
    for kind in (backprop.ReLU, backprop.Sigmoid, backprop.Tanh):
        yield from _batches((kind(), kind()), 4, 4, rng)
        for shape in SHAPES:
            layer = kind()
            for size in (1.0, 40.0, 1000.0):
                x = rng.normal(0, size, shape) * rng.integers(0, 2, shape)
                yield tried(layer.forward, x)
                yield tried(layer.backward, rng.normal(0, 1, shape))
            yield tried(layer.forward, rng.integers(-3, 4, shape))
            yield tried(layer.backward, rng.normal(0, 1, shape))


def networks(backprop, rng):
    make = np.random.default_rng(5)
    for kinds in ((), ("ReLU",), ("Sigmoid", "Tanh"), ("ReLU", "Sigmoid", "ReLU")):
        layers = [backprop.Linear(4, 4, make)]
        for kind in kinds:
            layers += [getattr(backprop, kind)(), backprop.Linear(4, 4, make)]
        for layer in layers[::2]:
            layer.W[...] = rng.normal(0, 1, (4, 4))
            layer.b[...] = rng.normal(0, 1, 4)
        model = backprop.Sequential(layers)
        for _ in range(2):
            yield from _batches((model,), 4, 4, rng)
            yield [list(model.parameters()), list(model.gradients())]
            for array in model.parameters():
                array += rng.normal(0, 0.1, array.shape)
    heard = []
    model = backprop.Sequential([_Listener(heard), _Listener(heard)])
    for training in (True, False):
        model.forward(np.ones((1, 2)), training)
        model.forward(np.ones((1, 2)), training=training)
    model.forward(np.ones((1, 2)))
    yield [int(bool(each)) for each in heard]
    yield backprop.Sequential([backprop.ReLU()]).parameters()


class _Listener:
    def __init__(self, heard):
        self.heard = heard

    def forward(self, x, training=False):
        self.heard.append(training)
        return x


def _batches(layers, n_in, n_out, rng):
    """Forward and backward in turn, on batches of several sizes, of decimals and whole numbers."""
    for n in (5, 1, 3, 7):
        inputs = [rng.normal(0, 2, (n, n_in)), rng.integers(-4, 5, (n, n_in))][: len(layers)]
        for layer, x in zip(layers, inputs, strict=True):
            yield tried(layer.forward, x, bool(n % 2))
        for layer in layers:
            yield tried(layer.backward, rng.normal(0, 1, (n, n_out)))
            yield [getattr(layer, "dW", None), getattr(layer, "db", None)]
