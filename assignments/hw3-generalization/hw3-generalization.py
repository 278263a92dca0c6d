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
# # Generalization: what counts is the music you have not heard
#
# A pupil who has learned ten pieces by heart plays them without a fault. Do they know music? Put a
# new sheet before them. In the same way a network with enough weights can learn every example of
# its training by heart, and know nothing. What counts is how it does on samples that it has not
# seen: it should **generalize**. This assignment is about making that happen, and about finding out
# honestly whether it did.
#
# **After this assignment you can**
#
# - split data into training, validation and test part so that nothing leaks between them;
# - explain what L1, L2, dropout, early stopping and augmentation do against overfitting;
# - write each of them, forward and backward;
# - put them together into a training loop that generalizes;
# - say how sure a measured accuracy is, and not fool yourself by choosing on the test part.
#
# **Time**: about 7 hours for a musician with some Python. Tasks 6.4 and 11.3 are challenges: they
# give bonus points, and you can do without them.
#
# Where a library defines something in another way than we do, [definitions.md](definitions.md) in
# this folder says so: ours is the one that counts here.

# %%
# The files that came with this notebook have to lie beside it.
from pathlib import Path

from IPython.core.error import UsageError

if not Path("gradus_checks").is_dir():
    raise UsageError(
        "Unzip hw3-generalization.zip and open the notebook that is in its "
        "folder (on Colab as README.md there says)."
    )

# %load_ext gradus_checks.notebook
import backprop
import generalization
import numpy as np
import plots
import splits
import training
from dropout import Dropout
from early_stopping import EarlyStopping
from gradient_descent import SGD
from IPython.display import Audio, display
from regularization import (
    l1_penalty,
    l1_penalty_grad,
    l2_penalty,
    l2_penalty_grad,
)
from softmax import softmax_cross_entropy, softmax_cross_entropy_grad

from gradus_checks import Notebook

grader = Notebook("hw3-generalization.ipynb")

# %% [markdown]
# ## The music
#
# 3,000 chords, played by two pianos and two guitars, of eight kinds. Listen: every kind on C, by
# each of the four instruments in turn.

# %%
chords = np.load("data/chords.npz")
# decibels (n, 72); 0 to 7
x, labels = (
    chords["x"] / 2 - 110.0,
    chords["y"].astype(int),
)
kinds = list(chords["class_names"])
display(Audio("data/chords.ogg"))

# %% [markdown]
# The network does not hear the sound itself, but how loud each of 72 semitones is, from C2 to B7.
# Here is one chord of each kind, all on C. Overtones and noise are in it, too.

# %%
clearest = np.argsort(-np.std(x, axis=1))
on_c = [
    next(i for i in clearest if labels[i] == kind and chords["root"][i] == 0)
    for kind in range(8)
]
plots.spectra(
    x[on_c],
    kinds,
    "Eight rows of 72 bars, one for each kind of chord on C. In each row the "
    "notes and their overtones stand out, at places that differ from "
    "kind to kind.",
)
# major and minor, put together again from the 72 numbers
plots.listen(*x[on_c[:2]])

# %% [markdown]
# ## How to work
#
# As before: write in `splits.py`, `regularization.py`, `dropout.py`, `early_stopping.py`,
# `training.py` and `generalization.py`, compare with the examples, run `pytest` or the
# `grader.check` cells, and hand in with the last cell. The modules of the first two assignments are
# there too, complete; use them, and leave them as they are.
#
# One thing is new: `training.py` works from the start, only badly. So the tests of Parts 10 and 11
# fail at your first `pytest`, and will until you get there: never mind.
#
# ## What holds everywhere
#
# - **Shapes**: $n$ samples, one in each row; $d$ features (such as bands of a spectrum) in the
#   columns.
# - What you are given is not changed in place, and arrays of whole numbers are welcome. That is
#   meant for small ones as well, such as `int8`, in which sums wrap around:
#   `np.asarray(x, dtype=float)` makes decimals of them.
# - Randomness comes from the generator `rng` that is passed in, never from `np.random` itself: the
#   same seed gives the same result.
# - Any way that gives the right result is fine: loops, whole arrays, your own helper functions.
#   Where several arrays are asked for, a list and a tuple are equally welcome.

# %% [markdown]
# # Part 6: splits
#
# Who marks their own exam with the questions at hand gets full marks. The **training part** is what
# the weights are fitted to; the **validation part** is what you decide by, such as when to stop or
# how large a network to take; the **test part** is put away, and looked at once, in the end. Usual
# ratios are 8:1:1, for large collections 9:0.5:0.5, for small ones 6:2:2: a part of ten samples
# says little about anything.

# %% [markdown]
# ## Task 6.1: Training, validation and test part
#
# *30 minutes.* Write `train_val_test_split(n, ratios, rng)`. There are $n$ samples, with the
# numbers 0 to $n - 1$. Return three arrays of these numbers.
#
# - `ratios` are three numbers of any size, such as (8, 1, 1) or (0.8, 0.1, 0.1): part $i$ gets the
#   share $r_i / (r_1 + r_2 + r_3)$.
# - Each part has its share of the samples, to within one, for any n and any ratios.
# - Each sample is in exactly one part: none is missing, and none is in two.
# - All three parts are in random order, and any two samples can be parted. The order is drawn from
#   `rng`.
#
# Why random? Recordings usually lie in order, all pianos first. Cut without shuffling, and the
# network is tested on an instrument that it has never heard.
#
# **By hand.** Ten songs at 8:1:1: the parts have 8, 1 and 1 songs, for example
# (3, 9, 0, 7, 1, 8, 2, 5), (6) and (4). With 7 songs at 6:2:2 the shares are 4.2, 1.4 and 1.4;
# sizes of 4, 2, 1 are fine, and so are 4, 1, 2 or 5, 1, 1.

# %%
splits.train_val_test_split(10, (8, 1, 1), np.random.default_rng(1))

# %%
grader.check("task_6_1")

# %% [markdown]
# ## Task 6.2: Standardize without looking at the test part
#
# *25 minutes.* Features come in all sizes: decibels from −110 to 0, tempos from 40 to 200. Networks
# learn best when all of them vary around 0 by about 1. Write `standardize(train, *others)`:
#
# $$x_{ij} \leftarrow \frac{x_{ij} - \mu_j}{\sigma_j}, \qquad
#   \mu_j = \frac{1}{n} \sum_{i=1}^{n} x_{ij}, \qquad
#   \sigma_j = \sqrt{\frac{1}{n} \sum_{i=1}^{n} (x_{ij} - \mu_j)^2}$$
#
# `train` has shape `(n, d)`, and `others` are any number of arrays of shape `(m, d)`. (The star in
# `*others` collects them in a tuple.) Return a tuple with all of them, `train` first; also for
# `train` alone it is a tuple, with one array.
#
# - $\mu$ and $\sigma$ come from the training part alone, and are used for all. Whoever computes
#   them from all data has looked at the test part.
# - The standard deviation is that of the n training samples (ddof 0), each feature by itself.
# - A feature that is constant in the training part (its largest value is its smallest) is divided
#   by 1.
# - Any number of arrays may come, of whole numbers too, and none is changed.
#
# **By hand.** Two features of five notes, loudness and octave: (−10, 3), (−10, 3), (−60, 3),
# (−10, 8), (−10, 3). The means are −20 and 4, the standard deviations 20 and 2. The first note
# becomes $(10 / 20, -1 / 2) = (0.5, -0.5)$, the third one $(-40 / 20, -1 / 2) = (-2, -0.5)$. A test
# note (−40, 4), with the *same* means and deviations, becomes $(-20 / 20, 0) = (-1, 0)$.

# %%
notes = np.array([[-10.0, 3], [-10, 3], [-60, 3], [-10, 8], [-10, 3]])
splits.standardize(notes, np.array([[-40.0, 4]]))

# %%
grader.check("task_6_2")

# %% [markdown]
# ## Task 6.3: Augment the training part
#
# *30 minutes.* A chord that is transposed is still the same kind of chord. A louder one is, too,
# and one with some hiss. So from each training sample you can make others, and bring the training
# distribution closer to the music that you care about. Write `augment(x, labels, rng)`. `x` holds
# decibels, of shape `(n, d)`: in each row the bands of a spectrum, a semitone apart, so that
# transposing is a *shift* by some columns. `labels` are whole numbers `(n,)`. Return `x, labels`,
# with any number of rows.
#
# How you do it is up to you. Two things hold:
#
# - At least one row differs from all that were given.
# - A row that you make keeps the label of the row that it was made from.
#
# And if you draw something, draw it from `rng`: the same seed gives the same rows, and another seed
# others.
#
# **By hand.** A row with the bands (−90, −30, −90, −90, −90) and label 5, transposed up by two
# semitones, is (−90, −90, −90, −30, −90), with label 5. What moves in from the side is silence: not
# 0, which in decibels is the loudest sound of all.

# %%
more, their_labels = splits.augment(
    x[:4], labels[:4], np.random.default_rng(1)
)
print(more.shape, their_labels)

# %%
grader.check("task_6_3")

# %% [markdown]
# ### Look, and listen: a shift is a transposition
#
# The same chord, and what you get when all bands move up by five semitones.

# %%
chord = x[on_c[0]]
fourth_up = np.concatenate([np.full(5, np.min(chord)), chord[:-5]])
plots.spectra(
    [chord, fourth_up],
    ["major, on C", "moved by 5"],
    "Two rows of bars with the same pattern, the second one five bands "
    "further to the right.",
)
plots.listen(chord, fourth_up)

# %% [markdown]
# ### Break it: a split that leaks
#
# We double the data first, each chord once more a little louder, and split then. To judge the
# result we need no network: a chord gets the label of its **nearest neighbour** in the training
# part. **Predict**: which of the two accuracies is the higher one, and which one is true?


# %%
def accuracy_of_the_nearest(x, labels, seed=1):
    """Split 8:1:1, name each test chord like its nearest in training."""
    train, _, test = splits.train_val_test_split(
        len(x), (8, 1, 1), np.random.default_rng(seed)
    )
    distances = (
        np.sum(x[test] ** 2, axis=1)[:, np.newaxis] - 2 * x[test] @ x[train].T
    )
    nearest = np.argmin(distances + np.sum(x[train] ** 2, axis=1), axis=1)
    return np.mean(labels[train][nearest] == labels[test])


few, few_labels = x[:800], labels[:800]
plots.bars(
    {
        "split first": accuracy_of_the_nearest(few, few_labels),
        "doubled first": accuracy_of_the_nearest(
            np.concatenate([few, few + 0.5]),
            np.concatenate([few_labels, few_labels]),
        ),
    },
    "The same chords, the same method",
    "accuracy on the test part",
)

# %% [markdown]
# Most test chords of the second split have their own louder copy in the training part. The method
# has not become better: the test has become worthless. Split first, and augment the training part
# alone. (Two takes of one song leak in the same way: that is what Task 6.4 is about.)

# %% [markdown]
# ## Task 6.4: Keep a song on one side
#
# *35 minutes, a challenge for bonus points.* If the first verse is in the training part and the
# second in the test part, the network has heard the song before. Write
# `grouped_split(groups, ratios, rng)`. `groups` are whole numbers `(n,)`: the song (or instrument,
# or player) of each sample. Return three arrays with the numbers of samples.
#
# - No group is in two parts, and each sample is in exactly one.
# - The groups are drawn at random, from `rng`.
# - The number of groups in a part is within 1 of its share; how long they are plays no role.
#
# **By hand.** `groups = (7, 7, 7, 2, 2, 9, 9, 4, 5, 5, 5, 5)` are five songs. At 3:1:1 three of
# them are for training: if these are 2, 4 and 7, the training part is (0, 1, 2, 3, 4, 7).

# %%
grader.check("task_6_4")

# %%
grader.progress(6)  # where you stand

# %% [markdown]
# # Part 7: regularization
#
# Overfitting shows in the weights: to hit every single example, they grow large. So we add a price
# for large weights to the loss. Biases are left out, as they do not make a network any wilder.

# %% [markdown]
# ## Task 7.1: L1 penalty
#
# *10 minutes.* Write `l1_penalty(weights, lam)`. `weights` is a list of arrays, and `lam` the
# strength $\lambda \ge 0$. (`lambda` is a word of Python's own.)
#
# $$\lambda \sum |w|$$
#
# The sum goes over all entries of all arrays, of any shapes, and leaves them as they are. An empty
# list gives 0.
#
# **By hand.** Three arrays, $W_1$ with the rows (1, −2, 0) and (0.5, 3, −0.5), $W_2$ with the rows
# (−1) and (2), and $W_3 = (4, −2)$. The sum of the absolute values is $7 + 3 + 6 = 16$, and with
# $\lambda = 0.3$ the penalty is 4.8.

# %%
weights = [
    np.array([[1, -2, 0], [0.5, 3, -0.5]]),
    np.array([[-1.0], [2]]),
    np.array([4.0, -2]),
]
l1_penalty(weights, 0.3)  # 4.8

# %%
grader.check("task_7_1")

# %% [markdown]
# ## Task 7.2: Gradient of the L1 penalty
#
# *15 minutes.* Write `l1_penalty_grad(weights, lam)`, which returns a list of arrays:
#
# $$\lambda \; \mathrm{sign}(w)$$
#
# There is one array of decimals for each array of weights, of its shape; at w = 0 it is 0. The
# order is that of `weights`, and an empty list gives an empty list.
#
# **By hand.** The first two arrays of Task 7.1 with $\lambda = 0.3$: the rows (0.3, −0.3, 0) and
# (0.3, 0.3, −0.3), and the rows (−0.3) and (0.3). A large weight is pulled no harder than a small
# one: small ones get all the way to 0. That makes a network *sparse*.

# %%
l1_penalty_grad(weights[:2], 0.3)

# %%
grader.check("task_7_2")

# %% [markdown]
# ## Task 7.3: L2 penalty
#
# *10 minutes.* Write `l2_penalty(weights, lam)`:
#
# $$\lambda \sum w^2$$
#
# There is no ½ in front, as in the lecture. The sum goes over all entries of all arrays, of any
# shapes, and leaves them as they are. An empty list gives 0.
#
# **By hand.** The arrays of Task 7.1: the squares add up to $14.5 + 5 + 20 = 39.5$, and with
# $\lambda = 0.3$ the penalty is 11.85.

# %%
l2_penalty(weights, 0.3)  # 11.85

# %%
grader.check("task_7_3")

# %% [markdown]
# ## Task 7.4: Gradient of the L2 penalty
#
# *15 minutes.* Write `l2_penalty_grad(weights, lam)`, which returns a list of arrays again.
#
# Each gradient is that of λ Σ w², factor 2 included, in the shape of its weights.
#
# **By hand.** The first two arrays of Task 7.1 with $\lambda = 0.3$: the rows (0.6, −1.2, 0) and
# (0.3, 1.8, −0.3), and the rows (−0.6) and (1.2). Large weights are pulled hardest, and none quite
# reaches 0: L2 makes all of them small, L1 makes many of them vanish.

# %%
l2_penalty_grad(weights[:2], 0.3)

# %%
grader.check("task_7_4")

# %% [markdown]
# ### Look: what the penalties do to weights
#
# One layer, trained on 800 chords without a penalty, with L1 and with L2. **Predict** how the three
# histograms of its weights differ.


# %%
def weights_after_training(penalty_grad, lam, steps=300):
    """The weights of one layer after gradient descent on loss and penalty."""
    (inputs,) = splits.standardize(x[:800])
    layer, optimizer = (
        backprop.Linear(72, 8, np.random.default_rng(1)),
        SGD(0.1),
    )
    for _ in range(steps):
        logits = layer.forward(inputs, training=True)
        layer.backward(softmax_cross_entropy_grad(logits, labels[:800]))
        (penalty,) = penalty_grad([layer.W], lam)
        optimizer.step([layer.W, layer.b], [layer.dW + penalty, layer.db])
    return layer.W


plots.weight_histograms(
    {
        "no penalty": weights_after_training(l2_penalty_grad, 0.0),
        "L1": weights_after_training(l1_penalty_grad, 0.01),
        "L2": weights_after_training(l2_penalty_grad, 0.01),
    }
)

# %%
grader.progress(7)  # where you stand

# %% [markdown]
# # Part 8: dropout
#
# In a good ensemble nobody leaves the difficult passage to the neighbour. Dropout teaches that to
# neurons: in every step of the training some of them, drawn by lot, are missing, and the others
# must manage. When it counts, in the concert, all of them play.

# %% [markdown]
# ## Task 8.1: Dropout, forward
#
# *35 minutes.* Write the layer `Dropout(p, rng)`. `__init__` keeps both, and raises a `ValueError`
# unless $0 \le p < 1$. `forward(self, x, training=False)` gets $x$ of shape `(n, d)`, and returns
#
# $$y_{ij} = x_{ij} \, m_{ij}, \qquad m_{ij} = \begin{cases}
#   0 & \text{with probability } p \\ 1 / (1 - p) & \text{with probability } 1 - p \end{cases}$$
#
# while training, and $y = x$ (all $m_{ij} = 1$) otherwise.
#
# - p is the probability that a neuron is *removed*. (Some books mean the opposite.)
# - What stays is multiplied by exactly 1/(1 − p), for every p and also for whole numbers. So the
#   sum over many neurons is right on average, with dropout and without.
# - Each call draws anew from rng, independently for every sample and every neuron.
# - Two layers whose generators begin with one seed remove the same neurons.
# - With $p = 0$ nothing is removed, and `x` itself is never changed.
#
# **By hand.** One sample (7, 14, 21) with $p = 0.3$. Where a neuron stays, it becomes
# $7 / 0.7 = 10$, $14 / 0.7 = 20$ or $21 / 0.7 = 30$. If the lot falls on the second neuron, the
# result is (10, 0, 30).

# %%
Dropout(0.3, np.random.default_rng(1)).forward(
    np.array([[7.0, 14, 21]]), training=True
)

# %%
grader.check("task_8_1")

# %% [markdown]
# ### Look: who is missing
#
# Three passes of the same layer: 12 samples, 40 neurons, p = 0.3.

# %%
layer = Dropout(0.3, np.random.default_rng(2))
plots.masks(
    [layer.forward(np.ones((12, 40)), training=True) for _ in range(3)], 0.3
)

# %% [markdown]
# ## Task 8.2: Dropout, backward
#
# *20 minutes.* Write `backward(self, grad)`. `grad` is $\partial L / \partial y$, of shape `(n,
# d)`.
#
# $$\frac{\partial L}{\partial x_{ij}} = \frac{\partial L}{\partial y_{ij}} \, m_{ij}$$
#
# with the $m$ of the latest `forward`: who was missing on the way forward hears nothing on the way
# back, and nothing new is drawn.
#
# - Two calls of backward in a row use the same factors, and leave the gradient alone.
# - After a `forward` without training, all factors are 1.
# - A neuron whose value is 0 but that stays lets its gradient pass like the others.
#
# **By hand.** The sample of Task 8.1, with the second neuron removed, and the gradient
# (0.7, −0.4, 1.4): the result is $(0.7 / 0.7,\; 0,\; 1.4 / 0.7) = (1, 0, 2)$.

# %%
layer = Dropout(0.3, np.random.default_rng(1))
print(layer.forward(np.array([[7.0, 14, 21]]), training=True))
# 0 where the neuron was missing
print(layer.backward(np.array([[0.7, -0.4, 1.4]])))

# %%
grader.check("task_8_2")

# %%
grader.progress(8)  # where you stand

# %% [markdown]
# # Part 9: early stopping
#
# The loss on the training part falls, and falls. The loss on the validation part falls too, and one
# day rises again: from then on the network learns by heart. So we watch the validation loss, and
# stop.

# %% [markdown]
# ## Task 9.1: When to stop
#
# *35 minutes.* Write the class `EarlyStopping(patience, min_delta=0.0)`. After each epoch it is
# told the validation loss, `update(self, val_loss, parameters)`, and answers whether it is time to
# stop.
#
# - An epoch has **improved** if `val_loss < best_loss − min_delta`, where `best_loss` is the lowest
#   loss so far that was an improvement. The first epoch improves on nothing, so any number will do.
# - A loss that is better by exactly min_delta is no improvement. NaN (not a number) never is.
# - After an improvement the wait begins anew, and the answer is False. After any other epoch the
#   wait grows by 1, and the answer is True if it has reached `patience`.
# - It goes on counting after a stop, and each monitor counts for itself.
#
# **By hand.** Patience 2 and the losses 3, 2, 2, 2. The first two improve. The third does not (wait
# 1), nor does the fourth (wait 2): True at the fourth call.

# %%
monitor = EarlyStopping(patience=2)
# True at the fourth call
[monitor.update(loss, [np.zeros(1)]) for loss in (3, 2, 2, 2)]

# %%
grader.check("task_9_1")

# %% [markdown]
# ## Task 9.2: Keep the best
#
# *25 minutes.* When we stop, the network is `patience` epochs past its best. So `update` keeps, in
# every epoch that improves:
#
# - `best_loss`, the loss;
# - `best_epoch`, the number of the epoch, counted from 0: one for each call of `update`;
# - `best_parameters`, copies of the arrays in the list `parameters`.
#
# An epoch that has not improved changes none of the three. The optimizer will go on to change the
# arrays themselves, so a list of the same arrays is worth nothing. The copies stay as they are when
# the network learns on, and update leaves it alone.
#
# **By hand.** The losses 3, 2, 2.5, with the single weight 0.5, 0.75, 1 at the time: `best_loss` is
# 2, `best_epoch` is 1, and `best_parameters` holds 0.75.

# %%
monitor, weight = EarlyStopping(patience=2), np.array([0.5])
for loss in (3, 2, 2.5):
    monitor.update(loss, [weight])
    weight += 0.25
# 2, 1, 0.75
print(monitor.best_loss, monitor.best_epoch, monitor.best_parameters)

# %%
grader.check("task_9_2")

# %%
grader.progress(9)  # where you stand

# %% [markdown]
# # Part 10: all of it together
#
# ## The sanity ladder
#
# Most mistakes in a training loop raise no error: the network only learns less than it could. So
# climb, and do not take the next step before the one below holds.


# %%
def fresh_network(seed=1, p=0.0):
    """72 bands, 64 neurons, 8 kinds; the last layer's weights begin small."""
    rng = np.random.default_rng(seed)
    layers = [
        backprop.Linear(72, 64, rng),
        backprop.ReLU(),
        Dropout(p, rng),
    ]
    network = backprop.Sequential([*layers, backprop.Linear(64, 8, rng)])
    network.parameters()[2][...] *= 0.01
    return network


def fit(network, inputs, labels, steps, learning_rate=0.1):
    """Descent with momentum on all samples at once; the loss at its end."""
    optimizer = SGD(learning_rate, momentum=0.9)
    for _ in range(steps):
        logits = network.forward(inputs, training=True)
        network.backward(softmax_cross_entropy_grad(logits, labels))
        optimizer.step(network.parameters(), network.gradients())
    return softmax_cross_entropy(network.forward(inputs), labels)


def rung(name, holds):
    print("holds:" if holds else "DOES NOT HOLD:", name)


(inputs,) = splits.standardize(x[:20])
network = fresh_network()
logits = network.forward(inputs, training=True)
rung("1. The shapes are right", logits.shape == (20, 8))

loss = softmax_cross_entropy(logits, labels[:20])
rung(
    f"2. The loss begins at ln 8 = 2.079, as if it guessed: {loss:.3f}",
    abs(loss - 2.079) < 0.05,
)

network.backward(softmax_cross_entropy_grad(logits, labels[:20]))
bias, gradient = network.parameters()[1], network.gradients()[1]


def loss_of_bias(values):
    kept, bias[...] = bias.copy(), values
    loss = softmax_cross_entropy(network.forward(inputs), labels[:20])
    bias[...] = kept
    return loss


measured = backprop.numerical_gradient(loss_of_bias, bias.copy())
rung(
    "3. The gradient is what numbers say",
    np.allclose(gradient, measured, atol=1e-7),
)

loss = fit(fresh_network(), inputs, labels[:20], steps=200)
rung(f"4. It can learn 20 chords by heart: loss {loss:.4f}", loss < 0.01)

# %% [markdown]
# The fifth rung is the training itself. A network that cannot learn 20 chords by heart has a
# mistake in it, and more data will not help. One that can is ready for the real task: *not* to
# learn by heart.

# %% [markdown]
# ## Task 10.1: A training loop that generalizes
#
# *90 minutes.* `training.py` holds a loop that works: a single layer, all samples at once, thirty
# epochs, no look at the validation loss. It is not good. Make it good:
#
# ```python
# model = train(x_train, y_train, x_val, y_val, seed)
# ```
#
# `x_train` and `x_val` are decibels of shape `(n, d)`, `y_train` and `y_val` labels from 0 to
# $k - 1$, of shape `(n,)`. The model has `predict(x)`, which gives labels `(m,)`, and `history`: a
# dictionary of four lists, `train_loss`, `val_loss`, `train_accuracy`, `val_accuracy`, with one
# number for each epoch, measured at its end without dropout. `Model` in the file has both already.
#
# What helps, roughly in this order: a hidden layer with a ReLU; features standardized by the
# training part; minibatches with momentum; early stopping, with the best parameters written back;
# L2 and dropout; more samples by `augment`, where x is a spectrum of 72 semitones (the small
# examples of the tests have a few bands, and a shifted one is another sound). How much of it you
# take is up to you. What must hold:
#
# - No weight is ever fitted to the validation part, which only says when to stop.
# - The training stops early when the validation loss no longer falls, and the model that is
#   returned is the one of the best epoch, not of the last.
# - predict names each sample on its own, whichever others come with it, and how often asked.
# - The same seed gives the same model and history, another seed another start.
# - train works for any number of bands and classes.
# - It takes no more than a second or two for a few hundred samples.
#
# **By hand.** Two strings, each loud or silent: is it exactly one that sounds? No single layer can
# tell, as neither string says anything by itself. A hidden layer can: one neuron for "the first but
# not the second", and one for the opposite.

# %%
grader.check("task_10_1")

# %%
grader.progress(10)  # where you stand

# %% [markdown]
# # Part 11: rated on music that nobody has heard
#
# Now it counts. In `data/chords.npz` there are 3,000 chords of real instruments: `x`, half decibels
# above −110, of shape (3000, 72), so that `x / 2 - 110` are decibels in 72 bands a semitone apart;
# `y`, the kind of chord, from 0 to 7. All are played on the white keys, by two pianos and two
# guitars. Your `train` is run on the first 800 of them, with the next 266 for validation, three
# times with different seeds; and then your model names chords that are in nobody's hands but the
# grader's. What it gets right is what you earn. The middle one of the three trainings counts.
#
# **The target distribution**: any root, the four instruments, clean or with a band behind. The
# training data has only a part of it. The hidden sets, of 2,000 chords each:
#
# - *id* (in distribution): chords of the training's kind, white keys again;
# - *key*: on the black keys;
# - *band*: with drums and vinyl hiss behind them;
# - *inst* (out of distribution): eight instruments that are in no training, from church organ to
#   strings. To do well there is hoped for, not expected.
#
# A training may take four times as long as that of the reference, which needs some seconds. What
# is in your files must be your own work as a programmer: the grader also trains your code on
# samples that you do not have, and a model that was brought along is seen.
#
# **What each remedy is for**, measured with a hidden layer of 512 neurons on the 800 chords:
#
# | | id | key | inst | band | loss on id |
# |---|---|---|---|---|---|
# | nothing | 58 % | 12 % | 39 % | 33 % | 1.63 |
# | L2 penalty, $\lambda$ = 0.005 | 71 % | 14 % | 52 % | 46 % | 0.84 |
# | dropout, $p$ = 0.5 | 71 % | 14 % | 51 % | 43 % | 1.27 |
# | noise on the training part | 71 % | 16 % | 58 % | 55 % | 1.32 |
# | transposing by up to six semitones | 79 % | 82 % | 56 % | 47 % | 0.66 |
# | early stopping | 54 % | 11 % | 37 % | 30 % | 1.41 |
# | all of it, in layers of 256 and 128 neurons | 93 % | 93 % | 82 % | 77 % | 0.20 |
#
# Look at early stopping: it *costs* some accuracy here. But the loss falls from 1.63 to 1.41, as
# the network is no longer so sure where it is wrong, and it saves four fifths of the time. So it is
# marked where it shows, in Task 10.1: on the loss and on the epochs saved.
#
# The next cell does to the rest of your own data what the grader does to the hidden sets. Mind what
# that number is: you may look at it as often as you like, so it is a validation part.

# %%
from gradus_checks import share_of_points, wilson_interval

own_test = slice(1066, 3000)
model = training.train(
    x[:800], labels[:800], x[800:1066], labels[800:1066], seed=1
)
for part, rows in (
    ("training", slice(0, 800)),
    ("own test part", own_test),
):
    accuracy = np.mean(model.predict(x[rows]) == labels[rows])
    low, high = wilson_interval(accuracy, len(labels[rows]))
    print(
        f"{part}: {accuracy:.1%} right; "
        f"the true accuracy is between {low:.1%} and {high:.1%}"
    )
print(
    "Task 11.1 would give "
    f"{share_of_points(accuracy, (0.50, 0.75, 0.88)):.0%} of its points."
)

# %% [markdown]
# ### Look: the curves, and what is taken for what
#
# Is there a gap between the two curves, and where does it open? And which chords does the network
# take for which? Look for a pair that differs in a single note.

# %%
plots.learning_curves(model.history)
plots.confusions(labels[own_test], model.predict(x[own_test]), kinds)

# %% [markdown]
# ### In and out of distribution
#
# All chords that you were given have a white key as their root. Move your test chords by a few
# semitones, and many stand on black keys: music from another distribution. **Predict** the bars.


# %%
def accuracy_when_moved(semitones):
    moved = np.roll(x[own_test], semitones, axis=1)
    moved[:, :semitones] = np.min(x[own_test], axis=1, keepdims=True)
    return np.mean(model.predict(moved) == labels[own_test])


plots.bars(
    {
        f"{semitones} up": accuracy_when_moved(semitones)
        for semitones in (0, 1, 2, 3, 6)
    },
    "Own test chords, transposed",
    "accuracy",
)

# %% [markdown]
# If the bars fall, your training part does not sound like the music that you are tested on, and no
# penalty and no dropout will mend that. `augment` can.
#
# ### Break it: dropout at the concert
#
# Ask the network five times for the same chords, once as it should be and four times with dropout
# left on. **Predict** what changes. (Without a `Dropout` in your network, nothing does.)

# %%
answers = {"off": np.argmax(model.logits(x[own_test]), axis=1)}
for i in range(1, 5):
    answers[f"on, {i}"] = np.argmax(
        model.logits(x[own_test], training=True), axis=1
    )
plots.bars(
    {
        name: np.mean(answer == labels[own_test])
        for name, answer in answers.items()
    },
    "Dropout when it counts",
    "accuracy on the own test part",
)

# %% [markdown]
# With dropout left on, each call asks another part of the ensemble. So the network is right less
# often, and does not even agree with itself about one and the same chord. That is what `training`
# in `forward` is for, and why a history is measured without dropout.

# %% [markdown]
# ## Task 11.1: Chords of the training's kind
#
# *60 minutes, with 11.2.* The mean accuracy on *id*. Up to 50 % right it earns nothing, at 75 % it
# earns 70 % of the points, from 88 % on all of them, and in between the points grow evenly.
#
# The public tests of Part 11 are quick: they train on a few dozen chords of two kinds only,
# augmented and suspended ones. Two of them play others of these a semitone higher, or softer and
# duller.

# %%
grader.check("task_11_1")

# %% [markdown]
# ## Task 11.2: The target distribution
#
# The mean of three accuracies, on *id*, *key* and *band*. Up to 35 % right it earns nothing, at
# 65 % it earns 70 % of the points, from 82 % on all of them, and in between the points grow evenly.
#
# On this page's frequency axis a semitone is one column. So a chord can be transposed by shifting a
# row, and a band is noise that is added to the *power*, not to the decibels.

# %%
grader.check("task_11_2")

# %% [markdown]
# ## Task 11.3: Instruments never heard
#
# *A challenge for bonus points.* The accuracy on *inst*. Up to 30 % right it earns nothing, at 65 %
# it earns 70 % of the points, from 78 % on all of them, and in between the points grow evenly.

# %%
grader.check("task_11_3")

# %% [markdown]
# ## The leaderboard
#
# You may take part, and need not: it carries no points. Put a name of your choice (it need not be
# yours) into `training.py`: `PSEUDONYM = "Kazoo"`. The board shows your accuracy on one half of
# *id*; your points come from the other half. It is a **ladder**: your number changes only when a
# submission is better than your best by more than two percentage points. So nobody can climb by
# trying often, which would be to choose on the test part.

# %%
grader.progress(11)  # where you stand

# %% [markdown]
# # Part 12: questions
#
# As in the first assignment: in `generalization.py` each answer is a small function, for an answer
# that is understood works for any numbers. When an answer is wrong in one of the usual ways, the
# test says what it would have been the answer to.

# %% [markdown]
# ## Task 12.1: Read the curves
#
# *10 minutes.* A network has trained for some epochs, and kept its loss on both parts. Write
# `best_epoch(train_loss, val_loss)`: the number of the epoch, counted from 0, whose network we
# should keep, as from then on it only learns by heart.
# The curves are arrays or lists. The rule holds for any two curves, also where the validation loss
# rises and falls again.
#
# Write `diagnosis(train_accuracy, val_accuracy, enough)`. A network should name the share `enough`
# of all samples. It **underfits** if it does not even name enough of its own training samples: it
# has too little freedom, or too little time. It **overfits** if it does that, but not on the
# validation part: it has learned them by heart. Return `"underfitting"`, `"overfitting"` or
# `"fine"`.
# It is fine if both accuracies are at least enough, and overfitting if only the first one is.
#
# **By hand.** The validation losses 2.1, 1.4, 1.6, 1.9: keep epoch 1. With 90 % wanted, a network
# of four neurons names 49 % of its training samples and 31 % of the others. That is underfitting,
# though the second number is lower.

# %%
# 1
print(generalization.best_epoch([2.0, 1.2, 0.7, 0.4], [2.1, 1.4, 1.6, 1.9]))
print(generalization.diagnosis(0.49, 0.31, enough=0.9))  # underfitting

# %%
grader.check("task_12_1")

# %% [markdown]
# ## Task 12.2: Which remedy?
#
# *5 minutes.* Some remedies give a network more freedom to learn its examples, some give it less.
# Write `helps(remedy, problem)`, where `problem` is `"overfitting"` or `"underfitting"`: `True` if
# one would try this remedy first against this problem, `False` if it is against the other one.
# Your function knows every remedy of the list below, against both problems.
#
# `"a larger network"`, `"a smaller network"`, `"a smaller lambda"` (of a penalty),
# `"augmentation"`, `"dropout"`, `"early stopping"`, `"L1 penalty"`, `"L2 penalty"`,
# `"less dropout"`, `"more epochs"`, `"more training samples"`.
#
# **By hand.** `helps("early stopping", "overfitting")` is `True`: it ends the training before the
# examples are learned by heart. Against underfitting it is `False`.

# %%
generalization.helps("early stopping", "overfitting")  # True

# %%
grader.check("task_12_2")

# %% [markdown]
# ## Task 12.3: How large a test part?
#
# *10 minutes.* Of $n$ chords a model names the share $a$ right. Another $n$ chords would have given
# another number: each is right or wrong, which varies by $\sqrt{a (1 - a)}$, and the mean of $n$ of
# them by $\sqrt{n}$ times less. Write `standard_error(accuracy, n)`, which returns that.
#
# Write `best_ratios(n, accuracy, most)`. You have $n$ samples, and may split them 9:0.5:0.5, 8:1:1
# or 6:2:2. Take as many as possible for the training, but the standard error of the accuracy on the
# test part must be at most `most`. The test part has $n r_3 / 10$ samples, which need not be whole.
# The first rule holds for any number of samples and any accuracy. The second rule does, too; where
# nothing is good enough, 6:2:2 comes closest.
#
# **By hand.** With 1,000 chords and an accuracy of about 0.8, 8:1:1 tests on 100: the standard
# error is 0.04. To tell a model of 80 % from one of 83 %, that is not enough; 6:2:2 tests on 200,
# with 0.028. With 100,000 chords even 9:0.5:0.5 tests on 5,000. This is why large collections give
# small shares away, and small ones large.

# %%
generalization.standard_error(0.8, 100)  # 0.04

# %%
grader.check("task_12_3")

# %% [markdown]
# ## Task 12.4: Does it leak?
#
# *5 minutes.* Write `leaks(steps)`. `steps` are names of what is done to the collection, in this
# order, with `"split"` once among them: `True` if something of the test part gets into the
# training.
# The rule holds for any of these steps in any order, with one split among them. The list is left as
# it is.
#
# - `"shuffle"`, `"remove duplicates"`;
# - `"convert to decibels"`, each sample by itself;
# - `"standardize"`, with the mean and deviation of what is there; after the split, of the training
#   part;
# - `"augment"`, all that is there; after the split, the training part;
# - `"cut into clips"`, each song into several samples;
# - `"train"`, which comes last.
#
# **By hand.** `["split", "augment", "train"]` does not leak: only training samples are transposed.
# Begin with `"augment"`, and a chord is learned that is tested in another key.

# %%
generalization.leaks(["split", "augment", "train"])  # False

# %%
grader.check("task_12_4")

# %% [markdown]
# ## Task 12.5: Never choose on the test part
#
# *5 minutes.* You have trained some models, and know their accuracies on the validation and on the
# test part. Write `choose_and_report(val_accuracy, test_accuracy)`: return the number of the model
# to take, counted from 0, and the accuracy that you may tell others.
# The rule holds for any number of models.
#
# **By hand.** Two models, 0.8 and 0.7 on the validation part, 0.6 and 0.75 on the test part. Take
# the first, and report 0.6. It hurts, and it is the truth.

# %%
# 0, 0.6
generalization.choose_and_report(np.array([0.8, 0.7]), np.array([0.6, 0.75]))

# %%
grader.check("task_12_5")

# %% [markdown]
# ## Task 12.6: The best of many
#
# *10 minutes.* Train 200 models, take the one that is best on the validation part, report that
# number: what is wrong? Write `best_of_many(val_guesses, val_labels, hidden_guesses,
# hidden_labels)`. The guesses have a row for each model and a column for each sample of the part.
# Return two numbers: the accuracy on the validation part of the model that is best there, and the
# accuracy of the same model on the hidden part.
# The rule holds for any number of models, classes and samples.
#
# **By hand.** Two models and three samples in each part, all labels 0. On the validation part they
# guess (0, 0, 1) and (0, 1, 1), on the hidden part (1, 1, 0) and (0, 0, 0). The first is best, with
# 2/3. On the hidden part it has 1/3.

# %%
val_guesses, hidden_guesses = (
    np.array([[0, 0, 1], [0, 1, 1]]),
    np.array([[1, 1, 0], [0, 0, 0]]),
)
# 2/3, 1/3
generalization.best_of_many(
    val_guesses, np.zeros(3), hidden_guesses, np.zeros(3)
)

# %%
grader.check("task_12_6")

# %% [markdown]
# And now with 200 models that have learned nothing at all, and throw an eight-sided die. On how
# many samples must one choose, until a good one among them no longer looks good?

# %%
rng = np.random.default_rng(0)
hidden_labels = rng.integers(0, 8, 2000)
for n in (20, 100, 500, 2500):
    guesses, hidden = (
        rng.integers(0, 8, (200, n)),
        rng.integers(0, 8, (200, 2000)),
    )
    val_labels = rng.integers(0, 8, n)
    claimed, honest = generalization.best_of_many(
        guesses, val_labels, hidden, hidden_labels
    )
    print(
        f"best of 200 on {n} validation samples: {claimed:.1%}; "
        f"on hidden ones {honest:.1%}"
    )

# %%
grader.progress(12)  # where you stand

# %% [markdown]
# ## Hand in
#
# The cell runs the public tests once more, makes `hw3-generalization-submission.zip`, and says what
# is in it and what is missing. Your own test part has been looked at by now: what it said at the
# first look is what you may tell others. From then on it is a validation part.

# %%
# %run submit.py
