"""A Layer with training and evaluation, properties, and an observer for early stopping."""


# === dropout.py
class Layer:
    def forward(self, x, training=False):
        return self.train(x) if training else self.evaluate(x)


class Dropout(Layer):
    p = property(lambda self: self._p)

    def __init__(self, p, rng):
        if not (p >= 0 and p < 1):
            raise ValueError(p)
        self._p, self._rng, self._kept = p, rng, None

    def train(self, x):
        self._kept = self._rng.random(np.shape(x)) > self._p if self._p else np.full(x.shape, True)
        return np.where(self._kept, x / (1 - self._p), 0.0)

    def evaluate(self, x):
        self._kept = None
        return np.array(x, dtype=float)

    def backward(self, grad):
        if self._kept is None:
            return np.array(grad, dtype=float)
        return np.where(self._kept, grad / (1 - self._p), 0.0)


# === early_stopping.py
class Best:
    loss, epoch, parameters = np.inf, -1, ()


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta, self.epochs, self._best = patience, min_delta, 0, Best()

    best_loss = property(lambda self: self._best.loss)
    best_epoch = property(lambda self: self._best.epoch)
    best_parameters = property(lambda self: [p.copy() for p in self._best.parameters])

    def update(self, val_loss, parameters):
        if val_loss < self._best.loss - self.min_delta:
            self._best = Best()
            self._best.loss, self._best.epoch = val_loss, self.epochs
            self._best.parameters = [p.copy() for p in parameters]
            self.since = self.epochs
        elif self.epochs == 0:
            self.since = -1
        self.epochs += 1
        return self.epochs - 1 - self.since >= self.patience
