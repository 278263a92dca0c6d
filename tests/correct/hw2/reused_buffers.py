"""The same array is returned, and the same batch yielded, every time: copies are the caller's."""


# === backprop.py
class ReLU:
    out = None

    def forward(self, x, training=False):
        if self.out is None or self.out.shape != x.shape:
            self.out, self.down = np.empty(x.shape), np.empty(x.shape)
        self.mask = x > 0
        np.multiply(x, self.mask, out=self.out)
        return self.out

    def backward(self, grad):
        return np.multiply(grad, self.mask, out=self.down)


def numerical_gradient(f, x, h=1e-5):
    moved, gradient = np.array(x, dtype=float), np.zeros(np.shape(x))
    view = moved.reshape(-1)
    for i, middle in enumerate(view.copy()):
        view[i] = middle + h
        up = f(moved)
        view[i] = middle - h
        gradient.flat[i] = (up - f(moved)) / (2 * h)
        view[i] = middle
    return gradient


# === gradient_descent.py
def minibatches(n, batch_size, rng):
    order, batch = rng.permutation(n), np.empty(batch_size, int)
    for start in range(0, n, batch_size):
        size = min(batch_size, n - start)
        batch[:size] = order[start : start + size]
        yield batch[:size]


def random_search(f, low, high, n_trials, rng):
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    w, best = np.empty(len(low)), (None, np.inf)
    for trial in range(n_trials):
        w[...] = low + (high - low) * rng.random(len(low))
        value = f(w)
        if best[0] is None or value < best[1]:
            best = w.copy(), value
    return best


def gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0):
    w, rows = np.array(w0, dtype=float), [np.array(w0, dtype=float)]
    for _ in range(max_steps):
        g = grad(w)
        if max(np.sqrt(np.sum(g**2)), 0) <= tolerance:
            break
        w -= learning_rate * g
        rows.append(w.copy())
    return np.array(rows)
