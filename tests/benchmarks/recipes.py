"""What the table of generalization compares: one network and one loop, one remedy at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

Augment = Callable[[np.ndarray, np.ndarray, np.random.Generator], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Recipe:
    """How to train: layer sizes, penalties, dropout, patience (0: never stop), augmentation."""

    name: str
    hidden: tuple[int, ...] = (512,)
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    patience: int = 0
    augment: Augment | None = None
    epochs: int = 60


def recipes() -> tuple[Recipe, ...]:
    """The rows of the table, but for the reference itself. The solutions must be importable."""
    import splits

    def gain(x, labels, rng):
        return x + rng.uniform(-6, 6, (len(x), 1)), labels

    def equalizer(x, labels, rng):
        return x + splits._equalizer(x.shape, rng), labels

    def noise(x, labels, rng):
        return np.maximum(x, splits._background(x, rng)), labels

    def transposing(x, labels, rng):
        return splits._transpose(x, rng.integers(-6, 7, len(x))), labels

    plain = Recipe("512 hidden, nothing else")
    return (
        Recipe("linear softmax", hidden=()),
        Recipe("4 hidden units", hidden=(4,)),
        plain,
        replace(plain, name="+ L2 5e-3", l2=5e-3),
        replace(plain, name="+ L1 5e-4", l1=5e-4),
        replace(plain, name="+ dropout .5", dropout=0.5),
        replace(plain, name="+ early stopping", patience=5),
        replace(plain, name="+ gain", augment=gain),
        replace(plain, name="+ EQ", augment=equalizer),
        replace(plain, name="+ noise", augment=noise),
        replace(plain, name="+ transposing", augment=transposing),
        replace(
            plain,
            name="everything, 512",
            l2=1e-4,
            dropout=0.1,
            patience=20,
            augment=splits.augment,
            epochs=150,
        ),
    )


def train(recipe: Recipe, x_train, y_train, x_val, y_val, seed):
    """A training.Model by this recipe: the reference's layers, optimizer and monitor."""
    from backprop import Linear, ReLU, Sequential
    from dropout import Dropout
    from early_stopping import EarlyStopping
    from gradient_descent import SGD, minibatches
    from regularization import l1_penalty_grad, l2_penalty_grad
    from softmax import softmax_cross_entropy_grad
    from training import Model

    rng = np.random.default_rng(seed)
    augment = recipe.augment or (lambda x, labels, _rng: (x, labels))
    layers, width = [], x_train.shape[1]
    for n in recipe.hidden:
        layers += [Linear(width, n, rng), ReLU(), Dropout(recipe.dropout, rng)]
        width = n
    network = Sequential([*layers, Linear(width, np.max(y_train) + 1, rng)])
    heard, _ = augment(x_train, y_train, rng)
    model = Model(network, np.mean(heard, axis=0), np.std(heard, axis=0))
    optimizer = SGD(0.05, momentum=0.9)
    monitor = EarlyStopping(recipe.patience or recipe.epochs + 1)
    for epoch in range(recipe.epochs):
        optimizer.learning_rate = 0.05 * (1 - epoch / recipe.epochs)
        x, labels = augment(x_train, y_train, rng)
        for batch in minibatches(len(x), 32, rng):
            logits = model.logits(x[batch], training=True)
            network.backward(softmax_cross_entropy_grad(logits, labels[batch]))
            gradients, weights = network.gradients(), network.parameters()[::2]
            for penalty, lam in ((l1_penalty_grad, recipe.l1), (l2_penalty_grad, recipe.l2)):
                for gradient, more in zip(gradients[::2], penalty(weights, lam), strict=True):
                    gradient += more if lam else 0.0
            optimizer.step(network.parameters(), gradients)
        model.record("train", x_train, y_train)
        model.record("val", x_val, y_val)
        if monitor.update(model.history["val_loss"][-1], network.parameters()):
            break
    if recipe.patience:
        for parameter, best in zip(network.parameters(), monitor.best_parameters, strict=True):
            parameter[...] = best
    return model
