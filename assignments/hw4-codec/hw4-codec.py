# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A tiny audio codec: what is a good objective?
#
# A codec makes music small and brings it back. It should sound like the original, take few bits,
# and be fast. Three objectives, and each is another kind of thing:
#
# | objective | measured by | how to get there |
# |---|---|---|
# | reconstruction | the waveform, or the spectrum | has a gradient: **train** |
# | perception | people | hardly a formula: **listen**, and talk about it |
# | bit rate | whole numbers of bits | no gradient: **search** |
# | speed | a clock | no gradient: **measure**, and choose |
#
# This notebook is not graded. Nothing is missing in it: run it, change it, and listen. It puts the
# layers, the optimizer and the searches of the second assignment to work; if you still have your
# own `backprop.py` and `gradient_descent.py`, copy them over the ones here.
#
# **After it you can** say which objective can be trained and which can only be searched; show that
# a network gives you what the loss asks for, and not what you meant; and catch a search that has
# overfitted. **Time**: about one hour.
#
# Where a library defines something in another way than we do, [definitions.md](definitions.md) in
# this folder says so: ours is the one that counts here.

# %%
# %load_ext gradus_checks.notebook
import time

import backprop
import codec
import gradient_descent
import numpy as np
import plots
from losses import mse, mse_grad

clips = np.load("data/clips.npz")
rate = int(clips["rate"])  # samples a second
heard, unheard = (
    clips[name] / np.std(clips[name]) for name in ("heard", "unheard")
)
frames, unheard_frames = codec.to_frames(heard), codec.to_frames(unheard)
print(
    f"{len(heard) / rate:.1f} seconds are {len(frames)} frames "
    f"of {codec.SIZE} samples"
)
plots.listen(frames, rate)

# %% [markdown]
# ## An autoencoder
#
# 256 samples go in, 256 come out, and in the middle there are only 24 numbers: the network has to
# find out what matters. But what matters is what the *loss* says. Two candidates:
#
# - **waveform**: the mean squared error of the samples, your `mse`;
# - **spectrum**: the mean squared difference of the *logarithms* of the power at each frequency. It
#   does not care when in a frame something happens, and a soft overtone counts as much as a loud
#   note.
#
# The gradient of the second one goes back through a Fourier transform. Is it right? Ask numbers.

# %%
y_pred = frames[:2] + np.random.default_rng(1).normal(0, 0.1, (2, codec.SIZE))
measured = backprop.numerical_gradient(
    lambda z: codec.spectral_loss(z, frames[:2]), y_pred
)
print(np.max(np.abs(measured - codec.spectral_loss_grad(y_pred, frames[:2]))))

# %% [markdown]
# Now train the same network twice, once for each loss.


# %%
def trained(loss_grad, learning_rate, epochs=100, numbers=24):
    """An autoencoder of the frames with `numbers` in the middle."""
    rng = np.random.default_rng(1)
    sizes = (codec.SIZE, 128, numbers, 128, codec.SIZE)
    linear = [backprop.Linear(*sizes[i : i + 2], rng) for i in range(4)]
    network = backprop.Sequential(
        [
            linear[0],
            backprop.ReLU(),
            linear[1],
            linear[2],
            backprop.ReLU(),
            linear[3],
        ]
    )
    optimizer = gradient_descent.SGD(learning_rate, momentum=0.9)
    for _ in range(epochs):
        for batch in gradient_descent.minibatches(len(frames), 32, rng):
            network.backward(
                loss_grad(network.forward(frames[batch], True), frames[batch])
            )
            optimizer.step(network.parameters(), network.gradients())
    return network


for_waveform = trained(mse_grad, 0.1)
for_spectrum = trained(codec.spectral_loss_grad, 0.005)

# %% [markdown]
# **Predict**: which one has the better waveform, which one the better spectrum, and which one
# *sounds* better?


# %%
def signal_to_noise(coded, frames):
    """In decibels: the power of the sound by that of the error."""
    sound, error = codec.to_sound(frames), codec.to_sound(coded - frames)
    return 10 * np.log10(np.sum(sound**2) / np.sum(error**2))


def spectral_distance(coded, frames):
    """In decibels."""
    return 10 / np.log(10) * np.sqrt(codec.spectral_loss(coded, frames))


def kept_above(frequency, coded, frames):
    """Which share of the energy above a frequency is still there."""
    high = np.fft.rfftfreq(codec.SIZE, 1 / rate) > frequency
    before, after = (
        np.abs(np.fft.rfft(each)[:, high]) ** 2 for each in (frames, coded)
    )
    return np.sum(after) / np.sum(before)


for clip, original in (
    ("the clip of the training", frames),
    ("another clip", unheard_frames),
):
    for name, network in (
        ("waveform", for_waveform),
        ("spectrum", for_spectrum),
    ):
        coded = network.forward(original)
        print(f"{clip}, trained for the {name}:")
        print(f"  signal to noise {signal_to_noise(coded, original):.1f} dB")
        print(
            f"  spectral distance {spectral_distance(coded, original):.1f} dB"
        )
        print(
            f"  {kept_above(3000, coded, original):.0%} of the energy above "
            "3 kHz is kept"
        )

# %%
coded = {
    "original": frames,
    "for the waveform": for_waveform.forward(frames),
    "for the spectrum": for_spectrum.forward(frames),
}
plots.waveforms(
    {name: codec.to_sound(each) for name, each in coded.items()}, rate
)
plots.spectrograms(coded, rate)
for name, each in coded.items():
    print(name)
    plots.listen(each, rate)

# %% [markdown]
# Each network is best at what it was asked for, and bad at the other. The waveform loss hardly
# notices soft high overtones, so they are gone and it sounds dull. The spectral loss does not know
# about time within a frame, so the waveform is another one and it sounds rough. Neither loss is
# what *you* heard. Real codecs add several losses up, and ask people in the end. Compare the two
# clips, too: of the better spectrum hardly anything is left on music that was not in the training.
# With six seconds to learn from, everything overfits.
#
# ## Bits: searching where nothing slopes
#
# The discrete cosine transform turns a frame into 256 coefficients from low to high: 16 bands of
# 16. Each band is given a whole number of bits a coefficient, 256 bits a frame in all. Which bands
# deserve them? One bit more or less is a jump, so there is no gradient. We try: a **grid** over two
# numbers (how many bits the lowest band wants, and how fast that fades), your **random search**,
# and your **genetic search**, all with about as many tries. To be quick, they look at 16 frames.

# %%
# bits a coefficient, over all bands
TOTAL = 256 // (codec.SIZE // codec.BANDS)
few = frames[200:216]


def cost_of(loss, original):
    """A function of what each band wishes for: the loss after coding."""
    coefficients = codec.to_bands(original)

    def cost(wishes):
        bits = codec.allocation(wishes, TOTAL)
        return loss(
            codec.from_bands(codec.quantized(coefficients, bits)), original
        )

    return cost


def searched(cost):
    """What each way to search finds, and how long it takes."""
    low, high = np.full(codec.BANDS, -6.0), np.full(codec.BANDS, 6.0)
    fading = [
        np.exp(-np.arange(codec.BANDS) / scale)
        for scale in (0.5, 1, 2, 3, 4, 6, 8, 16)
    ]
    grid = [
        most * shape for most in np.linspace(0, 12, 105) for shape in fading
    ]
    rng = np.random.default_rng(1)
    ways = {
        "uniform": lambda: np.zeros(codec.BANDS),
        "grid": lambda: min(grid, key=cost),
        "random": lambda: gradient_descent.random_search(
            cost, low, high, 840, rng
        )[0],
        "genetic": lambda: gradient_descent.genetic_search(
            cost, low, high, 40, 20, rng
        )[0],
    }
    found = {}
    for name, way in ways.items():
        started = time.perf_counter()
        found[name] = way()
        print(f"{name}: {time.perf_counter() - started:.1f} s")
    return found


def compare(loss):
    """Search on a few frames; look at all frames and the other clip."""
    found = searched(cost_of(loss, few))
    for name, wishes in found.items():
        costs = [
            cost_of(loss, each)(wishes)
            for each in (few, frames, unheard_frames)
        ]
        told = ", ".join(
            f"{clip} {cost:.3f}"
            for clip, cost in zip(
                ("searched frames", "whole clip", "other clip"),
                costs,
                strict=True,
            )
        )
        print(f"{name:8} {told}")
    plots.allocations(
        {
            name: codec.allocation(wishes, TOTAL)
            for name, wishes in found.items()
        }
    )


compare(mse)

# %% [markdown]
# Evolution finds what nobody would have put into a grid. Now the same under the spectral loss.
# **Predict** who wins on the frames that were searched, and who on the others.

# %%
compare(codec.spectral_loss)

# %% [markdown]
# On the 16 frames that it was allowed to look at, the genetic search wins. On the whole clip and on
# the other one, the humble grid does: with two numbers it *cannot* fit the accidents of 16 frames.
# **Search overfits too**, the more so the more it can choose. What you decide by trying has been
# fitted to the data that you tried it on, and needs a test part of its own.
#
# ## Speed
#
# A codec in a phone has to keep up with the music. That is no loss either: measure it, and choose
# the size of the network by it.

# %%
networks = {
    numbers: trained(mse_grad, 0.1, numbers=numbers) for numbers in (4, 8)
}
networks[24] = for_waveform
for numbers, network in networks.items():
    started = time.perf_counter()
    for _ in range(20):
        coded = network.forward(frames)
    seconds = (time.perf_counter() - started) / 20
    faster, clean = (
        len(heard) / rate / seconds,
        signal_to_noise(coded, frames),
    )
    print(
        f"{numbers} numbers a frame: {faster:,.0f} times as fast as the "
        f"music, {clean:.1f} dB"
    )

# %% [markdown]
# ## Go on
#
# - Add the two losses, with a weight: is there one that sounds better than both?
# - Give the genetic search all frames, and a validation clip to stop by.
# - Ask three friends which version they like best, without telling them which is which. That is the
#   objective; everything else is a stand-in for it.
