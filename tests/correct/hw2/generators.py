"""Layers as coroutines: forward sends x in, backward sends the gradient in."""


# === backprop.py
class Coroutine:
    def forward(self, x, training=False):
        self.run = self.passes(np.asarray(x, dtype=float))
        return next(self.run)

    def backward(self, grad):
        return self.run.send(grad)


class ReLU(Coroutine):
    def passes(self, x):
        grad = yield np.maximum(x, 0)
        while True:
            grad = yield np.where(x > 0, grad, 0.0)


class Sigmoid(Coroutine):
    def passes(self, x):
        y = sigmoid(x)
        grad = yield y.copy()
        while True:
            grad = yield grad * y * (1 - y)


class Tanh(Coroutine):
    def passes(self, x):
        y = np.tanh(x)
        grad = yield y
        while True:
            grad = yield grad * (1 - y * y)


# === gradient_descent.py
def walk(grad, w, rate):
    while True:
        g = grad(w)
        yield w, np.linalg.norm(g)
        w = w - rate * g


def gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0):
    w = np.array(w0, dtype=float)
    rows = []
    for w, length in walk(grad, w, learning_rate):
        rows.append(w)
        if length <= tolerance or len(rows) > max_steps:
            return np.array(rows)


def minibatches(n, batch_size, rng):
    order = iter(rng.permutation(n).tolist())
    while batch := [index for _, index in zip(range(batch_size), order)]:
        yield batch
