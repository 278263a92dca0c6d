"""Every row in a thread of its own, and the results put together again in order."""

# === softmax.py
from concurrent.futures import ThreadPoolExecutor


def _by_rows(function, logits):
    z = np.asarray(logits, dtype=float)
    rows = z.reshape(-1, z.shape[-1])
    with ThreadPoolExecutor(max_workers=2) as pool:
        return np.stack(list(pool.map(function, rows))).reshape(z.shape)


def _row(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def _log_row(z):
    return z - z.max() - np.log(np.exp(z - z.max()).sum())


def softmax(logits):
    return _by_rows(_row, logits)


def log_softmax(logits):
    return _by_rows(_log_row, logits)
