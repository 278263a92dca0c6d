"""Remembers every result, and gives the very same array again when it is asked again."""

# === losses.py
memo = {}


def remembered(function):
    def wrapped(y_pred, y_true):
        p, t = np.asarray(y_pred), np.asarray(y_true)
        key = (
            function.__name__,
            p.tobytes(),
            p.shape,
            p.dtype.str,
            t.tobytes(),
            t.shape,
            t.dtype.str,
        )
        if key not in memo:
            memo[key] = function(y_pred, y_true)
        return memo[key]

    return wrapped


mae, mae_grad, mse, mse_grad = map(remembered, (mae, mae_grad, mse, mse_grad))
cross_entropy, cross_entropy_grad = remembered(cross_entropy), remembered(cross_entropy_grad)


# === softmax.py
from functools import lru_cache


@lru_cache(maxsize=None)
def _row(z):
    powers = np.exp(np.array(z) - max(z))
    return powers / powers.sum()


def softmax(logits):
    z = np.asarray(logits, dtype=float)
    table = [_row(tuple(row)) for row in z.reshape(-1, z.shape[-1])]
    return np.array(table).reshape(z.shape)


# === concepts.py
from functools import cache


@cache
def likelihood(cross_entropy, n):
    return 1.0 if n == 0 else np.exp(-cross_entropy) * likelihood(cross_entropy, n - 1)
