"""match, walrus and the newest string formatting."""


# === dropout.py
class Dropout:
    def __init__(self, p, rng):
        match p:
            case int() | float() if 0 <= p < 1:
                self.p, self.rng = p, rng
            case _:
                raise ValueError(f"{p=!r}")

    def forward(self, x, training=False):
        match training, self.p:
            case (False, _) | (_, 0):
                self.m = np.ones_like(x, dtype=float)
            case _:
                self.m = np.less(self.p, self.rng.random(x.shape)) * (1 / (1 - self.p))
        return x * self.m

    def backward(self, grad):
        return self.m * grad


# === early_stopping.py
class EarlyStopping(EarlyStopping):
    def update(self, val_loss, parameters):
        match val_loss:
            case float() | np.floating() | int() if val_loss < self.best_loss - self.min_delta:
                self.best_loss, self.best_epoch, self.wait = val_loss, self.epoch, 0
                self.best_parameters = [array + 0 for array in parameters]
            case _:
                self.wait += 1
        self.epoch += 1
        return self.wait > 0 and self.wait >= self.patience
