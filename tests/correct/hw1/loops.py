"""Loops over every entry, and nothing that NumPy could do in one line."""


# === losses.py
def pairs(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return [(y_pred[i], y_true[i]) for i in np.ndindex(y_pred.shape)]


def mae(y_pred, y_true):
    total, count = 0.0, 0
    for p, t in pairs(y_pred, y_true):
        total += p - t if p > t else t - p
        count += 1
    return total / count


def mse(y_pred, y_true):
    total = 0.0
    for p, t in pairs(y_pred, y_true):
        total += (p - t) * (p - t)
    return total / len(pairs(y_pred, y_true))


def mae_grad(y_pred, y_true):
    gradient = np.zeros(np.shape(y_pred))
    for i, (p, t) in zip(np.ndindex(gradient.shape), pairs(y_pred, y_true)):
        if p > t:
            gradient[i] = 1 / gradient.size
        elif p < t:
            gradient[i] = -1 / gradient.size
    return gradient


def cross_entropy(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true, 2)
    total = 0.0
    for row in range(y_pred.shape[0]):
        for column in range(y_pred.shape[1]):
            if y_true[row, column] != 0:
                total -= y_true[row, column] * np.log(max(y_pred[row, column], EPS))
    return total / y_pred.shape[0]


# === softmax.py
def softmax(logits):
    z = np.array(logits, dtype=float)
    out = np.empty(z.shape)
    for row in np.ndindex(z.shape[:-1]):
        biggest = max(z[row])
        powers = [np.exp(each - biggest) for each in z[row]]
        for j, power in enumerate(powers):
            out[(*row, j)] = power / sum(powers)
    return out


def softmax_cross_entropy_grad(logits, labels):
    logits, labels = _checked(logits, labels)
    gradient = softmax(logits)
    for i, label in enumerate(labels):
        gradient[i, label] -= 1
    return gradient / len(labels)


# === concepts.py
def best_constant_mae(y):
    best, lowest = None, float("inf")
    for c in y:
        mean = sum(abs(c - each) for each in y) / len(y)
        if mean < lowest:
            best, lowest = c, mean
    return best


# === own_tests.py
def test_accuracy(f):
    rows = [[3, 1, 2], [-2, -1, -3], [0.5, 0.25, 0], [-9, -7, -1]]
    for labels, hits in (
        ("0102", 4),
        ("0100", 3),
        ("1102", 3),
        ("1220", 0),
        ("1002", 2),
        ("0012", 2),
    ):
        found = f(np.array(rows), np.array([int(label) for label in labels]))
        if not hits - 1e-6 < 4 * found < hits + 1e-6:
            raise AssertionError(labels)
