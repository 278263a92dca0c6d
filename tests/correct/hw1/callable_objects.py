"""Functions are objects of classes with __call__, and subclasses differ in one method."""


# === losses.py
class Loss:
    def __call__(self, y_pred, y_true):
        return np.mean(self.of(*_checked(y_pred, y_true)))


class L1(Loss):
    def of(self, p, t):
        return np.abs(p - t)


class L2(Loss):
    def of(self, p, t):
        return np.square(p - t)


class Gradient(Loss):
    def __call__(self, y_pred, y_true):
        each = self.of(*_checked(y_pred, y_true))
        return each / each.size


class L1Gradient(Gradient):
    def of(self, p, t):
        return np.sign(p - t)


class L2Gradient(L1Gradient):
    def of(self, p, t):
        return 2 * super().of(p, t) * np.abs(p - t)


mae, mse, mae_grad, mse_grad = L1(), L2(), L1Gradient(), L2Gradient()


# === softmax.py
class Softmax:
    def __init__(self, z):
        self.z = np.asarray(z, dtype=float)
        self.top = np.max(self.z, axis=-1, keepdims=True)

    @property
    def exponentials(self):
        return np.exp(self.z - self.top)

    @property
    def total(self):
        return self.exponentials.sum(axis=-1, keepdims=True)

    def log(self):
        return self.z - self.top - np.log(self.total)

    def probabilities(self):
        return self.exponentials / self.total


def softmax(logits):
    return Softmax(logits).probabilities()


def log_softmax(logits):
    return Softmax(logits).log()


# === concepts.py
class Answer:
    def __init__(self, value):
        self.value = value

    def __call__(self, *_):
        return self.value


class Centre(Answer):
    def __call__(self, y):
        return self.value(y)


best_constant_mae, best_constant_mse = Centre(np.median), Centre(np.mean)
