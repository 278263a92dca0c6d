"""Training: all parts of the course at work in one loop.

`train` fits a network to the training part, and watches the validation part to learn when to stop.
It never sees the test part, and no weight is ever fitted to the validation part.

Shapes: n samples, d bands, k classes. Lecture: Deep Learning Fundamentals II, "Training,
validation, test", "Over- and underfitting".
"""

import numpy as np
from backprop import Linear, ReLU, Sequential
from gradient_descent import SGD, minibatches
from softmax import softmax_cross_entropy, softmax_cross_entropy_grad


PSEUDONYM = ""  # on the leaderboard, any name of your choice; without one you are not there


class Model:
    """Given: a network that names classes, and the history of its training."""

    def __init__(self, network, mean=0.0, std=1.0):
        """network: turns (n, d) into logits (n, k), once x has become (x − mean) / std."""
        self.network, self.mean, self.std = network, mean, std
        self.history = {"train_loss": [], "val_loss": [], "train_accuracy": [], "val_accuracy": []}

    def logits(self, x, training=False):
        """The network's output for x, (n, k)."""
        return self.network.forward((x - self.mean) / self.std, training)

    def predict(self, x):
        """The most likely class of each sample: integers (n,)."""
        return np.argmax(self.logits(x), axis=1)

    def record(self, part, x, labels):
        """Append to the history how well x is named: part is "train" or "val"."""
        logits = self.logits(x)
        self.history[f"{part}_loss"].append(softmax_cross_entropy(logits, labels))
        self.history[f"{part}_accuracy"].append(np.mean(np.argmax(logits, axis=1) == labels))


def train(x_train, y_train, x_val, y_val, seed):
    """Task 10.1: a model that has learned from the training part.

    x_train, x_val: decibels, (n, d); y_train, y_val: integer labels (n,), from 0 to k − 1;
    seed: an integer, where all chance comes from. Returns a model with `predict(x)` and `history`.
    """
    rng = np.random.default_rng(seed)
    network = Sequential([Linear(x_train.shape[1], np.max(y_train) + 1, rng)])
    model, optimizer = Model(network, std=100.0), SGD(0.1)
    for _ in range(30):
        gradient = softmax_cross_entropy_grad(model.logits(x_train, training=True), y_train)
        network.backward(gradient)
        optimizer.step(network.parameters(), network.gradients())
        model.record("train", x_train, y_train)
        model.record("val", x_val, y_val)
    return model
