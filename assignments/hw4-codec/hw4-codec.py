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
# and be fast. Each of these objectives is another kind of thing:
#
# | objective | measured by | how to get there |
# |---|---|---|
# | reconstruction | the waveform, or the spectrum | has a gradient: **train** |
# | perception | people | hardly a formula: **listen**, and talk about it |
# | bit rate | whole numbers of bits | no gradient: **search** |
# | speed | a clock | no gradient: **measure**, and choose |
#
# **After this assignment you can**
#
# - measure how far a copy of a sound is from the original, in two ways that do not agree;
# - send a gradient back through a Fourier transform;
# - quantize, and count honestly the bits that a decoder has to be told;
# - search for the allocation of bits that is best under a budget;
# - say which objective can be trained and which can only be searched;
# - show that a network gives you what the loss asks for, and not what you meant.
#
# **Time**: about 7 hours for a musician with some Python.
#
# Where a library defines something in another way than we do, [definitions.md](definitions.md) in
# this folder says so: ours is the one that counts here.

# %%
# The files that came with this notebook have to lie beside it.
from pathlib import Path

from IPython.core.error import UsageError

if not Path("gradus_checks").is_dir():
    raise UsageError(
        "Unzip hw4-codec.zip and open the notebook that is in its "
        "folder (on Colab as README.md there says)."
    )

# %load_ext gradus_checks.notebook
import time

import allocation
import autoencoder
import codec
import distances
import frames
import numpy as np
import objectives
import plots
import quantizer
import trainable
from backprop import numerical_gradient
from gradient_descent import SGD

from gradus_checks import Notebook

grader = Notebook("hw4-codec.ipynb")

# %% [markdown]
# ## The music
#
# Two clips of different pieces. One is to learn from, the other one nobody looks at before the
# end. Both are scaled so that a sample deviates from 0 by 1 on average.

# %%
clips = np.load("data/clips.npz")
rate = int(clips["rate"])  # samples a second
heard, unheard = (
    clips[name] / np.std(clips[name]) for name in ("heard", "unheard")
)
heard_frames, unheard_frames = map(frames.to_frames, (heard, unheard))
print(
    f"{len(heard) / rate:.1f} seconds are {len(heard_frames)} frames "
    f"of {frames.SIZE} samples"
)
plots.listen({"heard": heard, "unheard": unheard}, rate)

# %% [markdown]
# `frames.py` is given, complete. `to_frames` cuts a sound into **frames** of 256 samples that
# overlap and are faded in and out, and `to_sound` adds them up again. `to_bands` turns each frame
# into 16 **bands** of 16 numbers, from low frequencies to high ones (a discrete cosine transform),
# and `from_bands` turns them back. `power_spectrum` is the power at each frequency. Nothing is lost
# on the way:

# %%
bands = frames.to_bands(heard_frames)
again = frames.to_sound(frames.from_bands(bands))[: len(heard)]
print(bands.shape, np.max(np.abs(again - heard)))

# %% [markdown]
# ## How to work
#
# As before: write in `distances.py`, `objectives.py`, `quantizer.py`, `allocation.py`,
# `autoencoder.py`, `trainable.py` and `codec.py`, compare with the examples, run `pytest` or the
# `grader.check` cells, and hand in with the last cell. The modules of the earlier assignments that
# you need are there too, complete; use them, and leave them as they are.
#
# ## What holds everywhere
#
# - **Names**: the copy is $\hat y$, `y_pred`, and the original $y$, `y_true`, in this order.
# - What you are given is not changed in place, and arrays of whole numbers are welcome. That is
#   meant for small ones as well, such as `int8`, in which sums wrap around:
#   `np.asarray(x, dtype=float)` makes decimals of them.
# - Randomness comes from the generator `rng` that is passed in, never from `np.random` itself: the
#   same seed gives the same result.
# - Any way that gives the right result is fine: loops, whole arrays, your own helper functions.
#   Where several arrays are asked for, a list and a tuple are equally welcome.

# %% [markdown]
# # Part 13: how far is the copy from the sound?
#
# Both distances are in decibels: ten times the logarithm, to base 10, of a ratio of powers. Twice
# the amplitude is four times the power, and 6 dB more.

# %% [markdown]
# ## Task 13.1: Signal-to-noise ratio
#
# *20 minutes.* The noise of a copy is what is wrong with it, $\hat y - y$. Write
# `signal_to_noise(y_pred, y_true)`:
#
# $$\text{SNR} = 10 \log_{10} \frac{\sum y^2}{\sum (\hat y - y)^2} \;\text{dB}$$
#
# - The sums go over all entries of any shape, and sounds may be loud or soft.
# - A perfect copy has $\infty$ (`np.inf`), also of silence. Any other copy of silence has
#   $-\infty$.
# - Unlike shapes, and sounds without samples, raise a ValueError that names both shapes. `checked`
#   does that; it is given.
#
# **By hand.** The original (3, 4), the copy (3, 3): the signal has the energy $9 + 16 = 25$, the
# noise $0 + 1 = 1$. The ratio is $10 \log_{10} 25 = 13.98$ dB. A silent copy has 0 dB, for the
# noise is as large as the sound, and the sound turned upside down has −6.02 dB, for the noise is
# twice that.

# %%
sound = np.array([3.0, 4.0])
print(distances.signal_to_noise(np.array([3.0, 3.0]), sound))  # 13.98
print(distances.signal_to_noise(-sound, sound))  # −6.02

# %%
grader.check("task_13_1")

# %% [markdown]
# ## Task 13.2: Log-spectral distance
#
# *30 minutes.* The ear hears frequencies, and loudness in decibels. So compare the power spectra of
# the frames, $\hat P$ and $P$, in decibels. Write `log_spectral_distance(y_pred, y_true)`, for
# frames of shape `(n, size)`:
#
# $$D = \sqrt{\text{mean}\left(\left(10 \log_{10}(\hat P + f) - 10 \log_{10}(P + f)\right)^2\right)}
#   \;\text{dB}$$
#
# $$f = \max(10^{-4} \cdot \text{mean}(P),\; 10^{-12})$$
#
# - `frames.power_spectrum` gives the powers, and is given; `FLOOR` is $10^{-4}$ and `TINY` is
#   $10^{-12}$.
# - One floor and one mean go over all frames and frequencies, of any number.
# - The floor $f$ is a part of the power of the *original*, so that loudness does not decide: if
#   both sounds are louder, the distance is the same. Without a floor, frequencies that nobody hears
#   would decide.
# - Unlike shapes, and no frames at all, raise a ValueError that names both shapes.
#
# **By hand.** One frame of two samples. A transform that short is the sum and the difference: the
# original (6, 4) has the powers $10^2 = 100$ and $2^2 = 4$, the copy (3, −2) has 1 and 25. In
# decibels they differ by −19.98 and 7.95 (the floor is 0.0052). The mean of the
# squares is $(399.1 + 63.3) / 2 = 231.2$, and the distance 15.20 dB.

# %%
# 15.20
distances.log_spectral_distance(np.array([[3.0, -2]]), np.array([[6.0, 4]]))

# %%
grader.check("task_13_2")

# %% [markdown]
# ### Look, and listen: two distances that do not agree
#
# **Predict**, for each of the copies: which distance finds it good?


# %%
def tell(name, copy, original):
    """Both distances of a copy."""
    snr = distances.signal_to_noise(copy, original)
    distance = distances.log_spectral_distance(
        frames.to_frames(copy), frames.to_frames(original)
    )
    print(f"{name:28} SNR {snr:6.2f} dB   distance {distance:5.2f} dB")


delayed = np.concatenate([np.zeros(1), heard[:-1]])
muffled = (heard + delayed) / 2
copies = {
    "upside down": -heard,
    "half as loud": heard / 2,
    "one sample later": delayed,
    "muffled": muffled,
    "with a little noise": heard
    + np.random.default_rng(1).normal(0, 0.05, len(heard)),
}
for name, copy in copies.items():
    tell(name, copy, heard)

# %%
plots.listen(
    {
        "original": heard,
        "muffled": muffled,
        "with a little noise": copies["with a little noise"],
    },
    rate,
)

# %%
grader.progress(13)  # where you stand

# %% [markdown]
# # Part 14: objectives that have a gradient
#
# To train for either distance we need its gradient for the copy. Both are put a little differently,
# without the outer logarithm or root: these only bend the slope, and the lowest point stays where
# it is.

# %% [markdown]
# ## Task 14.1: Waveform loss
#
# *10 minutes.* Write `waveform_loss(y_pred, y_true)`: the energy of the error, as a share of that
# of the original.
#
# $$L(\hat y, y) = \frac{\sum (\hat y - y)^2}{\max\left(\sum y^2,\; 10^{-12}\right)}$$
#
# (The signal-to-noise ratio is $-10 \log_{10} L$.)
#
# - The energies are sums over all entries of any shape, loud or soft.
# - Of silence the energy is taken to be `TINY`.
# - Unlike shapes, and no frames at all, raise a ValueError that names both shapes.
#
# **By hand.** The original (3, 4, 0), the copy (3, 3, 0): $1 / 25 = 0.04$.

# %%
original = np.array([[3.0, 4, 0]])
copy = np.array([[3.0, 3, 0]])
objectives.waveform_loss(copy, original)  # 0.04

# %%
grader.check("task_14_1")

# %% [markdown]
# ## Task 14.2: Gradient of the waveform loss
#
# *10 minutes.* Write `waveform_loss_grad(y_pred, y_true)`:
#
# $$\frac{\partial L}{\partial \hat y} =
#   \frac{2 (\hat y - y)}{\max\left(\sum y^2,\; 10^{-12}\right)}$$
#
# - It has the shape of ŷ, and of silence the energy is taken to be TINY.
# - Unlike shapes, and no frames at all, raise a ValueError that names both shapes.
#
# **By hand.** For the frames above it is $(0,\; 2 \cdot (-1) / 25,\; 0) = (0, -0.08, 0)$: where the
# copy is too small, the loss falls when it grows.

# %%
objectives.waveform_loss_grad(copy, original)  # (0, −0.08, 0)

# %%
grader.check("task_14_2")

# %% [markdown]
# ## Task 14.3: Gradient of the spectral loss
#
# *45 minutes.* The spectral loss is the square of your distance, and given:
#
# $$L = \text{mean}(d^2), \qquad d = 10 \log_{10}(\hat P + f) - 10 \log_{10}(P + f)$$
#
# Write `spectral_loss_grad(y_pred, y_true)`, its gradient for the *frames* $\hat y$. Go back link
# by link, as in the second assignment:
#
# 1. from $L$ to $d$: the slope of a mean of squares;
# 2. from $d$ to $\hat P$: the slope of $10 \log_{10}(x)$ is $10 / (\ln 10 \cdot x)$;
# 3. from $\hat P$ to $\hat y$: `frames.power_spectrum_backward(grad_power, y_pred)`, which is
#    given.
#
# - The mean and the floor are over all frames and frequencies; loud and soft alike.
# - Where the original is silent, the floor is TINY. It hangs on the original alone, so it has no
#   slope.
# - Unlike shapes, and no frames at all, raise a ValueError that names both shapes.
#
# **By hand.** The original (6, 4), the copy (3, −2), as in Task 13.2: $\hat P = (1, 25)$ and $d =
# (-19.98, 7.95)$. Two entries, so the first link gives $2 d / 2 = (-19.98, 7.95)$; the second one
# $(-19.98 \cdot 4.343 / 1.0052,\; 7.95 \cdot 4.343 / 25.0052) = (-86.31, 1.38)$. The third one
# gives $(-158.8, -186.4)$: the loss falls when both samples grow.

# %%
# (−158.8, −186.4)
objectives.spectral_loss_grad(np.array([[3.0, -2]]), np.array([[6.0, 4]]))

# %%
grader.check("task_14_3")

# %% [markdown]
# Is it right? Ask numbers, on real frames.

# %%
two = heard_frames[200:202]
y_pred = two + np.random.default_rng(1).normal(0, 0.1, two.shape)
for loss, loss_grad in (
    (objectives.waveform_loss, objectives.waveform_loss_grad),
    (objectives.spectral_loss, objectives.spectral_loss_grad),
):
    measured = numerical_gradient(lambda y, loss=loss: loss(y, two), y_pred)
    off = np.max(np.abs(measured - loss_grad(y_pred, two)))
    print(f"{off / np.max(np.abs(measured)):.1e} of the largest slope")

# %%
grader.progress(14)  # where you stand

# %% [markdown]
# # Part 15: a quantizer
#
# To send numbers one has to round them. A **quantizer** turns each number into a whole number of
# few bits, its **code**, and the decoder turns that back. Ours is *uniform*: its levels lie at
# equal distances. And it is *mid-tread*: one of the levels is 0, so that silence comes back as
# silence.
#
# With $b$ bits there are $2^b$ codes. One is for 0, and the others come in pairs, $\pm 1$ to
# $\pm m$, with $m = 2^{b - 1} - 1$. (One code is left over, and is not used.) Two bits have
# $-1, 0, 1$; three bits $-3$ to 3. With one bit $m$ is 0, and so it is with none: all that the
# decoder gets is silence.

# %% [markdown]
# ## Task 15.1: Quantize
#
# *40 minutes.* How far should the levels reach? As far as the loudest number of the band, in this
# frame: that is its **scale**. The decoder has to be told, so the scale is rounded *up* to one of
# 64: $2^{e/4}$, where the **exponent** $e$ is a whole number from `LOWEST`, −32, to `HIGHEST`, 31.
# Write `quantize(bands, bits)`, for `bands` of shape `(n, bands, width)` and whole numbers `bits`
# of shape `(bands,)`. Return `codes, exponents`, whole numbers of shapes `(n, bands, width)` and
# `(n, bands)`:
#
# $$e = \left\lceil 4 \log_2 \max|x| \right\rceil, \qquad
#   \text{code} = \text{round}\left(\frac{x}{2^{e/4}} \cdot m\right)$$
#
# - Each band has its own number of bits, and in each frame its own scale.
# - The scale is that of a band in a frame, whatever the others do.
# - Soft bands, and silence, have the exponent `LOWEST`. The exponent is at most HIGHEST, and a code
#   at most m in size. What is louder is cut off.
# - There may be any number of frames and bands, of any width.
#
# **By hand.** A band with the numbers (1, −0.6, 0.2) and three bits, so $m = 3$. The largest is 1,
# and $4 \log_2 1 = 0$: the exponent is 0, the scale 1. Times 3 that is (3, −1.8, 0.6), and the
# codes are (3, −2, 1). A band with (−2.9, 0.5, 1.1): $4 \log_2 2.9 = 6.14$, so the exponent is 7.

# %%
example = np.array([[[1, -0.6, 0.2], [-2.9, 0.5, 1.1]]])
codes, exponents = quantizer.quantize(example, np.array([3, 4]))
print(codes[0, 0], exponents)  # 3, −2, 1; 0, 7

# %%
grader.check("task_15_1")

# %% [markdown]
# ## Task 15.2: Dequantize
#
# *15 minutes.* Write `dequantize(codes, exponents, bits)`, which gives what the codes stand for, in
# decimals of the shape of `codes`:
#
# $$x = \text{code} \cdot \frac{2^{e/4}}{m}$$
#
# - Each band in each frame has a scale of its own.
# - Where $m$ is 0, all numbers are 0.
# - Codes, exponents and bits of any dtype of whole numbers give the same.
#
# **By hand.** The codes (3, −2, 1) with three bits and the exponent 4: the scale is $2^{4/4} = 2$,
# and $m = 3$. They stand for (2, −1.33, 0.67).

# %%
# 2, −1.33, 0.67
quantizer.dequantize(np.array([[[3, -2, 1]]]), np.array([[4]]), np.array([3]))

# %%
grader.check("task_15_2")

# %% [markdown]
# ## Task 15.3: Bits a second
#
# *15 minutes.* How many bits does the decoder have to be told each second? In each frame a band
# takes $b$ bits for each of its `WIDTH` codes, and `SCALE_BITS` for its exponent: whoever forgets
# these has a codec that looks better than it is. A band whose $m$ is 0 costs nothing at all. A
# frame begins every `HOP` samples. Write `bits_per_second(bits, rate)`, where `rate` is the number
# of samples a second.
#
# - Any number of bands, and any rate: there may be fractions of a frame in a second.
# - Bits of any dtype of whole numbers give the same.
#
# **By hand.** Four bands with 3, 0, 2 and 0 bits, at 12,800 samples a second. A frame takes
# $(16 \cdot 3 + 6) + (16 \cdot 2 + 6) = 92$ bits, and 100 of them begin in a second: 9,200 bits.

# %%
quantizer.bits_per_second(np.array([3, 0, 2, 0]), 12800)  # 9200

# %%
grader.check("task_15_3")

# %% [markdown]
# ### Look: each bit helps
#
# The same bits in each band, from 0 to 10. **Predict**: by how many decibels does the
# signal-to-noise ratio rise with each bit, in the end?


# %%
def coded(original_frames, bits):
    """The frames that come back from the codec."""
    original_bands = frames.to_bands(original_frames)
    codes, exponents = quantizer.quantize(original_bands, bits)
    return frames.from_bands(quantizer.dequantize(codes, exponents, bits))


for number in range(11):
    bits = np.full(frames.BANDS, number)
    ratio = distances.signal_to_noise(coded(heard_frames, bits), heard_frames)
    kilobits = quantizer.bits_per_second(bits, rate) / 1000
    print(f"{number:2} bits: {kilobits:5.1f} kbit/s, {ratio:5.1f} dB")

# %%
grader.progress(15)  # where you stand

# %% [markdown]
# # Part 16: who gets the bits?
#
# The same for every band is a waste: low bands are loud, high ones soft. But the number of bits is
# a whole number; one more or less is a jump, and there is no gradient. So we **search**, for the
# bits with the smallest `distortion(bits)` of those whose `cost(bits)` is within the budget. Both
# are functions of whole numbers `bits`, one for each band, from 0 to `MAX_BITS`.

# %% [markdown]
# ## Task 16.1: Wishes within a budget
#
# *25 minutes.* The searches of the second assignment try *decimals*. So let each band say how many
# bits it wishes for, and make of that what can be paid. Write `within_budget(wishes, cost,
# budget)`, which returns whole numbers of bits. All wishes are lowered by the same **shift** and
# rounded; what is less than 0 becomes 0, and what is more than `MAX_BITS` becomes that:
#
# $$\text{bits} = \text{clip}(\text{round}(\text{wish} - \text{shift}),\; 0,\; \text{MAX\_BITS})$$
#
# - The shift is the first of 0, STEP, 2 STEP, … for which the cost is within the budget. `STEP` is
#   a quarter, and a cost that is equal to the budget is within it.
# - Wishes of any dtype are welcome; above 120 in int8 too. Half-way between two whole numbers you
#   may round either way.
#
# **By hand.** The wishes (5.2, 3.1, 2.2, −2), a cost of 1 for each bit, and a budget of 7. Without
# a shift the bits are (5, 3, 2, 0), which cost 10. With ¼ and ½ they are the same. With ¾ the
# wishes are (4.45, 2.35, 1.45, −2.75), the bits (4, 2, 1, 0), and that costs 7.

# %%
wishes = np.array([5.2, 3.1, 2.2, -2])
allocation.within_budget(wishes, np.sum, 7)  # 4, 2, 1, 0

# %%
grader.check("task_16_1")

# %% [markdown]
# ## Task 16.2: Greedy allocation
#
# *45 minutes.* Begin with no bits at all. In each round try, for each band on its own, one
# **step**: one bit more, or two if it has none (one would say nothing). A step is allowed if the
# band has no more than `MAX_BITS` then, and the cost is within the budget. Take the step for which
#
# $$\frac{\text{fall of the distortion}}{\text{rise of the cost}}$$
#
# is largest, the first of them if several are. It ends when no step is allowed, or none lowers the
# distortion. Write `greedy(distortion, cost, budget, n_bands)`. Return `bits, distortion`: those of
# the smallest distortion that you have seen on the way, also among the steps that were not taken.
# Ask for the distortion only of what is within the budget.
#
# - Each step is the one that helps most for its cost, whatever the errors and the prices.
# - The distortion may be any function of the bits.
#
# **By hand.** Two bands. The error of the first one is 16, 16, 4, 1, 0.25 with 0, 1, 2, 3, 4 bits,
# that of the second one 6, 6, 2.8, 1; the distortion is their sum. A band with two bits or more
# costs as many, and the budget is 4. At first the distortion is 22. Two bits for the first band: it
# falls by 12 for a cost of 2, by 6 a bit. For the second band: by 3.2 / 2 = 1.6 a bit. So (2, 0).
# Then the first band: 3 for 1, against 1.6: (3, 0). Then the first band once more, 0.75 for 1; two
# bits for the second one would cost 5 in all. So (4, 0), with a distortion of 6.25, and the budget
# is spent.

# %%
errors = np.array([[16, 16, 4, 1, 0.25], [6, 6, 2.8, 1, 1]])


def error_of(bits):
    return np.sum(errors[[0, 1], bits])


def price_of(bits):
    return np.sum(np.where(bits > 1, bits, 0))


allocation.greedy(error_of, price_of, 4, 2)  # (4, 0), 6.25

# %%
grader.check("task_16_2")

# %% [markdown]
# ## Task 16.3: Random allocation
#
# *15 minutes.* Write `random_allocation(distortion, cost, budget, n_bands, n_trials, rng)`. Draw
# wishes, bring them within the budget, and keep the best: `gradient_descent.random_search` does
# most of it. Return `bits, distortion` of the best.
#
# - Wishes are drawn evenly from 0 to MAX_BITS, for each band on its own.
# - The distortion is asked for `n_trials` times, and only of what is within the budget.
# - The distortions may be of any size, also negative; the smallest one is the best.
#
# **By hand.** Four trials of two bands with a budget of 5 may wish for (7.1, 2.2), (0.3, 8.9),
# (5.5, 5.1) and (9, 9.9), get bits of (5, 0), (0, 5), (3, 2) and (2, 3), and have the distortions
# 4, 9, 3 and 5: return (3, 2) and 3.

# %%
allocation.random_allocation(
    error_of,
    price_of,
    4,
    2,
    3,
    np.random.default_rng(1),
)

# %%
grader.check("task_16_3")

# %% [markdown]
# ## Task 16.4: Genetic allocation
#
# *10 minutes.* Write `genetic_allocation(distortion, cost, budget, n_bands, population,
# generations, rng)`: the same with `gradient_descent.genetic_search`, among wishes from 0 to
# `MAX_BITS`. Return `bits, distortion` of the best.
#
# - The distortion is asked for population · (generations + 1) times at most, and only of what is
#   within the budget.
# - Wishes may be anything from 0 to `MAX_BITS`, in every band.
# - From generation to generation it comes closer, as no random search does.
#
# **By hand.** Wishes of (7.1, 2.2) and (5.5, 5.1) may have a child with (5.5, 2.2), which gets
# (4, 1) if the budget is 5. If its distortion is 2, it is the best so far.

# %%
grader.check("task_16_4")

# %% [markdown]
# ### Look: the rate-distortion curve
#
# How good can the copy be at how many bits? The squared error of a band hangs on its own bits
# alone, so we measure it once, for each number of bits. The black line has the slope of the theory,
# one bit a number for each 6 dB; how high it lies is of no account. (As frames overlap, each sample
# is in two of them: there are two numbers a sample.) **Predict** the order of the four ways.


# %%
def error_table(original_frames):
    """The energy of the error in each band, for each number of bits."""
    original = frames.to_bands(original_frames)
    table = np.empty((frames.BANDS, allocation.MAX_BITS + 1))
    for number in range(allocation.MAX_BITS + 1):
        bits = np.full(frames.BANDS, number)
        codes, exponents = quantizer.quantize(original, bits)
        error = quantizer.dequantize(codes, exponents, bits) - original
        table[:, number] = np.sum(error**2, axis=(0, 2))
    return table


def cost(bits):
    return quantizer.bits_per_second(bits, rate)


def searched(distortion, budget, tries=400):
    """What each way to search finds."""
    n_bands = frames.BANDS
    rng = np.random.default_rng(1)
    same = allocation.within_budget(np.full(n_bands, 10.0), cost, budget)
    return {
        "uniform": same,
        "greedy": allocation.greedy(distortion, cost, budget, n_bands)[0],
        "random": allocation.random_allocation(
            distortion, cost, budget, n_bands, tries, rng
        )[0],
        "genetic": allocation.genetic_allocation(
            distortion, cost, budget, n_bands, 20, tries // 20 - 1, rng
        )[0],
    }


table = error_table(heard_frames)
energy = np.sum(heard_frames**2)


def squared_error(bits):
    return np.sum(table[np.arange(frames.BANDS), bits])


budgets = [8_000, 16_000, 32_000, 64_000, 96_000, 128_000, 192_000]
lines = {
    name: ([], []) for name in ("uniform", "greedy", "random", "genetic")
}
for budget in budgets:
    for name, bits in searched(squared_error, budget).items():
        lines[name][0].append(cost(bits) / 1000)
        lines[name][1].append(10 * np.log10(energy / squared_error(bits)))
print("kbit/s: dB")
for name, (kilobits, ratios) in lines.items():
    told = "".join(
        f"{k:4.0f}:{r:5.1f}" for k, r in zip(kilobits, ratios, strict=True)
    )
    print(f"{name:7}{told}")
numbers = rate * frames.SIZE / frames.HOP  # a second
slope = 20 * np.log10(2) / (numbers / 1000)  # dB for each kbit/s
plots.curves(
    lines,
    "kbit/s, exponents counted",
    "signal-to-noise ratio, dB",
    "Curves of the signal-to-noise ratio by bit rate. Greedy and genetic "
    "search lie above random search, and uniform bits below; towards high "
    "rates all rise about as fast as the line of 6 dB a bit.",
    theory=([96, 192], [30, 30 + slope * 96]),
)

# %%
plots.allocations(searched(squared_error, 32_000))
greedy_sounds = {"original": heard}
for kilobits in (8, 16, 32, 64):
    bits = allocation.greedy(
        squared_error, cost, 1000 * kilobits, frames.BANDS
    )[0]
    copy = frames.to_sound(coded(heard_frames, bits))[: len(heard)]
    greedy_sounds[f"{kilobits} kbit/s"] = copy
    tell(f"greedy, {kilobits} kbit/s", copy, heard)
plots.spectrograms(greedy_sounds, rate)
plots.listen(greedy_sounds, rate)

# %% [markdown]
# ### Break it: search overfits, too
#
# Now greedy looks at the *spectral* distance, and, to be quick, at a few frames only: at 1, 4 or 64
# of them. **Predict**: which bits are best for the frames that were searched, and which for the
# whole clip, or for the other one?


# %%
def spectral_distance(bits, original_frames):
    return distances.log_spectral_distance(
        coded(original_frames, bits), original_frames
    )


for number in (1, 4, 64):
    few = heard_frames[200 : 200 + number]
    bits = allocation.greedy(
        lambda bits, few=few: spectral_distance(bits, few),
        cost,
        24_000,
        frames.BANDS,
    )[0]
    told = ", ".join(
        f"{clip} {spectral_distance(bits, each):.2f} dB"
        for clip, each in (
            ("on these", few),
            ("whole clip", heard_frames),
            ("other clip", unheard_frames),
        )
    )
    print(f"searched on {number:2}: {told}")

# %% [markdown]
# The fewer frames were searched, the better the bits look on these; for everything else those of 64
# frames are best. What you decide by trying has been fitted to the data that you tried it on, and
# needs a test part of its own.
#
# ### Speed
#
# A codec in a phone has to keep up with the music. That is no loss either: measure it.

# %%
bits = allocation.greedy(squared_error, cost, 32_000, frames.BANDS)[0]
started = time.perf_counter()
codes, exponents = quantizer.quantize(
    frames.to_bands(frames.to_frames(heard)), bits
)
encoded = time.perf_counter()
frames.to_sound(
    frames.from_bands(quantizer.dequantize(codes, exponents, bits))
)
decoded = time.perf_counter()
seconds = len(heard) / rate
print(f"encode: {seconds / (encoded - started):,.0f} times real time")
print(f"decode: {seconds / (decoded - encoded):,.0f} times real time")

# %%
grader.progress(16)  # where you stand

# %% [markdown]
# # Part 17: what can be trained, and what cannot
#
# Another way to need fewer numbers: 256 samples go into a network, 256 come out, and in the middle
# there are only 24. It has to find out what matters. But what matters is what the *loss* says.

# %% [markdown]
# ## Task 17.1: An autoencoder
#
# *15 minutes.* Write `autoencoder(size, hidden, numbers, rng)`, which returns a `Sequential` of the
# second assignment: linear layers from `size` to `hidden`, `numbers`, `hidden` and again `size`,
# drawn from `rng` in this order; a ReLU behind the first and behind the third of them. There is
# none in the middle or at the end, where numbers may be negative.
#
# - size, hidden and numbers may be any.
#
# **By hand.** `autoencoder(8, 6, 2, rng)` has weights of the shapes (8, 6), (6, 2), (2, 6) and (6,
# 8).

# %%
network = autoencoder.autoencoder(8, 6, 2, np.random.default_rng(1))
[parameter.shape for parameter in network.parameters()]

# %%
grader.check("task_17_1")

# %% [markdown]
# ## Task 17.2: Train it, and stop in time
#
# *40 minutes.* Write `train(network, optimizer, frames, val_frames, loss, loss_grad, epochs,
# patience, rng, batch_size=32)`. In each epoch:
#
# - every frame is in one minibatch of `batch_size` frames, the rest in the last one;
#   `gradient_descent.minibatches` draws them anew from `rng`;
# - for each of them the network makes a copy (`forward` with `training=True`), `loss_grad(copy,
#   batch)` is the gradient for that copy and goes back through the network, and the optimizer takes
#   a step;
# - then `loss(copy, val_frames)` of the whole validation part is noted.
#
# It ends after `epochs` epochs, or when `EarlyStopping(patience)` of the third assignment says so.
# In the end the parameters of the network, the very arrays, are those of the best epoch. Return the
# validation losses, one for each epoch.
#
# - It works for any network, optimizer and loss; what it returns belongs to the network.
# - No weight is fitted to the validation part; without epochs nothing changes.
#
# **By hand.** With a patience of 3 and the validation losses 3, 2, 2.5, 2.25, 1, 1.5, 1.25, 1, 0.5
# the training ends after the eighth epoch, and the network is that of the fifth.

# %%
grader.check("task_17_2")

# %% [markdown]
# ### Look, and listen: you get what you ask for
#
# The same network, trained for each of the two losses; the last quarter of the clip says when to
# stop. You hear it at the start, after five epochs, and in the end. **Predict**: which one has the
# better signal-to-noise ratio, which one the better spectral distance, and which one *sounds*
# better?


# %%
first = len(heard_frames) * 3 // 4
train_frames, val_frames = heard_frames[:first], heard_frames[first:]


def trained(loss, loss_grad, learning_rate, epochs):
    """An autoencoder with 24 numbers in the middle, and its losses."""
    rng = np.random.default_rng(1)
    network = autoencoder.autoencoder(frames.SIZE, 128, 24, rng)
    losses = autoencoder.train(
        network,
        SGD(learning_rate, momentum=0.9),
        train_frames,
        val_frames,
        loss,
        loss_grad,
        epochs,
        10,
        rng,
    )
    return network, losses


versions, networks, lines = {"original": heard}, {}, {}
for name, loss, loss_grad, learning_rate in (
    (
        "waveform",
        objectives.waveform_loss,
        objectives.waveform_loss_grad,
        0.1,
    ),
    (
        "spectrum",
        objectives.spectral_loss,
        objectives.spectral_loss_grad,
        3e-5,
    ),
):
    for epochs in (0, 5, 100):
        network, losses = trained(loss, loss_grad, learning_rate, epochs)
        when = f"epoch {len(losses)}" if epochs < 100 else "last"
        copy = frames.to_sound(network.forward(heard_frames))[: len(heard)]
        versions[f"{name}, {when}"] = copy
        tell(f"{name}, {when}", copy, heard)
    networks[name] = network
    share = np.array(losses) / losses[0]
    lines[name] = (np.arange(1, len(losses) + 1), share)
plots.curves(
    lines,
    "epoch",
    "validation loss, by that of epoch 1",
    "Both validation losses fall over the epochs, fast at first.",
)

# %%
plots.spectrograms(
    {
        name: sound
        for name, sound in versions.items()
        if name == "original" or name.endswith("last")
    },
    rate,
)
plots.listen(versions, rate)

# %% [markdown]
# Each network is best at what it was asked for. The waveform loss hardly notices soft high
# overtones, so they are gone and it sounds dull. The spectral loss does not know about time within
# a frame, nor about signs, so the waveform is another one and it sounds rough. Neither loss is what
# *you* heard. And on music that was not in the training?

# %%
for name, network in networks.items():
    copy = frames.to_sound(network.forward(unheard_frames))[: len(unheard)]
    tell(f"{name}, the other clip", copy, unheard)

# %% [markdown]
# With six seconds to learn from, everything overfits.

# %% [markdown]
# ## Task 17.3: The slope of a number of bits
#
# *10 minutes.* Why not train the bits as well? Let the number of bits be $\sum_i
# \text{round}(w_i)$, for wishes $w$. Write `bits_gradient(wishes)`: its gradient for the wishes, of
# which none is half-way between two whole numbers. The first rule holds for any number of bands.
#
# And if one measures it? Write `measured_slope(wish, h)`: what central differences with the step
# `h` say of $\text{round}(w)$, $(\text{round}(w + h) - \text{round}(w - h)) / 2h$. The second rule
# holds for any wish and any step.
#
# **By hand.** At a wish of 2.45 a step of 0.1 sees $\text{round}(2.55) - \text{round}(2.35) = 1$,
# and measures $1 / 0.2 = 5$. At a wish of 2.2 it measures 0.

# %%
print(trainable.bits_gradient(np.array([5.2, 3.1, 2.2, -2.0])))
print(trainable.measured_slope(2.45, 0.1))  # 5

# %%
grader.check("task_17_3")

# %% [markdown]
# ## Task 17.4: Louder, softer, upside down
#
# *15 minutes.* The copy is $g$ times the sound, with a gain $g$. Write `copy_snr(gain)`, its
# signal-to-noise ratio, and `copy_distance(gain)`, its log-spectral distance if the floor is 0.
# Both are numbers, in decibels, that do not depend on the sound. The first rule holds for every
# gain but 1. The second rule holds for every gain but 0.
#
# **By hand.** With $g = 1/2$ the noise is half the sound: its energy is a quarter, and the ratio
# $10 \log_{10} 4 = 6.02$ dB. What are they for $g = -1$? Which distance finds which of the two
# copies better, and which one is right?

# %%
for gain in (0.5, -1.0):
    print(gain, trainable.copy_snr(gain), trainable.copy_distance(gain))

# %%
grader.check("task_17_4")

# %% [markdown]
# ## Task 17.5: Train or search?
#
# *5 minutes.* Write `way(objective)`: `"train"` if the objective has a gradient that leads
# somewhere, and `"search"` if not. Your function knows every objective of the list.
#
# `"bits a second"`, `"how many listeners like it"`, `"L2 penalty"`, `"log-spectral distance"`,
# `"mean squared error"`, `"number of bands with bits"`, `"number of wrong notes"`,
# `"signal-to-noise ratio"`, `"time to decode"`.
#
# **By hand.** `way("mean squared error")` is `"train"`.

# %%
trainable.way("mean squared error")

# %%
grader.check("task_17_5")

# %% [markdown]
# ## Task 17.6: Six decibels a bit
#
# *5 minutes.* One bit more halves the distance of the levels, and with it the error of fine
# quantizing. Write `snr_with_more_bits(snr, more)`: the signal-to-noise ratio, in decibels, with
# `more` bits for each number, if it is `snr` now. The rule holds for any ratio, and for fewer bits
# too.
#
# **By hand.** Half the error is a quarter of its energy: $10 \log_{10} 4 = 6.02$ dB. So 20 dB
# become 32.04 dB with two bits more. Is that the slope of your table in Part 15?

# %%
trainable.snr_with_more_bits(20.0, 2)  # 32.04

# %%
grader.check("task_17_6")

# %%
grader.progress(17)  # where you stand

# %% [markdown]
# # Part 18: a codec that is rated
#
# You have all the parts. Now they become a codec of your own, and it is tried on music that neither
# you nor it has heard: new pieces on the two instruments that you know (*same*), on others
# (*other*), and with drums and hiss behind them (*band*), 1.5 seconds each.
#
# The grader calls `encode` in one process and `decode` in another one, which has your files and the
# bytes, and nothing else. It counts the bytes itself, so nobody has to trust your arithmetic.

# %% [markdown]
# ## Task 18.1: Encode and decode
#
# *90 minutes.* Write `encode(sound, bits_per_second)`, which returns `bytes`, and `decode(data)`,
# which returns the sound that they tell of: as many samples, on the same scale. For a tenth of a
# second or more, `8 * len(data)` is at most `bits_per_second * samples / RATE`. A way to go:
#
# - `encode` divides the sound by its loudness, and turns it into bands; `greedy` gives out the
#   bits; `quantize` makes codes and exponents; `packed` makes bytes of them.
# - Before all that come some bytes that tell the rest: the number of samples, the loudness, the
#   bits of each band. They count as well.
# - `decode` goes back, step by step. Import what you need from `allocation`, `frames` and
#   `quantizer`.
#
# Some sounds that it should stand:
#
# - Silence comes back as silence; a sound of one sample comes back as one sample, and a sound of
#   none as none.
# - Sounds may be loud or soft, and of whole numbers such as int16: the copy is on the same scale.
# - A sound of two channels raises ValueError, with its shape in the message.
# - The same sound gives the same bytes, whatever was encoded before.
#
# `packed(numbers, widths)` and `unpacked(data, widths)` are given: they write whole numbers from 0
# on, each with as many bits as you say. **By hand.** 5 with three bits, 0 with one and 3 with four
# are 101, 0 and 0011: together 10100011, which is one byte, 163.

# %%
codec.packed([5, 0, 3], [3, 1, 4])[0]  # 163

# %%
grader.check("task_18_1")

# %% [markdown]
# ## Task 18.2: 16,000 bits a second
#
# *60 minutes, with 18.3.* Rated by both distances of Part 13, and of what they earn the lesser
# counts, clip by clip:
#
# By the log-spectral distance, with the sounds' own frames: from 24 dB on a clip earns nothing, at
# 16 dB it earns 70 % of the points, up to 12 dB all of them. By the signal-to-noise ratio: up to 0
# dB a clip earns nothing, at 0.7 dB it earns 70 % of the points, from 1 dB on all of them.
#
# In between the points grow evenly. Each of the three sets counts the same. A clip that takes more
# bits than it may earns nothing.
#
# Why both? Noise that is as loud as the music in each band, and no music at all, is nearer by the
# spectrum than what most codecs bring back, and has −2 dB by the waveform. And a copy without any
# high frequencies may have 8 dB and is far by the spectrum. Each objective alone can be tricked.
#
# The bits go where you want them to be. Whatever you search, search it on one clip and try it on
# the other: the gap that the feedback shows is between the clips that you have and the hidden ones.

# %%
grader.check("task_18_2")

# %% [markdown]
# ## Task 18.3: 64,000 bits a second
#
# The same with four times as many bits, and other limits:
#
# By the log-spectral distance: from 22 dB on a clip earns nothing, at 11 dB it earns 70 % of the
# points, up to 8.2 dB all of them. By the signal-to-noise ratio: up to 0 dB a clip earns nothing,
# at 6 dB it earns 70 % of the points, from 9 dB on all of them.

# %%
grader.check("task_18_3")

# %% [markdown]
# ### Look: what your codec would earn for the clips that you have
#
# And listen: what was asked for, by two formulas now, is still not what you wanted.


# %%
def tried(sound, bits_per_second, thresholds, snr_thresholds):
    """The copy of a sound; prints its bits, both distances and its points."""
    data = codec.encode(sound, bits_per_second)
    copy = codec.decode(data)
    distance = distances.log_spectral_distance(
        frames.to_frames(copy), frames.to_frames(sound)
    )
    snr = distances.signal_to_noise(copy, sound)
    points = min(
        np.interp(-distance, np.negative(thresholds), [0, 0.7, 1]),
        np.interp(snr, snr_thresholds, [0, 0.7, 1]),
    )
    kilobits = 8 * len(data) * rate / len(sound) / 1000
    print(
        f"{kilobits:.1f} of {bits_per_second / 1000:g} kbit/s: "
        f"distance {distance:.1f} dB, SNR {snr:.1f} dB, "
        f"{points:.0%} of the points"
    )
    return copy


excerpts = {"heard": heard[:22_050], "unheard": unheard[:22_050]}
for name, excerpt in excerpts.items():
    print(name)
    few = tried(excerpt, 16_000, [24, 16, 12], [0, 0.7, 1])
    more = tried(excerpt, 64_000, [22, 11, 8.2], [0, 6, 9])
    plots.listen(
        {"original": excerpt, "16 kbit/s": few, "64 kbit/s": more}, rate
    )

# %% [markdown]
# ### The leaderboard
#
# You may take part, and need not: it carries no points. Put a name of your choice (it need not be
# yours) into `codec.py`: `PSEUDONYM = "Kazoo"`. The board shows how much nearer than silence your
# copies of one half of *same* are, at both bit rates, by the objective of the two that finds less;
# your points come from the other half. It is a **ladder**: your number changes only when a
# submission is better than your best by more than two percentage points. So nobody can climb by
# trying often, which would be to search on the test part.

# %%
grader.progress(18)  # where you stand

# %% [markdown]
# # Go on
#
# - Add the two losses, with a weight: is there one that sounds better than both?
# - Give the search all frames, and a validation clip to choose by.
# - Ask three friends which version they like best, without telling them which is which. That is the
#   objective; everything else is a stand-in for it.

# %% [markdown]
# ## Hand in
#
# The cell runs the public tests once more, makes `hw4-codec-submission.zip`, and says what is in it
# and what is missing.

# %%
# %run submit.py
