"""The reference's layers and SGD against scikit-learn and PyTorch: same network, same work.

`python -m tests.benchmarks.training`, after `pip install -e '.[bench]'`. Layers of 256 and 128
neurons, float64, minibatches of 32, SGD with momentum .9, one thread; no dropout, no penalty, no
augmentation, as MLPClassifier has not all of these. All start from Glorot's uniform weights, which
are those of MLPClassifier: without a penalty the start decides how well a network generalizes
(Glorot and Bengio 2010). The three take turns in one process; CPU seconds count, so that a busy
machine is as unfair to each.
"""

import os
import sys
import time
from collections.abc import Callable
from itertools import pairwise

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from tests.benchmarks.chords import Chords, load_chords

HIDDEN, BATCH, RATE, MOMENTUM, PENALTY = (256, 128), 32, 0.01, 0.9, 0.0
TOLERANCE = 0.03
"""Accuracies on the hidden id set may differ by so much: other random weights, other order."""

Predict = Callable[[np.ndarray], np.ndarray]
Train = Callable[[np.ndarray, np.ndarray, int, int], Predict]


def reference(x: np.ndarray, y: np.ndarray, epochs: int, seed: int) -> Predict:
    """The course's reference modules."""
    from backprop import Linear, ReLU, Sequential
    from gradient_descent import SGD, minibatches
    from softmax import softmax_cross_entropy_grad

    rng = np.random.default_rng(seed)
    sizes = (x.shape[1], *HIDDEN)
    pairs = pairwise(sizes)
    layers = [layer for n_in, n_out in pairs for layer in (Linear(n_in, n_out, rng), ReLU())]
    network = Sequential([*layers, Linear(sizes[-1], 8, rng)])
    for weights in network.parameters()[::2]:
        limit = np.sqrt(6 / sum(weights.shape))
        weights[...] = rng.uniform(-limit, limit, weights.shape)
    optimizer = SGD(RATE, MOMENTUM)
    for _ in range(epochs):
        for batch in minibatches(len(x), BATCH, rng):
            logits = network.forward(x[batch], training=True)
            network.backward(softmax_cross_entropy_grad(logits, y[batch]))
            optimizer.step(network.parameters(), network.gradients())
    return lambda more: np.argmax(network.forward(more), axis=1)


def scikit_learn(x: np.ndarray, y: np.ndarray, epochs: int, seed: int) -> Predict:
    """scikit-learn's MLPClassifier."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        HIDDEN,
        solver="sgd",
        alpha=PENALTY,
        batch_size=BATCH,
        learning_rate_init=RATE,
        momentum=MOMENTUM,
        nesterovs_momentum=False,
        max_iter=epochs,
        n_iter_no_change=epochs,
        random_state=seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x, y)
    return model.predict


def pytorch(x: np.ndarray, y: np.ndarray, epochs: int, seed: int) -> Predict:
    """PyTorch on the CPU, eager, on tensors that are in memory already."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    sizes = (x.shape[1], *HIDDEN)
    pairs = pairwise(sizes)
    layers = [layer for pair in pairs for layer in (torch.nn.Linear(*pair), torch.nn.ReLU())]
    network = torch.nn.Sequential(*layers, torch.nn.Linear(sizes[-1], 8)).double()
    for weights in network.parameters():
        if weights.ndim == 2:
            torch.nn.init.xavier_uniform_(weights)
        else:
            torch.nn.init.zeros_(weights)
    optimizer = torch.optim.SGD(network.parameters(), lr=RATE, momentum=MOMENTUM)
    inputs, labels = torch.from_numpy(x), torch.from_numpy(y)
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(network(inputs[batch]), labels[batch]).backward()
            optimizer.step()
    with torch.no_grad():
        return lambda more: network(torch.from_numpy(more)).argmax(dim=1).numpy()


@click.command()
@click.option("--epochs", default=40, type=click.IntRange(min=1))
@click.option("--rounds", default=5, type=click.IntRange(min=1), help="The median of so many.")
def main(epochs: int, rounds: int) -> None:
    """Train by each library in turn; exit 1 if the reference is slower, or less accurate."""
    chords = load_chords()
    ways: dict[str, Train] = {"the reference": reference}
    for name, module, way in (
        ("scikit-learn", "sklearn", scikit_learn),
        ("PyTorch", "torch", pytorch),
    ):
        try:
            __import__(module)
        except ImportError:
            click.echo(f"{name} is not installed and not compared: pip install -e '.[bench]'")
        else:
            ways[name] = way
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for turn in range(-1, rounds):
        for name, way in ways.items():
            result = _measure(way, chords, epochs if turn >= 0 else 1, turn + 1)
            measured[name] += [result] if turn >= 0 else []
    sys.exit(_print(measured, epochs))


def _measure(train: Train, chords: Chords, epochs: int, seed: int) -> tuple[float, float]:
    x, y = chords.train
    mean, std = np.mean(x, axis=0), np.std(x, axis=0)
    started = time.process_time()
    predict = train((x - mean) / std, y, epochs, seed)
    seconds = time.process_time() - started
    x, y = chords.hidden["id"]
    return seconds, float(np.mean(predict((x - mean) / std) == y))


def _print(measured: dict[str, list[tuple[float, float]]], epochs: int) -> int:
    medians = {name: np.median(results, axis=0) for name, results in measured.items()}
    own_seconds, own_accuracy = medians["the reference"]
    table = Table("library", "CPU s", "ratio to the reference", "id accuracy", "")
    missed = False
    for name, (seconds, accuracy) in medians.items():
        fine = own_seconds <= seconds and own_accuracy >= accuracy - TOLERANCE
        missed |= not fine
        ratio = f"{seconds / own_seconds:.2f}"
        verdict = "" if name == "the reference" else ("holds" if fine else "MISSED")
        table.add_row(name, f"{seconds:.2f}", ratio, f"{accuracy:.3f}", verdict)
    console = Console(width=100)
    console.print(table)
    console.print(f"{epochs} epochs of 800 chords; asked: the reference takes no longer than any.")
    return int(missed)


if __name__ == "__main__":
    main()
