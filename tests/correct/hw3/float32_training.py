"""A larger network that is trained in float32 by Adam, with its own loop; predict is exact."""

# === training.py alone
import numpy as np


class Net:
    def __init__(self, d, k, rng, hidden=48):
        sizes = [(d, hidden), (hidden, k)]
        self.p = [(rng.normal(0, np.sqrt(2 / i), (i, o))).astype(np.float32) for i, o in sizes]
        self.p[1:1] = [np.zeros(hidden, np.float32)]
        self.p.append(np.zeros(k, np.float32))

    def logits(self, x):
        self.x, self.h = x, np.maximum(x @ self.p[0] + self.p[1], 0)
        return self.h @ self.p[2] + self.p[3]

    def gradients(self, g):
        back = (g @ self.p[2].T) * (self.h > 0)
        return [self.x.T @ back, back.sum(0), self.h.T @ g, g.sum(0)]


class Trained:
    def __init__(self, net, mean, std, history):
        self.net, self.mean, self.std, self.history = net, mean, std, history

    def predict(self, x):
        return self.net.logits(((x - self.mean) / self.std).astype(np.float32)).argmax(axis=1)


def judged(net, x, y):
    z = net.logits(x).astype(float)
    z -= z.max(1, keepdims=True)
    return -np.mean((z - np.log(np.exp(z).sum(1, keepdims=True)))[np.arange(len(y)), y]), np.mean(
        z.argmax(1) == y
    )


def train(x_train, y_train, x_val, y_val, seed):
    rng = np.random.default_rng(seed)
    mean, std = x_train.mean(0), x_train.std(0)
    std[np.ptp(x_train, axis=0) == 0] = 1
    x, v = (((each - mean) / std).astype(np.float32) for each in (x_train, x_val))
    net = Net(x.shape[1], int(y_train.max()) + 1, rng)
    m, s, t = [0.0] * 4, [0.0] * 4, 0
    history = {name: [] for name in ("train_loss", "val_loss", "train_accuracy", "val_accuracy")}
    best, wait = None, 0
    for _ in range(150):
        for batch in np.array_split(rng.permutation(len(x)), max(1, len(x) // 20)):
            z = net.logits(x[batch])
            e = np.exp(z - z.max(1, keepdims=True))
            g = e / e.sum(1, keepdims=True)
            g[np.arange(len(batch)), y_train[batch]] -= 1
            t += 1
            for i, d in enumerate(net.gradients(g / len(batch))):
                d = d + 2e-3 * net.p[i] * (net.p[i].ndim == 2)
                m[i], s[i] = 0.9 * m[i] + 0.1 * d, 0.99 * s[i] + 0.01 * d * d
                net.p[i] = net.p[i] - 0.01 * (m[i] / (1 - 0.9**t)) / (
                    np.sqrt(s[i] / (1 - 0.99**t)) + 1e-6
                )
        for part, a, b in (("train", x, y_train), ("val", v, y_val)):
            loss, accuracy = judged(net, a, b)
            history[f"{part}_loss"].append(loss)
            history[f"{part}_accuracy"].append(accuracy)
        if best is None or history["val_loss"][-1] < best[0] - 1e-3:
            best, wait = (history["val_loss"][-1], [p.copy() for p in net.p]), 0
        else:
            wait += 1
            if wait == 12:
                break
    net.p = best[1]
    return Trained(net, mean, std, history)
