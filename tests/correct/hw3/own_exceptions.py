"""Exceptions of its own, asserts that hold, finally, and a context manager."""

# === dropout.py
from contextlib import contextmanager


class ProbabilityError(ValueError):
    pass


@contextmanager
def checked(p):
    if not (0 <= p and p < 1):
        raise ProbabilityError(p)
    yield


class Dropout(Dropout):
    def __init__(self, p, rng):
        with checked(p):
            self.p, self.rng = p, rng

    def forward(self, x, training=False):
        assert x.ndim == 2, "samples and neurons"
        try:
            return super().forward(x, training)
        finally:
            assert self.mask.shape == x.shape


# === regularization.py
def l2_penalty_grad(weights, lam):
    try:
        return [np.add(w, w, dtype=float) * lam for w in weights]
    except TypeError as error:
        raise TypeError("weights should be a list of arrays") from error
