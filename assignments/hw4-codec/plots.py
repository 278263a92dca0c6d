"""The pictures and sounds of this notebook. Each is a few lines of matplotlib and NumPy."""

import frames
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Audio, display

from gradus_checks.pictures import BLUE, GREEN, GREY, ORANGE, show

LOOKS = ((BLUE, "o-"), (ORANGE, "s--"), (GREEN, "^-."), (GREY, "v:"))


def listen(sounds, rate):
    """Play several sounds by name, all on one scale: what is softer sounds softer."""
    loudest = max(np.max(np.abs(sound)) for sound in sounds.values())
    for name, sound in sounds.items():
        print(name)
        display(Audio(sound / loudest, rate=rate, normalize=False))


def spectrograms(sounds, rate):
    """Log power spectra over time of several sounds, by name, on one scale of decibels."""
    powers = [frames.power_spectrum(frames.to_frames(sound)) for sound in sounds.values()]
    loudest = 10 * np.log10(max(np.max(power) for power in powers))
    widths = [1.0] * len(sounds) + [0.06]  # the last one is of the colours
    figure, (*axes, scale) = plt.subplots(1, len(widths), figsize=(11, 3.4), width_ratios=widths)
    for ax, name, power in zip(axes, sounds, powers, strict=True):
        extent = (0, len(power) * frames.HOP / rate, 0, rate / 2000)
        decibels = 10 * np.log10(power + 1e-12) - loudest
        picture = ax.imshow(
            decibels.T,
            origin="lower",
            aspect="auto",
            extent=extent,
            vmin=-70,
            vmax=0,
            interpolation="nearest",
        )
        ax.set(title=name, xlabel="seconds")
        ax.tick_params(labelleft=ax is axes[0])
    axes[0].set_ylabel("kHz")
    figure.colorbar(picture, cax=scale, label="dB from the loudest")
    told = "; ".join(
        f"{name}: {np.mean(power > 1e-6 * 10 ** (loudest / 10)):.0%} of the picture is within 60 dB"
        for name, power in zip(sounds, powers, strict=True)
    )
    show(figure, f"Spectrograms side by side; dark to bright are 70 dB, in all of them. {told}.")


def curves(lines, xlabel, ylabel, description, theory=None):
    """Lines (x, y) by name, each with a marker of its own; `theory` is one more, in grey."""
    figure, ax = plt.subplots(figsize=(8, 4))
    for (name, (x, y)), (color, look) in zip(lines.items(), LOOKS, strict=False):
        ax.plot(x, y, look, color=color, label=name)
    if theory:
        ax.plot(*theory, color="black", linewidth=1, label="6 dB a bit")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend(frameon=False)
    show(figure, description)


def allocations(bits):
    """How many bits each band is given, by the name of what decided it."""
    figure, axes = plt.subplots(1, len(bits), figsize=(11, 2.6), sharey=True)
    for ax, (name, each) in zip(axes, bits.items(), strict=True):
        ax.bar(np.arange(len(each)), each, color=BLUE)
        ax.set(title=name, xlabel="band")
    axes[0].set_ylabel("bits a number")
    told = "; ".join(f"{name}: {', '.join(map(str, each))}" for name, each in bits.items())
    show(figure, f"Bars of the bits for each band, from low to high. {told}.")
