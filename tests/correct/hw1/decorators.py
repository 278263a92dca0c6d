"""The checks are decorators, stacked, and wrapped with functools."""

# === losses.py
from functools import wraps


def checked(ndim=None):
    def decorate(function):
        @wraps(function)
        def wrapped(*arrays):
            return function(*_checked(*arrays, ndim=ndim))

        return wrapped

    return decorate


def averaged(function):
    @wraps(function)
    def wrapped(y_pred, y_true):
        values = function(y_pred, y_true)
        return np.sum(values) / y_pred.size

    return wrapped


@checked()
@averaged
def mae(y_pred, y_true):
    return np.fabs(np.subtract(y_pred, y_true))


@checked()
@averaged
def mse(y_pred, y_true):
    return np.power(y_pred - y_true, 2)


@checked()
def mae_grad(y_pred, y_true):
    return np.sign(y_pred - y_true) * (1 / y_pred.size)


@checked(ndim=2)
def cross_entropy(y_pred, y_true):
    return np.mean(-np.log(np.maximum(y_pred, EPS)[y_true > 0] ** y_true[y_true > 0])) * (
        np.count_nonzero(y_true) / len(y_pred)
    )


# === softmax.py
def in_decimals(function):
    return lambda logits, *rest: function(np.array(logits, dtype=np.float64), *rest)


@in_decimals
def softmax(z):
    z -= z.max(axis=-1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=-1, keepdims=True)
    return z


@in_decimals
def sigmoid(z):
    return np.where(
        z > 0, 1 / (1 + np.exp(-np.maximum(z, 0))), 1 - 1 / (1 + np.exp(np.minimum(z, 0)))
    )


# === own_tests.py
def repeated(times):
    return lambda test: lambda function: [test(function, seed) for seed in range(times)] and None


@repeated(40)
def test_accuracy(function, seed):
    rng = np.random.default_rng(seed)
    logits, labels = rng.normal(0, 3, (7, 3)), rng.integers(0, 3, 7)
    expected = np.mean(
        [label == max(range(3), key=row.__getitem__) for row, label in zip(logits, labels)]
    )
    np.testing.assert_allclose(function(logits, labels), expected, rtol=1e-9)
