"""The pictures and sounds of this notebook. Each is a few lines of matplotlib and NumPy."""

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Audio, display

from gradus_checks.pictures import BLUE, GREY, ORANGE, show

LOWEST = 36  # the MIDI number of the lowest band: C2
OCTAVES = np.arange(0, 72, 12)
RATE = 16_000


def listen(*rows, seconds=1.2):
    """One sine for each of the 72 bands, as loud as the row says, one row after the other."""
    time = np.arange(int(seconds * RATE)) / RATE
    frequencies = 440 * 2 ** ((LOWEST + np.arange(72) - 69) / 12)
    waves = np.sin(2 * np.pi * frequencies[:, np.newaxis] * time)
    fading = np.minimum(1, 10 * time) * np.exp(-1.5 * time)
    sounds = [10 ** (row / 20) @ waves * fading for row in rows]
    display(Audio(np.concatenate([sound / np.max(np.abs(sound)) for sound in sounds]), rate=RATE))


def spectra(rows, titles, description):
    """Rows of 72 decibels, one below the other; the C of each octave is marked."""
    figure, axes = plt.subplots(len(rows), 1, figsize=(9, 0.9 * len(rows) + 0.8), sharex=True)
    for ax, row, title in zip(axes, rows, titles, strict=True):
        ax.bar(np.arange(72), row + 110, color=BLUE, width=0.9)
        ax.set_ylabel(title, rotation=0, ha="right", va="center")
        ax.set_yticks([])
    axes[-1].set_xticks(OCTAVES, [f"C{2 + octave}" for octave in range(6)])
    axes[-1].set_xlabel("band: one semitone each, as high as it is loud")
    show(figure, description)


def masks(passes, p):
    """What dropout let through in several passes, each (samples, neurons)."""
    figure, axes = plt.subplots(1, len(passes), figsize=(10, 2.4), sharey=True)
    for number, (ax, values) in enumerate(zip(axes, passes, strict=True), start=1):
        ax.imshow(np.asarray(values) == 0, cmap="gray_r", interpolation="nearest", aspect="auto")
        removed = np.mean(np.asarray(values) == 0)
        ax.set(title=f"pass {number}: {removed:.0%} removed", xlabel="neuron")
    axes[0].set_ylabel("sample")
    show(
        figure,
        f"Three grids of samples and neurons, what is removed in black. In each about {p:.0%} is "
        "black, scattered without a pattern, and no two grids are alike.",
    )


def weight_histograms(weights):
    """How many weights of which size, by the name of the penalty."""
    figure, axes = plt.subplots(1, len(weights), figsize=(10, 3), sharex=True, sharey=True)
    widest = max(np.max(np.abs(w)) for w in weights.values())
    bins = np.linspace(-widest, widest, 61)
    told = []
    for ax, (name, w) in zip(axes, weights.items(), strict=True):
        near_zero = np.mean(np.abs(w) < widest / 60)
        ax.hist(np.ravel(w), bins, color=BLUE)
        ax.set(title=f"{name}: {near_zero:.0%} near 0", xlabel="weight")
        told.append(f"{name}: {near_zero:.0%} of the weights are near 0")
    axes[0].set_ylabel("how many")
    show(figure, "Histograms of the weights of one layer. " + "; ".join(told) + ".")


def learning_curves(history):
    """Loss and accuracy of both parts after each epoch; the epoch of the best loss is marked."""
    figure, axes = plt.subplots(1, 2, figsize=(10, 3.4))
    best = int(np.argmin(history["val_loss"]))
    for ax, quantity in zip(axes, ("loss", "accuracy"), strict=True):
        ax.plot(history[f"train_{quantity}"], "--", color=ORANGE, label="training")
        ax.plot(history[f"val_{quantity}"], "-", color=BLUE, label="validation")
        ax.axvline(best, color=GREY, linewidth=1, linestyle=":", label="best validation loss")
        ax.set(xlabel="epoch", ylabel=quantity)
        ax.legend(frameon=False)
    show(
        figure,
        f"Loss and accuracy against epoch. The validation loss is lowest in epoch {best}, at "
        f"{history['val_loss'][best]:.2f}; the training loss is then "
        f"{history['train_loss'][best]:.2f}.",
    )


def confusions(labels, predictions, names):
    """How often a chord of the row is taken for the one of the column, as a share of its row."""
    counts = np.zeros((len(names), len(names)))
    np.add.at(counts, (labels, predictions), 1)
    shares = counts / np.maximum(np.sum(counts, axis=1, keepdims=True), 1)
    figure, ax = plt.subplots(figsize=(6.5, 5.5))
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (i, j), share in np.ndenumerate(shares):
        if share > 0:
            dark = "white" if share > 0.5 else "black"
            ax.text(j, i, f"{100 * share:.0f}", ha="center", va="center", color=dark, fontsize=9)
    ax.set_xticks(range(len(names)), names, rotation=45, ha="right")
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="named", ylabel="played", title="Per cent of the chords that were played")
    worst = np.unravel_index(np.argmax(shares - np.diag(np.diag(shares))), shares.shape)
    show(
        figure,
        f"A table of {len(names)} by {len(names)} shares, darkest on the diagonal. The most common "
        f"mistake: {names[worst[0]]} is taken for {names[worst[1]]}.",
    )


def bars(values, title, label):
    """Named values from 0 to 1, side by side."""
    figure, ax = plt.subplots(figsize=(8, 3))
    drawn = ax.bar(list(values), list(values.values()), color=BLUE)
    ax.bar_label(drawn, fmt="%.2f")
    ax.set(title=title, ylabel=label, ylim=(0, 1.1))
    told = "; ".join(f"{name}: {value:.2f}" for name, value in values.items())
    show(figure, f"Bars of {label}. {told}.")
