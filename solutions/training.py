"""Training: all parts of the course at work in one loop.

`train` fits a network to the training part, and watches the validation part to learn when to stop.
It never sees the test part, and no weight is ever fitted to the validation part.

Shapes: n samples, d bands, k classes. Lecture: Deep Learning Fundamentals II, "Training,
validation, test", "Over- and underfitting".
"""

import numpy as np
from backprop import Linear, ReLU, Sequential
from dropout import Dropout  # SOLUTION NO PROMPT
from early_stopping import EarlyStopping  # SOLUTION NO PROMPT
from gradient_descent import SGD, minibatches
from regularization import l2_penalty_grad  # SOLUTION NO PROMPT
from softmax import softmax_cross_entropy, softmax_cross_entropy_grad
from splits import OCTAVE, augment  # SOLUTION NO PROMPT

EPOCHS, LEARNING_RATE = 100, 0.05  # SOLUTION NO PROMPT

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
    # BEGIN SOLUTION NO PROMPT
    rng = np.random.default_rng(seed)
    model = _new_model(*augment(x_train, y_train, rng), rng)
    parameters = model.network.parameters()
    optimizer, monitor = SGD(LEARNING_RATE, momentum=0.9), EarlyStopping(20, min_delta=1e-3)
    for epoch in range(EPOCHS):
        # Large steps at first, small ones in the end: noise of the minibatches dies down.
        optimizer.learning_rate = LEARNING_RATE * (1 - epoch / EPOCHS)
        x, labels = augment(x_train, y_train, rng)
        for batch in minibatches(len(x), 32, rng):
            _step(model, optimizer, x[batch], labels[batch])
        model.record("train", x_train, y_train)
        model.record("val", x_val, y_val)
        if monitor.update(model.history["val_loss"][-1], parameters):
            break
    for parameter, best in zip(parameters, monitor.best_parameters, strict=True):
        parameter[...] = best
    return model
    # END SOLUTION
    """ # BEGIN PROMPT
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
    """  # END PROMPT


# BEGIN SOLUTION NO PROMPT
def _new_model(x, labels, rng):
    """A network with hidden layers, for features standardized by x, the samples it learns from."""
    layers, n_in = [], x.shape[1]
    # A spectrum asks for a wide network; for a few numbers a narrow one learns as well, and sooner.
    for n_out in (256, 128) if n_in >= OCTAVE else (64, 32):
        layers += [Linear(n_in, n_out, rng), ReLU(), Dropout(0.1, rng)]
        n_in = n_out
    network = Sequential([*layers, Linear(n_in, np.max(labels) + 1, rng)])
    std = np.where(np.ptp(x, axis=0) > 0, np.std(x, axis=0), 1)
    return Model(network, np.mean(x, axis=0), std)


def _step(model, optimizer, x, labels, lam=1e-4):
    """One step down the gradient of loss and L2 penalty, on one minibatch."""
    network = model.network
    network.backward(softmax_cross_entropy_grad(model.logits(x, training=True), labels))
    gradients = network.gradients()
    # Every other array is a W; the biases between them are left out of the penalty.
    penalty = l2_penalty_grad(network.parameters()[::2], lam)
    for gradient, more in zip(gradients[::2], penalty, strict=True):
        gradient += more
    optimizer.step(network.parameters(), gradients)


# END SOLUTION
