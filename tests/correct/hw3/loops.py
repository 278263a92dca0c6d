"""Loops and single numbers; a coin is thrown for each neuron."""


# === splits.py
def train_val_test_split(n, ratios, rng):
    order, parts, start = [int(i) for i in rng.permutation(n)], [], 0
    for i in range(3):
        end = n if i == 2 else start + int(n * ratios[i] / sum(ratios))
        parts.append(order[start:end])
        start = end
    while len(parts[2]) > n * ratios[2] / sum(ratios) + 1:
        parts[0].append(parts[2].pop())
    return parts


def standardize(train, *others):
    results = []
    for table in (train, *others):
        result = np.zeros(table.shape)
        for j in range(train.shape[1]):
            column = [float(value) for value in train[:, j]]
            mean = sum(column) / len(column)
            deviation = (sum((value - mean) ** 2 for value in column) / len(column)) ** 0.5
            for i in range(len(table)):
                result[i, j] = (table[i, j] - mean) / (
                    1 if max(column) == min(column) else deviation
                )
        results.append(result)
    return tuple(results)


# === regularization.py
def l1_penalty(weights, lam):
    total = 0.0
    for w in weights:
        for value in w.flat:
            total += abs(float(value))
    return lam * total


# === dropout.py
class Dropout(Dropout):
    def forward(self, x, training=False):
        self.mask = np.ones(x.shape)
        if training and self.p > 0:
            for i in range(x.shape[0]):
                for j in range(x.shape[1]):
                    self.mask[i, j] = 0.0 if self.rng.uniform() < self.p else 1 / (1 - self.p)
        return x * self.mask
