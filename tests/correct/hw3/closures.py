"""A penalty is made of a power, early stopping of a closure, dropout of a function a call."""


# === regularization.py
def penalty(of):
    return lambda weights, lam: float(
        lam * sum(float(of(np.asarray(w, float)).sum()) for w in weights)
    )


def slope(of):
    return lambda weights, lam: [lam * of(np.asarray(w, float)) for w in weights]


l1_penalty, l1_penalty_grad = penalty(np.abs), slope(np.sign)
l2_penalty, l2_penalty_grad = penalty(np.square), slope(lambda w: w + w)


# === dropout.py
class Dropout(Dropout):
    def forward(self, x, training=False):
        factors = (self.rng.uniform(size=x.shape) >= self.p) / (1 - self.p) if training else 1.0
        self.backward = lambda grad: grad * factors
        return x * factors + 0.0


# === early_stopping.py
from types import SimpleNamespace


def EarlyStopping(patience, min_delta=0.0):
    monitor = SimpleNamespace(best_loss=float("inf"), best_epoch=None, best_parameters=None)
    waited, epochs = [0], [0]

    def update(val_loss, parameters):
        epochs[0] += 1
        if val_loss < monitor.best_loss - min_delta:
            monitor.best_loss, monitor.best_epoch = val_loss, epochs[0] - 1
            monitor.best_parameters = tuple(np.array(array) for array in parameters)
            waited[0] = 0
            return False
        waited[0] += 1
        return waited[0] >= patience

    monitor.update = update
    return monitor
