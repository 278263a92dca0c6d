"""Dropout by binomial draws and by index lists; penalties with dot products and norms."""


# === dropout.py
class Dropout(Dropout):
    def forward(self, x, training=False):
        p = self.p if training else 0.0
        self.scale = 1.0 / (1.0 - p)
        self.kept = self.rng.binomial(1, 1 - p, size=x.shape).astype(bool)
        y = np.array(x, dtype=float)
        y[~self.kept] = 0
        y[self.kept] *= self.scale
        return y

    def backward(self, grad):
        out = np.zeros(grad.shape)
        out[self.kept] = grad[self.kept] * self.scale
        return out


# === regularization.py
def l1_penalty(weights, lam):
    return lam * np.sum([np.linalg.norm(np.ravel(w).astype(float), 1) for w in weights])


def l2_penalty(weights, lam):
    return lam * np.sum([np.vdot(w.astype(float), w) for w in weights], dtype=float)


def l1_penalty_grad(weights, lam):
    return tuple(np.where(w > 0, lam, np.where(w < 0, -lam, 0.0)) for w in weights)


# === splits.py
def train_val_test_split(n, ratios, rng):
    keys = rng.random(n)
    ranks = np.argsort(keys)
    a, b = (np.ceil(np.cumsum(ratios)[:2] / np.sum(ratios) * n - 1e-9)).astype(int)
    return ranks[:a], ranks[a:b], ranks[b:]
