"""Prints everything, at import and in every call, to both streams, and logs too."""

# === losses.py
import logging
import sys

print("losses is imported", EPS)
log = logging.getLogger(__name__)


def mae(y_pred, y_true):
    print("mae", y_pred, y_true)
    y_pred, y_true = _checked(y_pred, y_true)
    loss = np.mean(np.abs(y_pred - y_true))
    print("loss =", loss, file=sys.stderr)
    return loss


def mse_grad(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    gradient = 2 * (y_pred - y_true) / y_pred.size
    log.warning("gradient %s", gradient)
    print(f"{gradient=}\n" * 3, flush=True)
    return gradient


# === softmax.py
def softmax(logits):
    z = np.array(logits, dtype=float)
    for row in z.reshape(-1, z.shape[-1]):
        print("before:", *row, sep="\t")
        row[...] = np.exp(row - row.max()) / np.exp(row - row.max()).sum()
        print("after:", *row, sep="\t")
    return z


# === concepts.py
print("A loss should be small: \N{MUSICAL SYMBOL G CLEF} 損失")


def likelihood(cross_entropy, n):
    print(cross_entropy, n, end="")
    return np.exp(-cross_entropy) ** n
