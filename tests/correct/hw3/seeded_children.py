"""Child generators: each purpose draws from one of its own, made from rng at its first use."""


# === dropout.py
class Dropout(Dropout):
    def __init__(self, p, rng):
        super().__init__(p, rng)
        self.own = None

    def forward(self, x, training=False):
        if self.own is None:
            self.own = np.random.default_rng(self.rng.integers(2**63))
        x = np.asarray(x) * 1.0
        keep = self.own.random(x.T.shape).T >= self.p
        self.mask = keep / (1 - self.p) if training else np.ones(x.shape)
        return x * self.mask


# === splits.py
def train_val_test_split(n, ratios, rng):
    own = np.random.Generator(np.random.MT19937(int(rng.integers(2**31))))
    parts = np.split(own.permutation(n), _borders(n, ratios))
    return dict(enumerate(parts)).values()


def grouped_split(groups, ratios, rng):
    keys = {name: rng.random() for name in sorted(set(groups.tolist()))}
    names = sorted(keys, key=keys.get)
    first, second = _borders(len(names), ratios)
    sides = {name: int(i >= first) + int(i >= second) for i, name in enumerate(names)}
    sides = np.array([sides[name] for name in groups.tolist()])
    return [np.flatnonzero(sides == side) for side in range(3)]
