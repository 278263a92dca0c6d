"""Early stopping that keeps all losses, and counts back from the end each time."""


# === early_stopping.py
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.improved, self.best_loss = [], float("inf")
        self.best_epoch = self.best_parameters = None

    def update(self, val_loss, parameters):
        better = bool(val_loss < self.best_loss - self.min_delta)
        self.improved.append(better)
        if better:
            self.best_loss = float(val_loss)
            self.best_epoch = len(self.improved) - 1
            self.best_parameters = list(map(np.array, parameters))
        wait = next((i for i, each in enumerate(self.improved[::-1]) if each), len(self.improved))
        return int(wait >= self.patience)


# === splits.py
def standardize(train, *others):
    scale = np.std(train, axis=0)
    scale[np.ptp(train, axis=0) == 0] = 1
    return tuple(np.divide(np.subtract(x, train.mean(axis=0)), scale) for x in [train, *others])
