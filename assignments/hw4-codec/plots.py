"""The pictures and sounds of this notebook. Each is a few lines of matplotlib and NumPy."""

import codec
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Audio, display

from gradus_checks.pictures import BLUE, show


def listen(frames, rate):
    """Play what frames sound like."""
    display(Audio(codec.to_sound(frames), rate=rate))


def waveforms(sounds, rate, start=1.0, seconds=0.02):
    """A moment of several sounds, one below the other, by name."""
    first, last = int(start * rate), int((start + seconds) * rate)
    figure, axes = plt.subplots(len(sounds), 1, figsize=(9, 1.2 * len(sounds) + 0.6), sharex=True)
    for ax, (name, sound) in zip(axes, sounds.items(), strict=True):
        ax.plot(1000 * np.arange(last - first) / rate, sound[first:last], color=BLUE)
        ax.set_ylabel(name, rotation=0, ha="right", va="center")
        ax.set_yticks([])
    axes[-1].set_xlabel("milliseconds")
    show(figure, f"{len(sounds)} waveforms, one below the other: {', '.join(sounds)}.")


def spectrograms(frames, rate):
    """Log spectra over time of several lists of frames, by name, on one scale."""
    figure, axes = plt.subplots(1, len(frames), figsize=(11, 3.4), sharey=True)
    for ax, (name, each) in zip(axes, frames.items(), strict=True):
        decibels = 10 / np.log(10) * codec.log_spectrum(each)
        extent = (0, len(each) * codec.HOP / rate, 0, rate / 2000)
        ax.imshow(decibels.T, origin="lower", aspect="auto", extent=extent, vmin=-10, vmax=35)
        ax.set(title=name, xlabel="seconds")
    axes[0].set_ylabel("kHz")
    show(
        figure,
        f"Spectrograms of {', '.join(frames)}: notes are vertical steps, harmonics horizontal "
        "lines. What is coded for the waveform is dark above 3 kHz; what is coded for the spectrum "
        "is less so.",
    )


def allocations(bits):
    """How many bits each band is given, by the name of what decided it."""
    figure, axes = plt.subplots(1, len(bits), figsize=(11, 2.6), sharey=True)
    for ax, (name, each) in zip(axes, bits.items(), strict=True):
        ax.bar(np.arange(codec.BANDS), each, color=BLUE)
        ax.set(title=name, xlabel="band")
    axes[0].set_ylabel("bits a coefficient")
    told = "; ".join(f"{name}: {', '.join(map(str, each))}" for name, each in bits.items())
    show(figure, f"Bars of the bits for each band, from low to high. {told}.")
