"""A module that makes its functions when they are asked for, by a `__getattr__` of its own."""

# === losses.py alone
import numpy as np

EPS = 1e-12

_FORMULAS = {
    "mae": lambda p, y: np.abs(p - y).mean(),
    "mae_grad": lambda p, y: np.sign(p - y) / p.size,
    "mse": lambda p, y: np.square(p - y).mean(),
    "mse_grad": lambda p, y: (p - y) * (2 / p.size),
    "binary_cross_entropy": lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(),
    "binary_cross_entropy_grad": lambda p, y: (p - y) / (p * (1 - p)) / p.size,
    "cross_entropy": lambda p, y: -(y * np.log(p)).sum(axis=1).mean(),
    "cross_entropy_grad": lambda p, y: -y / p / len(p),
}


def __getattr__(name):
    if name not in _FORMULAS:
        raise AttributeError(name)
    formula = _FORMULAS[name]

    def function(y_pred, y_true):
        p, y = np.array(y_pred, dtype=float), np.array(y_true, dtype=float)
        if p.shape != y.shape or p.size == 0 or (name.startswith("cross") and p.ndim != 2):
            raise ValueError(f"{p.shape} and {y.shape} do not fit, or are empty")
        if name.startswith("binary"):
            p = p.clip(EPS, 1 - EPS)
        elif name.startswith("cross"):
            p = p.clip(EPS)
        return formula(p, y)

    return function
