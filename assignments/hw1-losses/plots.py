"""The pictures of this notebook. Read them if you like: each is a few lines of matplotlib."""

import matplotlib.pyplot as plt
import numpy as np

from gradus_checks.pictures import BLUE, GREY, ORANGE, show

LOOKS = ("L1", "L2"), ("-", "--"), (BLUE, ORANGE)


def loss_curves(losses):
    """L1 and L2 of a single note, and their slopes, against how far off it is."""
    errors = np.linspace(-2, 2, 201)
    panels = {"loss": (losses.mae, losses.mse), "slope": (losses.mae_grad, losses.mse_grad)}
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.2))
    for ax, (title, functions) in zip(axes, panels.items(), strict=True):
        for function, label, style, colour in zip(functions, *LOOKS, strict=True):
            values = [np.sum(function(np.array([e]), np.zeros(1))) for e in errors]
            ax.plot(errors, values, style, color=colour, label=label)
        ax.set(title=f"The {title} of one note", xlabel="ŷ − y (semitones)", ylabel=title)
        ax.axhline(0, color=GREY, linewidth=0.8)
        ax.legend(frameon=False)
    show(
        figure,
        "Left: the L1 loss is a V, the L2 loss a parabola; they meet where the error is one. "
        "Right: the slope of L1 jumps from -1 to 1 at zero; that of L2 is a straight line.",
    )


def pitch_fits(played, heard, fits):
    """What was played, what the tracker heard, and a line (slope, offset) for each loss."""
    figure, ax = plt.subplots(figsize=(7, 4.5))
    ax.plot(played, heard, ".", color=GREY, markersize=4, label="a note")
    ends = np.array([np.min(played), np.max(played)])
    for name, style, colour in zip(*LOOKS, strict=True):
        slope, offset = fits[name]
        label = f"{name}: slope {slope:.3f}"
        ax.plot(ends, slope * ends + offset, style, color=colour, linewidth=2, label=label)
    ax.set(xlabel="played (octaves)", ylabel="heard (octaves)", title="A tracker takes octaves")
    ax.legend(frameon=False)
    lines = "; ".join(f"{name}: slope {slope:.3f}" for name, (slope, _) in fits.items())
    show(
        figure,
        "Most notes lie on the diagonal, some exactly one or two octaves below it. The L1 line "
        f"follows the diagonal, the L2 line is pulled down at the right. {lines}.",
    )


def surprise(losses):
    """What binary cross entropy costs, for a voice that is there, against the probability of it."""
    probabilities = np.linspace(0.001, 0.999, 300)
    voice, silence = np.ones(1), np.zeros(1)
    figure, ax = plt.subplots(figsize=(6, 3.4))
    for target, style, colour, label in (
        (voice, "-", BLUE, "there is a voice (y = 1)"),
        (silence, "--", ORANGE, "there is none (y = 0)"),
    ):
        costs = [losses.binary_cross_entropy(np.array([p]), target) for p in probabilities]
        ax.plot(probabilities, costs, style, color=colour, label=label)
    ax.set(xlabel="ŷ, the probability of a voice", ylabel="loss", title="Certain and wrong is dear")
    ax.legend(frameon=False)
    show(
        figure,
        "Two curves that mirror each other. Where there is a voice the loss falls from about 7 at "
        "a probability of 0.001, through 0.69 at one half, to nearly 0 at 1.",
    )


def temperatures(softmax, logits, names, values=(0.5, 1, 2, 8)):
    """The probabilities of the classes when the logits are divided by a temperature."""
    figure, axes = plt.subplots(1, len(values), figsize=(10, 2.8), sharey=True)
    for ax, temperature in zip(axes, values, strict=True):
        bars = ax.bar(names, softmax.softmax(logits / temperature), color=BLUE)
        ax.bar_label(bars, fmt="%.2f", fontsize=8)
        ax.set(title=f"T = {temperature}", ylim=(0, 1.1))
        ax.tick_params(axis="x", labelrotation=45)
    axes[0].set_ylabel("probability")
    show(
        figure,
        "Four bar charts of one softmax. The lower the temperature, the more of the probability "
        "goes to the largest logit; at T = 8 all classes are nearly equally likely.",
    )
