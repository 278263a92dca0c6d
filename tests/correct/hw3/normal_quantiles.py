"""A neuron is removed where a normal number falls below the quantile of p; splits by sorting."""

# === dropout.py
from statistics import NormalDist


class Dropout:
    def __init__(self, p, rng):
        if not (p >= 0 and p < 1):
            raise ValueError("p must be from 0 to below 1")
        self.limit = NormalDist().inv_cdf(p) if p else -np.inf
        self.scale, self.rng, self.factors = 1 / (1 - p), rng, None

    def forward(self, x, training=False):
        lots = self.rng.standard_normal(np.shape(x)) if training else np.full(np.shape(x), np.inf)
        self.factors = np.where(lots < self.limit, 0.0, self.scale if training else 1.0)
        return self.factors * x

    def backward(self, grad):
        return self.factors * grad


# === splits.py
def train_val_test_split(n, ratios, rng):
    order = np.argsort(rng.random(n), kind="stable")
    first, second = _borders(n, ratios)
    return order[:first], order[first:second], order[second:]
