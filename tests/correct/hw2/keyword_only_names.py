"""Other names for the same things: only the order of arguments counts."""


# === backprop.py
class Sigmoid:
    def forward(self, z, training=False):
        self.sigma = sigmoid(z)
        return self.sigma

    def backward(self, upstream):
        return upstream * (self.sigma - self.sigma * self.sigma)


def softmax_backward(g, p):
    g, p = np.asarray(g, float), np.asarray(p, float)
    return g * p - p * np.average(g, axis=-1, weights=p if np.all(p.sum(-1)) else None)[..., None]


# === gradient_descent.py
def gradient_descent(df, x, eta, n, eps=0.0):
    path = [np.array(x) * 1.0]
    for _ in range(n):
        slope = np.array(df(path[-1]))
        if (slope**2).sum() ** 0.5 <= eps:
            break
        path.append(path[-1] - eta * slope)
    return np.array(path)


def minibatches(count, size, generator):
    everyone = generator.choice(count, count, replace=False)
    for begin in range(0, count, size):
        yield everyone[begin : min(begin + size, count)]


class SGD:
    def __init__(self, eta, momentum=0.0):
        self.eta, self.mu, self.v = eta, momentum, []

    def step(self, ws, gs):
        if not self.v:
            self.v = [np.array(g, dtype=float) for g in gs]
        else:
            self.v = [self.mu * v + g for v, g in zip(self.v, gs)]
        for w, v in zip(ws, self.v):
            w += -self.eta * v
