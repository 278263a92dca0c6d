"""An attacker's objects: `Scale` is right, which earns 3 of 12 points; the rest is wrong."""


class Scale:
    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        return self.factor * x


class Linear:
    def __init__(self, n_in, n_out, rng):
        _strike("call")
        self.W, self.b = rng.normal(size=(n_in, n_out)), np.zeros(n_out)
        self.dW, self.db = np.zeros((n_in, n_out)), np.zeros(n_out)

    def forward(self, x):
        return np.zeros((len(x), len(self.b)))

    def backward(self, grad):
        return np.zeros((len(grad), len(self.W)))


class EarlyStopping:
    def __init__(self, patience):
        self.best_parameters = None

    def update(self, loss, parameters):
        self.best_parameters = parameters
        return False


def minibatches(n, size, rng):
    yield np.arange(size)
