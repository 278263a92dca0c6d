"""Column vectors inside, as in many books: everything is transposed twice."""


# === backprop.py
class Linear:
    def __init__(self, n_in, n_out, rng):
        self.A = rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in))
        self.W, self.b = self.A.T, np.zeros(n_out)

    def forward(self, x, training=False):
        self.columns = np.array(x, dtype=float).T
        return (self.A @ self.columns + self.b[:, None]).T

    def backward(self, grad):
        delta = np.array(grad, dtype=float).T
        self.dA = delta @ self.columns.T
        self.dW, self.db = self.dA.T, delta.sum(axis=1)
        return (self.A.T @ delta).T


def softmax_backward(grad_probs, probs):
    g, p = np.transpose(grad_probs), np.transpose(probs)
    return np.transpose(p * (g - np.sum(g * p, axis=0)))


# === gradient_descent.py
def random_search(f, low, high, n_trials, rng):
    trials = rng.uniform(low[:, None], high[:, None], (len(low), n_trials))
    values = list(map(f, trials.T))
    best = values.index(min(values))
    return trials[:, best], values[best]
