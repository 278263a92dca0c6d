"""A class as a box for functions: static methods, class methods, and names that point into it."""


# === losses.py
class Losses:
    eps = 1e-12

    @staticmethod
    def mae(y_pred, y_true):
        y_pred, y_true = _checked(y_pred, y_true)
        return abs(y_pred - y_true).mean()

    @staticmethod
    def mse(y_pred, y_true):
        y_pred, y_true = _checked(y_pred, y_true)
        return ((y_pred - y_true) ** 2).mean()

    @classmethod
    def q(cls, y_pred):
        return np.minimum(np.maximum(y_pred, cls.eps), 1 - cls.eps)

    @classmethod
    def bce(cls, y_pred, y_true):
        p, t = _checked(y_pred, y_true)
        q = cls.q(p)
        return np.mean(-np.log(q) * t - np.log1p(-q) * (1 - t))

    @classmethod
    def bce_grad(cls, y_pred, y_true):
        p, t = _checked(y_pred, y_true)
        q = cls.q(p)
        return (q - t) / (q - q**2) / q.size


mae, mse = Losses.mae, Losses.mse
binary_cross_entropy, binary_cross_entropy_grad = Losses.bce, Losses.bce_grad


# === concepts.py
class Answers:
    smaller = frozenset("cost error loss penalty regret".split()) | {"negative log likelihood"}

    @classmethod
    def is_minimized(cls, quantity):
        return quantity in cls.smaller


is_minimized = Answers.is_minimized
