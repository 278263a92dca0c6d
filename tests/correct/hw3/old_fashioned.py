"""No keyword arguments, no with, no comprehensions: Python as in an old book."""


# === regularization.py
def l2_penalty(weights, lam):
    s = 0.0
    for w in weights:
        s = s + np.add.reduce(np.ravel(np.multiply(np.array(w, "d"), np.array(w, "d"))))
    return lam * s


def l2_penalty_grad(weights, lam):
    result = []
    for w in weights:
        result.append(np.multiply(2 * lam, np.array(w, "d")))
    return result


# === splits.py
def standardize(*tables):
    train = np.array(tables[0], "d")
    mean = np.add.reduce(train) / len(train)
    std = np.sqrt(np.add.reduce((train - mean) ** 2) / len(train))
    for j in range(len(std)):
        if (
            np.alltrue(train[:, j] == train[0, j])
            if hasattr(np, "alltrue")
            else (train[:, j] == train[0, j]).all()
        ):
            mean[j], std[j] = train[0, j], 1
    result = ()
    for table in tables:
        result = result + ((np.array(table, "d") - mean) / std,)
    return result


def augment(x, labels, rng):
    rows, names, i = [], [], 0
    while i < len(x):
        rows.append(x[i] + rng.normal(0, 1, len(x[i])))
        names.append(labels[i])
        i = i + 1
    return np.array(rows), np.array(names)


# === early_stopping.py
class EarlyStopping(object):
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.best_parameters = 1e308, -1, None
        self.wait, self.epoch = 0, -1

    def update(self, val_loss, parameters):
        self.epoch = self.epoch + 1
        if val_loss < self.best_loss - self.min_delta:
            self.best_loss, self.best_epoch = val_loss, self.epoch
            self.best_parameters = []
            for array in parameters:
                self.best_parameters.append(np.array(array, copy=True))
            self.wait = 0
        else:
            self.wait = self.wait + 1
        if self.wait == 0:
            return False
        return not (self.wait < self.patience)
