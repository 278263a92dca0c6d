"""rng.choice and rng.shuffle in the place of permutation and random."""


# === splits.py
def train_val_test_split(n, ratios, rng):
    everyone = np.arange(n)
    rng.shuffle(everyone)
    n_test = int(round(n * ratios[2] / sum(ratios)))
    n_val = int(round(n * ratios[1] / sum(ratios)))
    return everyone[n_test + n_val :], everyone[n_test : n_test + n_val], everyone[:n_test]


def grouped_split(groups, ratios, rng):
    names = list(dict.fromkeys(groups.tolist()))
    rng.shuffle(names)
    first = round(len(names) * ratios[0] / sum(ratios))
    second = round(len(names) * (ratios[0] + ratios[1]) / sum(ratios))
    parts = names[:first], names[first:second], names[second:]
    return tuple([i for i, name in enumerate(groups) if name in part] for part in parts)


# === dropout.py
class Dropout:
    def __init__(self, p, rng):
        if p < 0 or p >= 1:
            raise ValueError("p must be in [0, 1)")
        self.choices, self.probabilities, self.rng = [0.0, 1 / (1 - p)], [p, 1 - p], rng

    def forward(self, x, training=False):
        draw = self.rng.choice(self.choices, x.shape, p=self.probabilities)
        self.mask = draw if training else np.ones(x.shape)
        return np.multiply(x, self.mask)

    def backward(self, grad):
        return np.multiply(grad, self.mask)
