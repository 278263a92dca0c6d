"""Plain functions in the instances, where others have methods: closures over one memory."""


# === backprop.py
class Linear:
    def __init__(self, n_in, n_out, rng):
        self.W, self.b = rng.normal(0, (2 / n_in) ** 0.5, (n_in, n_out)), np.zeros(n_out)
        seen = []

        def forward(x, training=False):
            seen[:] = [np.asarray(x, dtype=float)]
            return seen[0] @ self.W + self.b

        def backward(grad):
            self.dW, self.db = seen[0].T @ grad, np.sum(grad, axis=0, dtype=float)
            return grad @ self.W.T

        self.forward, self.backward = forward, backward


class Sequential:
    def __init__(self, layers):
        self.layers = list(layers)
        trained = [layer for layer in self.layers if hasattr(layer, "W")]

        def forward(x, training=False):
            for layer in self.layers:
                x = layer.forward(x, training)
            return x

        def backward(grad):
            for layer in self.layers[::-1]:
                grad = layer.backward(grad)
            return grad

        self.forward, self.backward = forward, backward
        self.parameters = lambda: [each for layer in trained for each in (layer.W, layer.b)]
        self.gradients = lambda: [each for layer in trained for each in (layer.dW, layer.db)]
