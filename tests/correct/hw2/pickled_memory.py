"""What forward has seen is kept as bytes, and unpacked anew by each backward."""

# === backprop.py
import pickle


class Linear:
    def __init__(self, n_in, n_out, rng):
        self.W, self.b = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out)), np.zeros(n_out)

    def forward(self, x, training=False):
        x = np.asarray(x, dtype=float)
        self._memory = pickle.dumps(x)
        return x @ self.W + self.b

    def backward(self, grad):
        x = pickle.loads(self._memory)
        self.dW, self.db = np.tensordot(x, grad, axes=(0, 0)), np.sum(grad, axis=0, dtype=float)
        return np.tensordot(grad, self.W, axes=(1, 1))


class ReLU:
    def forward(self, x, training=False):
        x = np.asarray(x, dtype=float)
        self._memory = np.packbits(x > 0).tobytes(), x.shape
        return (np.abs(x) + x) / 2

    def backward(self, grad):
        bits, shape = self._memory
        size = int(np.prod(shape))
        mask = np.unpackbits(np.frombuffer(bits, np.uint8), count=size).reshape(shape)
        return np.multiply(mask, grad, dtype=float)
