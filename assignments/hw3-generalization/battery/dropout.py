"""What a dropout layer keeps: its own factors, and the chances that the hand-out promises."""

import numpy as np

from gradus.audit.battery import tried


def probabilities(dropout, rng):
    for p in (-0.1, -1e-9, 0.0, 0.3, 0.999, 1.0, 1.5, float("nan")):
        made = tried(dropout.Dropout, p, rng)
        yield made if isinstance(made, str) else "made"


def removed(dropout, rng):
    for p in (0.0, 0.1, 0.5, 0.9):
        layer = dropout.Dropout(p, np.random.default_rng(rng.integers(10_000)))
        x = rng.uniform(1, 2, (200, 100)) * rng.choice([-1.0, 1.0], (200, 100))
        before = x.copy()
        factors = layer.forward(x, training=True) / x
        yield np.array_equal(x, before)
        yield np.unique(np.round(factors, 9))
        yield abs(np.mean(factors == 0) - p) < 0.02
        yield bool(np.std(np.mean(factors == 0, axis=0)) > 0.02) == (p > 0)
        again = layer.forward(x, training=True) / x
        yield np.array_equal(again, factors) == (p == 0)


def there_and_back(dropout, rng):
    layers = [dropout.Dropout(p, np.random.default_rng(seed)) for seed, p in enumerate((0.2, 0.6))]
    for training in (True, False, True, True, False):
        inputs = [rng.normal(0, 1, (int(rng.integers(1, 9)), 5)) for _ in layers]
        outputs = [layer.forward(x, training) for layer, x in zip(layers, inputs, strict=True)]
        for layer, x, y in zip(layers, inputs, outputs, strict=True):
            grad = rng.normal(0, 1, x.shape)
            yield bool(np.allclose(layer.backward(grad), grad * y / x))
            yield training or np.array_equal(x, y)
        yield tried(layers[0].forward, np.ones((2, 2)))
    whole = np.arange(1, 13).reshape(3, 4)
    layer = dropout.Dropout(0.5, np.random.default_rng(1))
    yield np.unique(np.round(layer.forward(whole, training=True) / whole, 9))
    layer.forward(np.zeros((3, 400)), training=True)
    yield np.unique(layer.backward(np.ones((3, 400))))


def seeds(dropout, _):
    x = np.ones((20, 20))
    one, same, other = (
        dropout.Dropout(0.5, np.random.default_rng(seed)).forward(x, training=True)
        for seed in (1, 1, 2)
    )
    yield [np.array_equal(one, same), np.array_equal(one, other)]
