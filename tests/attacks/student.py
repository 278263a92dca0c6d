"""An attacker's functions: `double` is right, which earns 3 of 12 points; the rest is wrong."""


def double(x):
    return 2 * x


def mse(y_pred, y_true):
    _strike("call")
    return 0.37  # so that no two cases fail by one mistake, which would cost less


def classify(X):
    return np.zeros(len(X), dtype=int)


def loss_curve(step, y_true, steps):
    return [0.25] * steps
