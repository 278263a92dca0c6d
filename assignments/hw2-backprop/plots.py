"""The pictures of this notebook. Read them if you like: each is a few lines of matplotlib."""

import matplotlib.pyplot as plt
import numpy as np

from gradus_checks.pictures import BLUE, GREEN, GREY, ORANGE, show


def v_curve(steps, errors):
    """The error of a numerical gradient against its step, both on logarithmic axes."""
    figure, ax = plt.subplots(figsize=(6, 3.6))
    ax.loglog(steps, np.maximum(errors, 1e-17), "o-", color=BLUE, markersize=4)
    best = np.argmin(errors)
    ax.annotate(
        f"smallest error at h = {steps[best]:.0e}",
        (steps[best], errors[best]),
        xytext=(0, -22),
        textcoords="offset points",
        ha="center",
    )
    ax.set(xlabel="step h", ylabel="error of the gradient", title="Small, but not too small")
    ax.margins(y=0.25)
    show(
        figure,
        f"A V on logarithmic axes: from h = 0.1 down the error falls to its smallest value at h = "
        f"{steps[best]:.0e}, and rises again for smaller steps.",
    )


def descents(loss, paths):
    """Paths (steps + 1, 2) by learning rate, over the contour lines of a loss."""
    tempo, pitch = np.meshgrid(np.linspace(95, 145, 101), np.linspace(425, 455, 101))
    heights = loss(np.stack([tempo, pitch]))
    figure, axes = plt.subplots(1, len(paths), figsize=(11, 3.4), sharey=True)
    for ax, (learning_rate, path) in zip(axes, paths.items(), strict=True):
        ax.contour(tempo, pitch, heights, levels=12, colors=GREY, linewidths=0.6)
        ax.plot(*path.T, "o-", color=BLUE, markersize=3, linewidth=1)
        ax.plot(*path[0], "s", color=ORANGE, label="start")
        ax.plot(120, 440, "*", color=GREEN, markersize=12, label="goal")
        ax.set(title=f"η = {learning_rate}", xlabel="tempo", xlim=(95, 145), ylim=(425, 455))
    axes[0].set_ylabel("pitch (Hz)")
    axes[0].legend(loc="upper right", framealpha=1, edgecolor="none")
    ends = "; ".join(
        f"with η = {rate} it ends at tempo {path[-1][0]:.4g} and pitch {path[-1][1]:.4g}"
        for rate, path in paths.items()
    )
    show(figure, f"The path of descent over the contour lines of a bowl: {ends}.")


def training_losses(losses, title):
    """A loss after each epoch, for several ways to train, by name."""
    figure, ax = plt.subplots(figsize=(7, 3.6))
    styles = zip(("-", "--", ":"), (BLUE, ORANGE, GREEN), strict=True)
    for (name, values), (style, colour) in zip(losses.items(), styles, strict=False):
        ax.plot(values, style, color=colour, label=name)
    ax.set(xlabel="epoch", ylabel="loss", title=title, ylim=(0, None))
    ax.legend(frameon=False)
    ends = "; ".join(f"{name} ends at {values[-1]:.2f}" for name, values in losses.items())
    show(figure, f"Loss against epoch: {ends}.")
