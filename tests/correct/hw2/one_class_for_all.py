"""One class for every layer that works entry by entry; the kinds are instances of a metaclass."""


# === backprop.py
class _Kind(type):
    def __new__(cls, name, f, slope):
        def forward(self, x, training=False):
            self.kept = f(np.asarray(x, dtype=float))
            return self.kept.copy()

        def backward(self, grad):
            return np.multiply(grad, slope(self.kept))

        return super().__new__(cls, name, (), {"forward": forward, "backward": backward})

    def __init__(cls, name, f, slope):
        super().__init__(name, (), {})


ReLU = _Kind("ReLU", lambda x: np.maximum(x, 0.0), lambda y: np.sign(y))
Sigmoid = _Kind("Sigmoid", sigmoid, lambda y: y * (1.0 - y))
Tanh = _Kind("Tanh", np.tanh, lambda y: 1.0 - y * y)
