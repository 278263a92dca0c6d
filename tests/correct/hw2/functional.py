"""reduce, partial and lambdas; forward and backward are folds over the layers."""

# === backprop.py
from functools import partial, reduce


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    basis = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + h * e) - f(x - h * e)) / 2 / h for e in basis]).reshape(x.shape)


class Sequential(Sequential):
    def forward(self, x, training=False):
        return reduce(lambda value, layer: layer.forward(value, training=training), self.layers, x)

    def backward(self, grad):
        return reduce(lambda value, layer: layer.backward(value), self.layers[::-1], grad)

    def _collect(self, *names):
        found = (getattr(layer, name, None) for layer in self.layers for name in names)
        return list(filter(lambda array: array is not None, found))

    parameters = lambda self: self._collect("W", "b")
    gradients = lambda self: self._collect("dW", "db")


# === gradient_descent.py
from functools import reduce
from itertools import accumulate, repeat, takewhile


def random_search(f, low, high, n_trials, rng):
    pairs = map(lambda w: (w, f(w)), rng.uniform(low, high, size=(n_trials, len(low))))
    return reduce(lambda a, b: b if b[1] < a[1] else a, pairs)
