"""`__slots__` everywhere, on classes without a common base: no object takes another attribute."""


# === backprop.py
class Linear:
    __slots__ = ("W", "b", "dW", "db", "_x")

    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        self.b = np.zeros(n_out)

    def forward(self, x, training=False):
        self._x = np.array(x, dtype=float)
        return self._x @ self.W + self.b

    def backward(self, grad):
        grad = np.asarray(grad, dtype=float)
        self.dW, self.db = self._x.T @ grad, grad.sum(axis=0)
        return grad @ self.W.T


class ReLU:
    __slots__ = ("_slope",)

    def forward(self, x, training=False):
        x = np.asarray(x, dtype=float)
        self._slope = (x > 0) * 1.0
        return x * self._slope

    def backward(self, grad):
        return self._slope * grad


class Sigmoid:
    __slots__ = ("_y",)

    def forward(self, x, training=False):
        self._y = sigmoid(x)
        return self._y

    def backward(self, grad):
        return grad * (self._y - self._y**2)


class Sequential:
    __slots__ = ("_layers",)

    def __init__(self, layers):
        self._layers = tuple(layers)

    def forward(self, x, training=False):
        for layer in self._layers:
            x = layer.forward(x, training)
        return x

    def backward(self, grad):
        for layer in self._layers[::-1]:
            grad = layer.backward(grad)
        return grad

    def parameters(self):
        return [getattr(each, name) for each in self._with_weights() for name in ("W", "b")]

    def gradients(self):
        return [getattr(each, name) for each in self._with_weights() for name in ("dW", "db")]

    def _with_weights(self):
        return [layer for layer in self._layers if hasattr(layer, "b")]


# === gradient_descent.py
class SGD:
    __slots__ = ("_rate", "_momentum", "_velocities")

    def __init__(self, learning_rate, momentum=0.0):
        self._rate, self._momentum, self._velocities = learning_rate, momentum, {}

    def step(self, parameters, gradients):
        for place, (w, g) in enumerate(zip(parameters, gradients)):
            before = self._velocities.get(place, 0.0)
            self._velocities[place] = self._momentum * before + np.asarray(g, dtype=float)
            w -= self._rate * self._velocities[place]
