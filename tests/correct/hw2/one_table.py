"""W and b are views of one table with one more row; the gradients are too."""


# === backprop.py
class Linear:
    def __init__(self, n_in, n_out, rng):
        self.table = np.zeros((n_in + 1, n_out))
        self.grad_table = np.zeros((n_in + 1, n_out))
        self.W, self.b = self.table[:-1], self.table[-1]
        self.dW, self.db = self.grad_table[:-1], self.grad_table[-1]
        self.W[...] = rng.normal(0, 1, self.W.shape) / np.sqrt(n_in / 2)

    def forward(self, x, training=False):
        self.x1 = np.c_[x, np.ones(len(x))]
        return self.x1 @ self.table

    def backward(self, grad):
        np.matmul(self.x1.T, grad, out=self.grad_table)
        return grad @ self.W.T


# === gradient_descent.py
def minibatches(n, batch_size, rng):
    return iter(np.array_split(rng.permutation(n), range(batch_size, n, batch_size)))


def gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0):
    table = np.empty((max_steps + 1, len(w0)))
    table[0] = w0
    for t in range(max_steps):
        g = grad(table[t])
        if g @ g <= tolerance**2:
            return table[: t + 1]
        table[t + 1] = table[t] - learning_rate * np.asarray(g)
    return table
