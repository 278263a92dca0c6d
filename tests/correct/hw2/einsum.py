"""einsum for every product and every sum."""


# === backprop.py
def softmax_backward(grad_probs, probs):
    jacobian = np.einsum("ni,ij->nij", probs, np.eye(probs.shape[1]))
    jacobian = jacobian - np.einsum("ni,nj->nij", probs, probs)
    return np.einsum("nj,nji->ni", grad_probs, jacobian)


class Linear:
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(size=(n_out, n_in)).T * np.sqrt(2 / n_in)
        self.b = np.zeros(n_out)

    def forward(self, x, training=False):
        self.x = np.array(x, dtype=float)
        return np.einsum("ni,ij->nj", self.x, self.W) + self.b

    def backward(self, grad):
        self.dW = np.einsum("ni,nj->ij", self.x, grad)
        self.db = np.einsum("nj->j", grad, dtype=float)
        return np.einsum("nj,ij->ni", grad, self.W)


class Sigmoid:
    def forward(self, x, training=False):
        self.y = sigmoid(x)
        return self.y

    def backward(self, grad):
        return np.einsum("...,...,...->...", grad, self.y, 1 - self.y)


# === gradient_descent.py
def gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0):
    rows = np.array(w0, dtype=float)[None]
    while len(rows) <= max_steps:
        g = grad(rows[-1].copy())
        if np.sqrt(np.einsum("i,i->", g, g)) <= tolerance:
            break
        rows = np.vstack([rows, rows[-1] - learning_rate * g])
    return rows
