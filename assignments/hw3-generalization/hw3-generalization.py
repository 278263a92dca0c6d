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
# - put them together into a training loop that generalizes.
#
# **Time**: about 6 hours for a musician with some Python. Task 6.4 is a challenge: it gives bonus
# points, and you can do without it.

# %%
import otter

grader = otter.Notebook("hw3-generalization.ipynb")

# %% [markdown]
# ## How to work
#
# As before: write in `splits.py`, `regularization.py`, `dropout.py`, `early_stopping.py` and
# `training.py`, run `pytest` or the `grader.check` cells, and hand in these five files. The modules
# of the first two assignments are there too, complete; use them, and leave them as they are.
#
# ## What holds everywhere
#
# - **Shapes**: $n$ samples, one in each row; $d$ features (such as bands of a spectrum) in the
#   columns.
# - What you are given is not changed in place, and arrays of whole numbers are welcome.
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
# **By hand.** Two features of four notes, loudness and octave: (−20, 1), (−40, 5), (−30, 3),
# (−30, 3). The means are −30 and 3, the standard deviations $\sqrt{50}$ and $\sqrt{2}$. The first
# note becomes $(10 / \sqrt{50}, -2 / \sqrt{2}) = (1.414, -1.414)$. A test note (−10, 3), with the
# *same* means and deviations, becomes $(20 / \sqrt{50}, 0) = (2.828, 0)$.

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
# **By hand.** A row with the bands (−90, −30, −90, −90, −90) and label 5, transposed up by two
# semitones, is (−90, −90, −90, −30, −90), with label 5. What moves in from the side is silence.

# %%
grader.check("task_6_3")

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
# **By hand.** Two arrays, $W_1$ with the rows (1, −2, 0) and (0.5, 3, −0.5), and $W_2$ with the
# rows (−1) and (2). The sum of the absolute values is $7 + 3 = 10$, and with $\lambda = 0.1$ the
# penalty is 1.

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
# **By hand.** The two arrays of Task 7.1 with $\lambda = 0.1$: the rows (0.1, −0.1, 0) and
# (0.1, 0.1, −0.1), and the rows (−0.1) and (0.1). A large weight is pulled no harder than a small
# one: small ones get all the way to 0. That makes a network *sparse*.

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
# **By hand.** The arrays of Task 7.1: the squares add up to $14.5 + 5 = 19.5$, and with
# $\lambda = 0.1$ the penalty is 1.95.

# %%
grader.check("task_7_3")

# %% [markdown]
# ## Task 7.4: Gradient of the L2 penalty
#
# *15 minutes.* Write `l2_penalty_grad(weights, lam)`, which returns a list of arrays again.
#
# Each gradient is that of λ Σ w², factor 2 included, in the shape of its weights.
#
# **By hand.** The arrays of Task 7.1 with $\lambda = 0.1$: the rows (0.2, −0.4, 0) and
# (0.1, 0.6, −0.1), and the rows (−0.2) and (0.4). Large weights are pulled hardest, and none quite
# reaches 0: L2 makes all of them small, L1 makes many of them vanish.

# %%
grader.check("task_7_4")

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
# **By hand.** One sample (4, 8, 10) with $p = 0.2$. Where a neuron stays, it becomes
# $4 / 0.8 = 5$, $8 / 0.8 = 10$ or $10 / 0.8 = 12.5$. If the lot falls on the second neuron, the
# result is (5, 0, 12.5).

# %%
grader.check("task_8_1")

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
# (0.2, −0.4, 0.8): the result is $(0.2 \cdot 1.25,\; 0,\; 0.8 \cdot 1.25) = (0.25, 0, 1)$.

# %%
grader.check("task_8_2")

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
grader.check("task_9_2")

# %% [markdown]
# # Part 10: all of it together

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

# %% [markdown]
# ## Before you hand in
#
# Run `pytest` once more, and hand in `splits.py`, `regularization.py`, `dropout.py`,
# `early_stopping.py` and `training.py`. And then, only then, look at the test part: what you find
# there is what you may tell others.
