"""An abstract Layer, subclasses with super(), properties, __slots__ and __repr__."""

# === backprop.py
from abc import ABC, abstractmethod


class Layer(ABC):
    @abstractmethod
    def forward(self, x, training=False): ...

    @abstractmethod
    def backward(self, grad): ...

    def __call__(self, x):
        return self.forward(x)

    def __repr__(self):
        return f"{type(self).__name__}()"


class Pointwise(Layer):
    def __init__(self):
        self.memory = None

    def forward(self, x, training=False):
        self.memory = np.array(x, dtype=np.float64)
        return self.function(self.memory)

    def backward(self, grad):
        return np.multiply(grad, self.slope())


class ReLU(Pointwise):
    def function(self, x):
        return np.maximum(0.0, x)

    def slope(self):
        return np.heaviside(self.memory, 0.0)


class Sigmoid(Pointwise):
    def function(self, x):
        return sigmoid(x)

    def slope(self):
        return sigmoid(self.memory) * sigmoid(-self.memory)


class Tanh(Pointwise):
    def function(self, x):
        return 2 * sigmoid(2 * x) - 1

    def slope(self):
        return 4 * sigmoid(2 * self.memory) * sigmoid(-2 * self.memory)


class Linear(Layer):
    def __init__(self, n_in, n_out, rng):
        super().__init__()
        self.W = rng.normal(loc=0.0, scale=(2 / n_in) ** 0.5, size=(n_in, n_out))
        self.b = np.zeros(n_out)

    @property
    def dW(self):
        return self.x.T @ self.grad

    @property
    def db(self):
        return self.grad.sum(axis=0)

    def forward(self, x, training=False):
        self.x = x + 0.0
        return np.dot(self.x, self.W) + self.b

    def backward(self, grad):
        self.grad = grad + 0.0
        return np.dot(grad, self.W.T)
