"""Divide and conquer: sums by halves, softmax row by row by recursion."""


# === losses.py
def total(numbers):
    if len(numbers) == 1:
        return numbers[0]
    half = len(numbers) // 2
    return total(numbers[:half]) + total(numbers[half:])


def mae(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return total(np.abs(y_pred - y_true).ravel()) / y_pred.size


def mse(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return total(np.square(y_pred - y_true).ravel()) / y_pred.size


def mse_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    if y_pred.ndim > 1:
        return np.stack([mse_grad(p, t) for p, t in zip(y_pred, y_true)]) / len(y_pred)
    return np.array([2.0 * (p - t) for p, t in zip(y_pred, y_true)]) / len(y_pred)


# === softmax.py
def softmax(logits):
    z = np.asarray(logits, dtype=float)
    if z.ndim > 1:
        return np.array([softmax(row) for row in z])
    return np.exp(z - max(z)) / sum(np.exp(z - max(z)))


def log_softmax(logits):
    z = np.asarray(logits, dtype=float)
    if z.ndim > 1:
        return np.array([log_softmax(row) for row in z])
    return z - np.logaddexp.reduce(z)


# === own_tests.py
def test_accuracy(function, seed=0):
    rng = np.random.default_rng(seed)
    z, labels = rng.normal(-0.5, 2, (10, 3)), rng.integers(3, size=10)
    assert np.allclose(function(z, labels), accuracy(z, labels))
    if seed < 25:
        test_accuracy(function, seed + 1)
