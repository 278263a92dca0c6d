"""Bits of large random integers as coins, and a table of them drawn feature by feature."""


# === dropout.py
class Dropout(Dropout):
    def forward(self, x, training=False):
        x = np.array(x, dtype="float64", order="F")
        self.mask = np.ones(x.shape, order="F")
        if training:
            for j in range(x.shape[1]):
                coins = self.rng.integers(0, 2**40, x.shape[0])
                self.mask[:, j] = np.where(coins < self.p * 2**40, 0, 1 / (1 - self.p))
        return x * self.mask


# === splits.py
def train_val_test_split(n, ratios, rng):
    return tuple(np.array_split(rng.permutation(n), _borders(n, ratios)))
