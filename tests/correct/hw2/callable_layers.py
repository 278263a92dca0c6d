"""Layers are named tuples of functions, made by functions with the names of classes."""

# === backprop.py
from types import SimpleNamespace


def _pointwise(f, slope):
    memory = {}

    def forward(x, training=False):
        memory["x"] = np.array(x, dtype=float)
        return f(memory["x"])

    def backward(grad):
        return grad * slope(memory["x"])

    return SimpleNamespace(forward=forward, backward=backward)


def ReLU():
    return _pointwise(lambda x: np.clip(x, 0, None), lambda x: np.where(x > 0, 1.0, 0.0))


def Sigmoid():
    return _pointwise(sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)))


def Tanh():
    return _pointwise(np.tanh, lambda x: 1 - np.square(np.tanh(x)))


# === gradient_descent.py
from types import SimpleNamespace


def SGD(learning_rate, momentum=0.0):
    velocities = {}

    def step(parameters, gradients):
        for i, (w, g) in enumerate(zip(parameters, gradients, strict=True)):
            velocities[i] = momentum * velocities.get(i, np.zeros(w.shape)) + g
            w[...] = w - learning_rate * velocities[i]

    return SimpleNamespace(step=step, learning_rate=learning_rate)
