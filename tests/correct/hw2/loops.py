"""Loops over samples, inputs and neurons, and no matrix product at all."""


# === backprop.py
def softmax_backward(grad_probs, probs):
    out = np.zeros(np.shape(probs))
    for s in range(len(probs)):
        for i in range(len(probs[s])):
            for j in range(len(probs[s])):
                out[s, i] += grad_probs[s, j] * probs[s, j] * ((i == j) - probs[s, i])
    return out


class Linear:
    def __init__(self, n_in, n_out, rng):
        self.W = np.zeros((n_in, n_out))
        self.b = np.zeros(n_out)
        for i in range(n_in):
            self.W[i] = rng.standard_normal(n_out) * (2 / n_in) ** 0.5

    def forward(self, x, training=False):
        self.x, out = x * 1.0, np.zeros((len(x), len(self.b)))
        for s in range(len(x)):
            out[s] = self.b
            for i in range(len(self.W)):
                out[s] += x[s, i] * self.W[i]
        return out

    def backward(self, grad):
        self.dW, self.db = np.zeros(self.W.shape), np.zeros(self.b.shape)
        grad_x = np.zeros(self.x.shape)
        for s in range(len(grad)):
            for j in range(len(self.b)):
                self.db[j] += grad[s, j]
                for i in range(len(self.W)):
                    self.dW[i, j] += self.x[s, i] * grad[s, j]
                    grad_x[s, i] += grad[s, j] * self.W[i, j]
        return grad_x


# === gradient_descent.py
def random_search(f, low, high, n_trials, rng):
    best_w, best_value = None, float("inf")
    for _ in range(n_trials):
        w = [rng.uniform(low[i], high[i]) for i in range(len(low))]
        value = f(np.array(w))
        if best_w is None or value < best_value:
            best_w, best_value = np.array(w), value
    return best_w, best_value


def minibatches(n, batch_size, rng):
    left = list(range(n))
    while left:
        batch = []
        while left and len(batch) < batch_size:
            batch.append(left.pop(rng.integers(len(left))))
        yield np.array(batch)
