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
# # Losses: how wrong is a prediction, and which way is better?
#
# A singer is 20 cents flat. A chord recognizer is 80 % sure of C major, and it was A minor. How
# wrong is that? A **loss** answers with one number: 0 is perfect, larger is worse. Its **gradient**
# answers the next question: which way should each prediction move, and how strongly does it count?
# Everything a neural network learns, it learns from these two answers.
#
# **After this assignment you can**
#
# - say what L1, L2 and cross entropy measure, and choose between them;
# - derive the gradient of a loss, and check it with numbers instead of trust;
# - turn any numbers (logits) into probabilities with sigmoid and softmax;
# - write formulas so that a computer does not stumble over $e^{1000}$ or $\ln 0$;
# - explain why we train on these losses, and not on accuracy or on plain differences.
#
# **Time**: 4 to 5 hours for a musician with some Python: 20 minutes to get going, then the minutes
# at each task. Task 2.5 is a challenge: it gives bonus points, and you can do without it.
#
# Where a library defines something in another way than we do, [definitions.md](definitions.md) in
# this folder says so: ours is the one that counts here.

# %%
# The files that came with this notebook have to lie beside it.
from pathlib import Path

from IPython.core.error import UsageError

if not Path("gradus_checks").is_dir():
    raise UsageError(
        "Unzip hw1-losses.zip and open the notebook that is in its "
        "folder (on Colab as README.md there says)."
    )

# %load_ext gradus_checks.notebook
import concepts
import losses
import numpy as np
import own_tests
import plots
import softmax
from numerical import numerical_gradient

from gradus_checks import Notebook

grader = Notebook("hw1-losses.ipynb")

# %% [markdown]
# ## How to work
#
# 1. You write in four files beside this notebook: `losses.py`, `softmax.py`, `concepts.py` and
#    `own_tests.py`. Each task is a function there, or two. Replace the line
#    `raise NotImplementedError(...)` by your own code.
# 2. The cell under a task calls your function with the numbers of the example: it should give
#    what the example says. Then run the `grader.check` cell, or `pytest` in this folder (`pytest -k
#    task_1_1` runs one task). All of them read your files afresh, and tell you what is wrong.
# 3. Hand in with the last cell, or with `python submit.py`. Hidden tests then look at what this
#    page says but the public tests do not show.
#
# Run all cells now, if you like: they stop, politely, at the first function that is not written.
#
# ## What holds in Parts 1 and 2
#
# - The order is (prediction, target), as in $L(\hat{y}, y)$: `y_pred` first, `y_true` second.
# - **Shapes**: $n$ samples, $k$ classes. In Tasks 1.1 to 1.6 the arrays may have any shape, a list
#   `(n,)` as well as a table; we write $N$ for the number of all entries. Both arguments have
#   exactly the same shape and at least one entry, else the function raises a `ValueError` that
#   names both shapes as NumPy prints them, such as `(3, 1)` and `(3,)`. Both files give you a
#   helper, `_checked`, that does this and turns both arguments into arrays of decimals: call it
#   first, and go on with what it returns.
# - The loss of a batch is the mean over all entries. (From Task 1.7 on, over the samples.)
# - Each gradient is that of the mean, and has the shape of ŷ.
# - Arrays of whole numbers are welcome too, and the result still has its decimals. That is meant
#   for small ones as well, such as `int8`, in which sums wrap around (100 + 100 is −56):
#   `np.asarray(x, dtype=float)` makes decimals of them.
# - Functions never change their inputs: `y_pred -= y_true` would, `y_pred - y_true` does not.
# - Any way that gives the right result is fine: loops, whole arrays, your own helper functions.
#
# ## How to check a gradient yourself
#
# The file `numerical.py` measures a gradient: it moves one entry up and down by a tiny step and
# looks how much the loss changes. For the gradient `mae_grad` of `mae`, and any y_pred and y_true:
#
# ```python
# numerical_gradient(lambda z: losses.mae(z, y_true), y_pred)
# losses.mae_grad(y_pred, y_true)  # should be the same
# ```
#
# No formula is needed for that, so it finds your mistakes before any test does.

# %% [markdown]
# # Part 1: losses

# %% [markdown]
# ## Task 1.1: Mean absolute error (L1)
#
# *15 minutes.* Write `mae(y_pred, y_true)`: how far off are the predictions, on average?
#
# $$L(\hat{y}, y) = \frac{1}{N} \sum_{i=1}^{N} |\hat{y}_i - y_i|$$
#
# **By hand.** Someone sings do, re, mi, fa, sol. The right pitches are 0, 200, 400, 500, 700 cents
# above do; we measure 15, 180, 400, 530, 710. The errors are 15, −20, 0, 30, 10 cents, and the loss
# is $(15 + 20 + 0 + 30 + 10) / 5 = 15$ cents. Without the absolute value, sharp and flat notes
# would cancel each other. A table of three voices and five notes has $N = 15$ entries, and one
# loss.

# %%
song = np.array([0.0, 200, 400, 500, 700])
sung = np.array([15.0, 180, 400, 530, 710])
losses.mae(sung, song)  # 15

# %%
grader.check("task_1_1")

# %% [markdown]
# ## Task 1.2: Gradient of the mean absolute error
#
# *20 minutes.* Write `mae_grad(y_pred, y_true)`: if one prediction rises a little, how fast does
# the loss rise?
#
# $$\frac{\partial L}{\partial \hat{y}_i} = \frac{1}{N} \, \mathrm{sign}(\hat{y}_i - y_i)$$
#
# with sign = 1 for a prediction that is too high, −1 for one that is too low. Exactly at
# $\hat{y}_i = y_i$ the curve has a kink and no slope; there we take 0.
#
# **By hand.** The errors 15, −20, 0, 30, 10 give the gradient 0.2, −0.2, 0, 0.2, 0.2. A note that
# is 30 cents off pulls no harder than one that is 10 cents off: L1 cares little about outliers.

# %%
losses.mae_grad(sung, song)  # 0.2, −0.2, 0, 0.2, 0.2

# %%
grader.check("task_1_2")

# %% [markdown]
# ## Task 1.3: Mean squared error (L2)
#
# *10 minutes.* Write `mse(y_pred, y_true)`.
#
# $$L(\hat{y}, y) = \frac{1}{N} \sum_{i=1}^{N} (\hat{y}_i - y_i)^2$$
#
# **By hand.** The same five notes: $(225 + 400 + 0 + 900 + 100) / 5 = 325$ square cents. The note
# that is 30 cents off makes up more than half of it.

# %%
losses.mse(sung, song)  # 325

# %%
grader.check("task_1_3")

# %% [markdown]
# ## Task 1.4: Gradient of the mean squared error
#
# *10 minutes.* Write `mse_grad(y_pred, y_true)`.
#
# $$\frac{\partial L}{\partial \hat{y}_i} = \frac{2}{N} \, (\hat{y}_i - y_i)$$
#
# **By hand.** Two fifths of the errors 15, −20, 0, 30, 10: the gradient is 6, −8, 0, 12, 4. Here
# the worst note pulls hardest: L2 takes outliers seriously, even those that are only a slip of the
# measuring device.

# %%
print(losses.mse_grad(sung, song))  # 6, −8, 0, 12, 4
print(numerical_gradient(lambda z: losses.mse(z, song), sung))  # measured

# %%
grader.check("task_1_4")

# %% [markdown]
# ### Look: two losses, two characters
#
# Your four functions, drawn for a single note. Where does L1 care more than L2, and where less?

# %%
plots.loss_curves(losses)

# %% [markdown]
# A simple pitch tracker has listened to 240 notes of real instruments. Mostly it is right to a few
# cents, but one note in eight it hears an octave too low, or two. Which straight line leads from
# what was played to what was heard? It should be the diagonal, of slope 1. The cell below finds the
# best line by going downhill with *your* gradients (how that works is the next assignment).
#
# **Predict** first: which of the two losses is fooled by the octaves?

# %%
pitches = np.load("data/pitches.npz")
played, heard = pitches["played"] / 1200, pitches["heard"] / 1200  # octaves


def best_line(loss_grad, learning_rate=0.005, steps=5000):
    """Slope and offset of the line with the smallest loss."""
    slope = offset = 0.0
    for _ in range(steps):
        grad = loss_grad(slope * played + offset, heard)
        slope -= learning_rate * np.sum(grad * played)
        offset -= learning_rate * np.sum(grad)
    return slope, offset


fits = {"L1": best_line(losses.mae_grad), "L2": best_line(losses.mse_grad)}
plots.pitch_fits(played, heard, fits)

# %% [markdown]
# For L2 a note that is 12 semitones off counts 144 times as much as one that is a semitone off, so
# it bends the line toward the mistakes. For L1 it counts 12 times as much in the loss, and in the
# gradient not a bit more than any other note. Task 3.7 comes back to this.

# %% [markdown]
# ## Task 1.5: Binary cross entropy
#
# *20 minutes.* Does somebody sing in this clip? The target $y$ is 1 for yes and 0 for no, and the
# prediction $\hat{y}$ is the probability of yes. Write `binary_cross_entropy(y_pred, y_true)`:
#
# $$L(\hat{y}, y) = -\frac{1}{N} \sum_{i=1}^{N}
#   \big( y_i \ln q_i + (1 - y_i) \ln (1 - q_i) \big)$$
#
# where $\ln$ is the natural logarithm (`np.log`), and $q$ is $\hat{y}$ clipped to at least
# $10^{-12}$ (the constant `EPS` in the file) and at most $1 - 10^{-12}$: $\ln 0$ is $-\infty$.
# The loss stays finite for ŷ = 0 and ŷ = 1, and to be certain and wrong costs about 27.6.
# Targets between 0 and 1 are fine: three of four listeners heard a voice, so $y = 0.75$.
#
# **By hand.** Four clips, $\hat{y} = 0.8, 0.5, 0.5, 0.25$ and $y = 1, 0, 1, 0$. The probabilities
# of what was true are 0.8, 0.5, 0.5, 0.75, and the loss is
# $-(\ln 0.8 + \ln 0.5 + \ln 0.5 + \ln 0.75) / 4 = (0.223 + 0.693 + 0.693 + 0.288) / 4 = 0.474$.

# %%
voice = np.array([1.0, 0, 1, 0])
heard_voice = np.array([0.8, 0.5, 0.5, 0.25])
losses.binary_cross_entropy(heard_voice, voice)  # 0.474

# %%
grader.check("task_1_5")

# %%
plots.surprise(losses)

# %% [markdown]
# ## Task 1.6: Gradient of binary cross entropy
#
# *25 minutes.* Write `binary_cross_entropy_grad(y_pred, y_true)`, with the same clipped $q$:
#
# $$\frac{\partial L}{\partial \hat{y}_i} = \frac{1}{N} \, \frac{q_i - y_i}{q_i \, (1 - q_i)}$$
#
# The gradient stays finite for ŷ = 0 and ŷ = 1, points the right way, and leaves ŷ alone.
# It is not set to zero where clipping changed $\hat{y}$: to be certain and wrong teaches most.
#
# **By hand.** For the four clips of Task 1.5, the first entry is
# $\frac{1}{4} \cdot \frac{0.8 - 1}{0.8 \cdot 0.2} = -0.3125$; the others are 0.5, −0.5, 0.3333.

# %%
# −0.3125, 0.5, −0.5, 0.3333
losses.binary_cross_entropy_grad(heard_voice, voice)

# %%
grader.check("task_1_6")

# %% [markdown]
# ## Task 1.7: Multiclass cross entropy
#
# *20 minutes.* Is the chord major, minor, diminished or augmented? Now each sample has a row:
# `y_pred` has shape $(n, k)$, and each row holds the probabilities of the $k$ classes. `y_true` has
# shape $(n, k)$ too, and each row is *one-hot*: 1 at the right class, 0 elsewhere. Write
# `cross_entropy(y_pred, y_true)`:
#
# $$L(\hat{y}, y) = -\frac{1}{n} \sum_{i=1}^{n} \sum_{j=1}^{k} y_{ij} \ln q_{ij},
#   \qquad q = \max(\hat{y}, 10^{-12})$$
#
# The loss is the mean over the n samples, and the rows are used as they are.
# So do not divide a row by its sum, even if that is not 1.
# A probability of 0 for the right class costs about 27.6, not infinity.
#
# **By hand.** Three chords, four classes:
#
# | | major | minor | dim. | aug. | right |
# |---|---|---|---|---|---|
# | chord 1 | **0.5** | 0.25 | 0.125 | 0.125 | major |
# | chord 2 | 0.1 | **0.8** | 0.05 | 0.05 | minor |
# | chord 3 | 0.2 | 0.4 | **0.2** | 0.2 | dim. |
#
# Only the bold numbers count:
# $-(\ln 0.5 + \ln 0.8 + \ln 0.2) / 3 = (0.693 + 0.223 + 1.609) / 3 = 0.842$.

# %%
probabilities = np.array(
    [
        [0.5, 0.25, 0.125, 0.125],
        [0.1, 0.8, 0.05, 0.05],
        [0.2, 0.4, 0.2, 0.2],
    ]
)
one_hot = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
losses.cross_entropy(probabilities, one_hot)  # 0.842

# %%
grader.check("task_1_7")

# %% [markdown]
# ## Task 1.8: Gradient of multiclass cross entropy
#
# *15 minutes.* Write `cross_entropy_grad(y_pred, y_true)`, of shape $(n, k)$:
#
# $$\frac{\partial L}{\partial \hat{y}_{ij}} = -\frac{1}{n} \, \frac{y_{ij}}{q_{ij}},
#   \qquad q = \max(\hat{y}, 10^{-12})$$
#
# Where ŷ is 0 the gradient stays finite and points the right way, and ŷ is left alone.
#
# **By hand.** For the three chords of Task 1.7 only the bold places differ from 0. Chord 1, major:
# $-\frac{1}{3} \cdot \frac{1}{0.5} = -0.667$; chord 2, minor: −0.417; chord 3, diminished: −1.667.

# %%
# −0.667, −0.417, −1.667, and 0
losses.cross_entropy_grad(probabilities, one_hot).round(3)

# %%
grader.check("task_1_8")

# %%
grader.progress(1)  # where you stand

# %% [markdown]
# # Part 2: from logits to probabilities
#
# The last layer of a network gives **logits** $z$: any numbers, positive or negative, the larger
# the likelier. Exponentials turn them into probabilities. But $e^{710}$ is already too large for
# the computer's numbers, and becomes infinity. Here you rewrite formulas so that they survive.

# %% [markdown]
# ## Task 2.1: Sigmoid
#
# *20 minutes.* Write `sigmoid(logits)`, entry by entry for an array of any shape:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}$$
#
# The result is right to 12 decimal places for all logits from −10000 to 10000.
# Warnings cost nothing, wrong numbers do: which of the two forms is safe for $z > 0$, which for
# $z < 0$?
#
# **By hand.** $\sigma(0) = 1/2$. For $z = \ln 3 = 1.099$ we have $e^{-z} = 1/3$ and
# $\sigma(z) = 1 / (1 + 1/3) = 0.75$. For $z = -\ln 3$ it is 0.25: the probability of no.

# %%
softmax.sigmoid(np.log([1, 3, 1 / 3]))  # 0.5, 0.75, 0.25

# %%
grader.check("task_2_1")

# %% [markdown]
# ## Task 2.2: Softmax
#
# *25 minutes.* Sigmoid for more than two classes. Write `softmax(logits)`, for each row $z$:
#
# $$\mathrm{softmax}(z)_j = \frac{e^{z_j}}{\sum_{l=1}^{k} e^{z_l}}$$
#
# The classes are along the last axis, and each row of probabilities sums to 1.
# Logits may have one axis $(k,)$, two $(n, k)$ or more.
#
# The numbers may be as large as ±10000. Which number can you subtract from all logits of a row
# without changing its probabilities, so that the largest exponent becomes 0?
# Each row is stable on its own, however much larger the other rows are.
#
# **By hand.** Three chords, four classes. We choose logits whose exponentials are whole numbers:
#
# | $z$ | $e^z$ | sum | softmax |
# |---|---|---|---|
# | $\ln 1, \ln 2, \ln 4, \ln 1$ | 1, 2, 4, 1 | 8 | 0.125, 0.25, 0.5, 0.125 |
# | 0, 0, 0, 0 | 1, 1, 1, 1 | 4 | 0.25, 0.25, 0.25, 0.25 |
# | $\ln 5, \ln 1, \ln 2, \ln 2$ | 5, 1, 2, 2 | 10 | 0.5, 0.1, 0.2, 0.2 |

# %%
logits = np.log([[1.0, 2, 4, 1], [1, 1, 1, 1], [5, 1, 2, 2]])
softmax.softmax(logits)

# %%
grader.check("task_2_2")

# %% [markdown]
# ### Look: temperature
#
# Divide the logits by a number $T$ before the softmax. A model that improvises uses a high
# temperature to be adventurous, and a low one to play safe. The order never changes.

# %%
chords = ["major", "minor", "dim.", "aug."]
plots.temperatures(softmax, np.array([3.0, 2.0, 0.5, 0.0]), chords)

# %% [markdown]
# ### Break it: logits of 1000
#
# Here is the formula as it stands in the book. **Predict** what it gives for the logits 1000 and 0,
# run the cell, and **explain** what you see. (The warnings are part of the show.)


# %%
def softmax_of_the_book(z):
    return np.exp(z) / np.sum(np.exp(z))


print(softmax_of_the_book(np.array([1000.0, 0.0])))
print(softmax.softmax(np.array([1000.0, 0.0])))

# %% [markdown]
# $e^{1000}$ is infinite in the computer's numbers, and infinity by infinity is not a number (nan).
# One nan is enough: it spreads through every sum, into the loss, the gradients and all weights.

# %% [markdown]
# ## Task 2.3: Cross entropy straight from logits
#
# *20 minutes.* Write `softmax_cross_entropy(logits, labels)`. The logits have shape $(n, k)$. The
# labels have shape $(n,)$ and are the numbers of the right classes, whole numbers from 0 to
# $k - 1$; anything else raises a `ValueError` (that is what `_checked` in `softmax.py` is for). The
# number of classes is the number of columns, whichever labels occur.
#
# $$L(z, \mathrm{label}) = -\frac{1}{n} \sum_{i=1}^{n}
#   \ln \, \mathrm{softmax}(z_i)_{\mathrm{label}_i}$$
#
# The loss of a batch is the mean over its n samples.
# The loss is finite and right for logits from −10000 to 10000, row by row.
# A probability that has become 0 has no logarithm, so simplify $\ln \mathrm{softmax}(z)_j$ on paper
# first, and then subtract the maximum as in Task 2.2. (Task 2.5 is just this: you may do it first.)
#
# **By hand.** The logits of Task 2.2 with the labels 2, 3, 0. Their probabilities are 0.5, 0.25,
# 0.5, and the loss is $-(\ln 0.5 + \ln 0.25 + \ln 0.5) / 3 = 4 \ln 2 / 3 = 0.924$.

# %%
labels = np.array([2, 3, 0])
softmax.softmax_cross_entropy(logits, labels)  # 0.924

# %%
grader.check("task_2_3")

# %% [markdown]
# ## Task 2.4: Gradient of cross entropy straight from logits
#
# *20 minutes.* Write `softmax_cross_entropy_grad(logits, labels)`, of shape $(n, k)$. Softmax and
# cross entropy are both complicated; together they have the simplest gradient of all:
#
# $$\frac{\partial L}{\partial z} = \frac{1}{n} \, ( \mathrm{softmax}(z) - \text{one-hot} )$$
#
# Each row of *one-hot* has a 1 at its label and 0 elsewhere: what we predict, minus what is true.
# Each gradient is that of the mean over the n samples, in the shape of the logits.
# The gradient is finite and right for logits from −10000 to 10000, row by row.
#
# **By hand.** The logits of Task 2.2 with the labels 2, 3, 0. The first row is
# $(0.125, 0.25, 0.5 - 1, 0.125) / 3 = (0.042, 0.083, -0.167, 0.042)$. Every row sums to 0: what one
# class gains, the others lose.

# %%
# first row 0.042, 0.083, −0.167, 0.042
softmax.softmax_cross_entropy_grad(logits, labels).round(3)

# %%
grader.check("task_2_4")

# %% [markdown]
# ## Task 2.5: Logarithm of softmax
#
# *30 minutes, a challenge for bonus points.* Write `log_softmax(logits)`, along the last axis:
#
# $$\ln \mathrm{softmax}(z)_j = z_j - \ln \sum_{l=1}^{k} e^{z_l}$$
#
# Every entry is finite and right for logits from −10000 to 10000, row by row.
# The softmax of (1000, 0) is (1, 0) in the computer's numbers, and the logarithm of that is lost.
# The right answer is (0, −1000): can you get there without ever computing the probabilities?
#
# **By hand.** The second row of Task 2.2: $0 - \ln(1 + 1 + 1 + 1) = -\ln 4 = -1.386$ in each place.

# %%
grader.check("task_2_5")

# %%
grader.progress(2)  # where you stand

# %% [markdown]
# # Part 3: questions
#
# Why these losses, and not others? In the file `concepts.py` each answer is a small function, for
# an answer that is understood works for any numbers, not only for those on this page. Most need one
# line; the thinking comes before it. When an answer is wrong in one of the usual ways, the test
# says what it would have been the answer to. Half of the points of a question are for the numbers
# on this page, half for others. Import nothing from `losses.py` and `softmax.py` here, so that no
# mistake costs you twice.

# %% [markdown]
# ## Task 3.1: Minimized or maximized?
#
# *5 minutes.* A choir sings for applause, and a choir master counts wrong notes. Both want the
# same music, but one number should grow and the other should shrink. Write
# `is_minimized(quantity)`: `True` if training makes a quantity of this name as small as it can,
# `False` if one wants more of it. Your function knows every name of the list below.
#
# `"accuracy"`, `"cost"`, `"error"` (the distance from the objective), `"fitness"`,
# `"likelihood"` (of the right answers), `"loss"`, `"negative log likelihood"`, `"payoff"`,
# `"penalty"`, `"profit"`, `"regret"`, `"reward"`, `"utility"`.
#
# **By hand.** More applause is better, so `is_minimized("reward")` is `False`.

# %%
concepts.is_minimized("reward")  # False

# %%
grader.check("task_3_1")

# %% [markdown]
# ## Task 3.2: Why not just ŷ − y?
#
# *8 minutes.* A singer asks: why squares and absolute values? Take the mean of $\hat{y} - y$, in
# cents, as the loss, and I will get a good mark! Show what is wrong with that, in two functions.
#
# `cancelling_predictions(y_true)` gets the right notes, in cents, and returns predictions of the
# same shape. Each is at least one cent off, and still the mean of $\hat{y} - y$ is 0: a perfect
# mark for a song without one right note.
# This works for every song of two or more notes, in any order, and some may be the same.
#
# `lower_still(y_pred, y_true)` gets predictions, and returns others that are further off in every
# single note, while the mean of $\hat{y} - y$ is lower than before. As you can do that again and
# again, this "loss" has no lowest value: training would run away from the music.
# This works for every song, whether its notes are sharp, flat or right.
#
# **By hand.** The right notes are 400, 500, 700. We sing 410, 520, 670: the differences 10, 20, −30
# cancel. We sing 410, 480, 730: their mean is 6.7 cents. Can you be worse in all three notes, and
# bring it below 6.7?

# %%
right_notes = np.array([400.0, 500, 700])
# the mean of these is 0
print(concepts.cancelling_predictions(right_notes) - right_notes)
print(concepts.lower_still(np.array([410.0, 480, 730]), right_notes))

# %%
grader.check("task_3_2")

# %% [markdown]
# ## Task 3.3: Log loss and logistic regression
#
# *8 minutes.* Does somebody sing in this clip? Logistic regression gives one logit $z$, and
# $\hat{y} = \sigma(z)$ is the probability of yes. Its loss for a single clip, often called the
# *log loss*, is the binary cross entropy $L = -y \ln \hat{y} - (1 - y) \ln (1 - \hat{y})$. Write
# `log_loss_slope(logit, label)`, the slope $\partial L / \partial z$: if the **logit** grows a
# little, how fast does the loss grow? Multiply two slopes, that of $L$ for $\hat{y}$ (Task 1.6) and
# $\sigma'(z) = \hat{y} (1 - \hat{y})$, and watch how much cancels.
# The rule holds for every logit and for both labels.
#
# **By hand.** For $z = \ln 3$ the model says yes with probability 0.75. If there is a voice
# ($y = 1$), the slope is −0.25: a larger logit would be better, though not by much any more.

# %%
concepts.log_loss_slope(np.log(3), 1)  # −0.25

# %%
grader.check("task_3_3")

# %% [markdown]
# ## Task 3.4: Cross entropy is a likelihood in disguise
#
# *5 minutes.* A model has listened to a song of $n$ chords. For each it gave some probability to
# the right one. If the chords are independent, what probability did it give to the *whole song*,
# to all $n$ right answers together? That is the likelihood, and all you know is the mean cross
# entropy $L$ of the $n$ chords, with the natural logarithm. Write `likelihood(cross_entropy, n)`.
# The rule holds for every loss and for any number of chords.
#
# **By hand.** Three chords, each with probability 0.5 for what was right: $L = \ln 2$. All three
# together have probability 0.125. So to make $L$ small is to make the likelihood large.

# %%
concepts.likelihood(np.log(2), 3)  # 0.125

# %%
grader.check("task_3_4")

# %% [markdown]
# ## Task 3.5: A softmax that is a sigmoid
#
# *5 minutes.* Yes or no is a choice between two classes, so softmax should be able to do what
# sigmoid does. Write `two_logits(z)`: it returns two logits whose softmax has $\sigma(z)$ in first
# place, as an array of shape `(2,)`. There is more than one right answer.
# The rule holds for every z, also for negative ones.
#
# **By hand.** For $z = \ln 3$ the softmax of your two logits is (0.75, 0.25).

# %%
softmax.softmax(concepts.two_logits(np.log(3)))  # 0.75, 0.25

# %%
grader.check("task_3_5")

# %% [markdown]
# ## Task 3.6: Why not train on accuracy?
#
# *5 minutes.* In the end people ask how many chords were right: the accuracy. So why not climb it
# directly? The model answers with the class of the largest logit, and accuracy is the share of
# answers that are labels. Write `accuracy_gradient(logits, labels)`: how fast does the accuracy
# grow with each logit? The logits have shape $(n, k)$, no two in a row are equal, and the gradient
# has the same shape.
# The rule holds for any number of clips and classes, and whichever answers are right.
#
# **By hand.** Two clips, two classes: the logits are $(\ln 3, \ln 1)$ and $(\ln 1, \ln 4)$, both
# labels are 0, so one of two answers is right. Now raise a logit by 0.000001. What is the accuracy
# after that? This is why we train on losses that feel the smallest step.

# %%
concepts.accuracy_gradient(np.log([[3.0, 1.0], [1.0, 4.0]]), np.array([0, 0]))

# %%
grader.check("task_3_6")

# %% [markdown]
# ## Task 3.7: L1, L2 and one wrong octave
#
# *8 minutes.* A violin tunes its A, and an app measures 440, 438, 443, 883 and 441 hertz: once it
# took the octave for the note. If you may name a single pitch $c$ for all of them, which is best?
# That depends on the loss. Write `best_constant_mae(y)`, the $c$ with the smallest mean of
# $|c - y|$, and `best_constant_mse(y)`, the $c$ with the smallest mean of $(c - y)^2$.
# Both functions work for any number of notes, in any order.
# With an even number of notes, every c from one of the two middle notes to the other counts as
# right.
#
# **By hand.** For $c = 440$ the absolute errors of the five notes are 0, 2, 3, 443, 1, on average
# 89.8. For $c = 500$ they are 60, 62, 57, 383, 59, on average 124.2, but the mean of their squares
# is smaller than for 440. Which loss should the app use?

# %%
violin = np.array([440.0, 438, 443, 883, 441])
concepts.best_constant_mae(violin), concepts.best_constant_mse(violin)

# %%
grader.check("task_3_7")

# %% [markdown]
# ## Task 3.8: Who tests the tests?
#
# *20 minutes.* All along, `pytest` has told you what is wrong. Now you write such a test. The file
# `own_tests.py` holds a function that is right, `accuracy(logits, labels)`: the share of rows whose
# largest logit is at the label. Other people have written an `accuracy` too, some of them right and
# some wrong. Write `test_accuracy(accuracy)`. It gets one of these functions, calls it with batches
# of your own, and compares what comes back with what should:
#
# ```python
# logits, labels = np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([0, 1])
# assert np.isclose(accuracy(logits, labels), 1.0)
# ```
#
# If what follows `assert` is false, Python raises an `AssertionError`, and that means: wrong. If
# your function comes to its end, it means: right. Your points are the wrong functions that your
# test finds, a group at a time, and none for a group while it finds fault with a right one. (A test
# that finds fault with everything is as useless as one that likes everything.)
#
# - The logits that you write have shape $(n, k)$, no two in a row are equal, and the labels, of
#   shape $(n,)$, are whole numbers from 0 to $k - 1$.
# - It tells rows from columns, and lets every right function pass, also one that differs in the
#   last of sixteen digits. So compare with `np.isclose`, not with `==`.
# - Logits may be negative or small: only which one is the largest counts.
# - Every row counts the same, the first and the last too, whichever of all classes it is.
# - Some of the answers are right and some wrong, and each label belongs to its own row.
#
# **By hand.** The two rows above, with the labels 0 and 0: one of two answers is right, and the
# accuracy is 0.5. And so is the share of errors! So this batch cannot tell the one from the other.
# The batch in the code above cannot tell an accuracy from the answer 1. Which batches can?

# %%
# says nothing: the function that is given is right
own_tests.test_accuracy(own_tests.accuracy)

# %%
grader.check("task_3_8")

# %%
grader.progress(3)  # where you stand

# %% [markdown]
# ## Hand in
#
# The cell runs the public tests once more, makes `hw1-losses-submission.zip`, and says what is in
# it and what is missing. The lines about hidden cases are not a threat: each of them enforces a
# sentence of this page.

# %%
# %run submit.py
