"""What each remedy brings on hidden chords: `python -m tests.benchmarks.generalization`.

Prints the table of accuracies, means over the seeds, and draws the curves of the first seed.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from tests.benchmarks.chords import SETS, Chords, load_chords

_DRAWN = ("512 hidden, nothing else", "+ L2 5e-3", "+ transposing", "the reference, 256-128")

Train = Callable[..., object]
Row = dict[str, float]


@click.command()
@click.option("--seeds", default=5, type=click.IntRange(min=1), help="How many seeds, from 0.")
@click.option("--picture", default="dist/generalization.png", type=click.Path(path_type=Path))
def main(seeds: int, picture: Path) -> None:
    """Measure every recipe on the hidden sets. CPU seconds are of one core if OMP_NUM_THREADS=1."""
    chords = load_chords()
    table = Table("model", "train", *SETS, "OOD mean", "id loss", "CPU s")
    histories = {}
    console = Console(width=110)
    for name, train in _ways().items():
        with console.status(f"training: {name}"):
            rows, models = zip(
                *(_measure(train, chords, seed) for seed in range(seeds)), strict=True
            )
        histories[name] = models[0].history
        means = {column: float(np.mean([row[column] for row in rows])) for column in rows[0]}
        seconds = means.pop("CPU s")
        table.add_row(name, *(f"{mean:.3f}" for mean in means.values()), f"{seconds:.1f}")
    console.print(table)
    picture.parent.mkdir(parents=True, exist_ok=True)
    _draw({name: histories[name] for name in _DRAWN}, picture)
    console.print(f"The curves of seed 0: {picture}")


def _ways() -> dict[str, Train]:
    import training
    from tests.benchmarks.recipes import recipes, train

    ways = {recipe.name: partial(train, recipe) for recipe in recipes()}
    return {**ways, "the reference, 256-128": training.train}


def _measure(train: Train, chords: Chords, seed: int) -> tuple[Row, object]:
    from softmax import softmax_cross_entropy

    started = time.process_time()
    model = train(*chords.train, *chords.val, seed)
    seconds = time.process_time() - started
    parts = {"train": chords.train, **chords.hidden}
    row = {name: float(np.mean(model.predict(x) == y)) for name, (x, y) in parts.items()}
    row["OOD mean"] = float(np.mean([row[name] for name in SETS[1:]]))
    x, y = chords.hidden["id"]
    row["id loss"] = float(softmax_cross_entropy(model.logits(x), y))
    row["CPU s"] = seconds
    return row, model


def _draw(histories: dict[str, dict[str, list[float]]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(2, len(histories), figsize=(13, 6), sharey="row", squeeze=False)
    for column, (name, history) in zip(axes.T, histories.items(), strict=True):
        column[0].set_title(name, fontsize=10)
        column[1].set_xlabel("epoch")
        for axis, quantity in zip(column, ("loss", "accuracy"), strict=True):
            for part, label, colour in (
                ("train", "training", "tab:blue"),
                ("val", "validation", "tab:orange"),
            ):
                axis.plot(history[f"{part}_{quantity}"], label=label, color=colour)
            axis.grid(alpha=0.3)
    axes[0, 0].set_ylabel("cross entropy")
    axes[1, 0].set_ylabel("accuracy")
    axes[0, 0].set_ylim(0, 2.5)
    axes[1, 0].set_ylim(0, 1.02)
    axes[0, 0].legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=100)


if __name__ == "__main__":
    main()
