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
# # Backpropagation and gradient descent: how a network learns
#
# A choir of a hundred singers sounds out of tune. Who should change what? You hear only the whole,
# and yet each singer needs a word of their own: a little higher, a little softer. In a neural
# network **backpropagation** finds that word for every single weight, in one pass from the end back
# to the beginning, and **gradient descent** lets all of them follow it, one small step at a time.
#
# **After this assignment you can**
#
# - measure any gradient, and say how far to trust the measurement;
# - build a network out of layers, each with a forward and a backward pass;
# - explain the chain rule with three lines of code instead of a page of symbols;
# - train: with gradient descent, with minibatches, and by searching without any gradient.
#
# **Time**: about 6 hours for a musician with some Python, two thirds of them for Part 4. Tasks
# 4.10, 5.5 and 5.6 are challenges: they give bonus points, and you can do without them.
#
# Where a library defines something in another way than we do, [definitions.md](definitions.md) in
# this folder says so: ours is the one that counts here.

# %%
# The files that came with this notebook have to lie beside it.
from pathlib import Path

from IPython.core.error import UsageError

if not Path("gradus_checks").is_dir():
    raise UsageError(
        "Unzip hw2-backprop.zip and open the notebook that is in its "
        "folder (on Colab as README.md there says)."
    )

# %load_ext gradus_checks.notebook
import backprop
import gradient_descent
import numpy as np
import plots
from softmax import softmax_cross_entropy, softmax_cross_entropy_grad

from gradus_checks import Notebook

grader = Notebook("hw2-backprop.ipynb")

# %% [markdown]
# ## How to work
#
# As in the first assignment: write in `backprop.py` (Part 4) and `gradient_descent.py` (Part 5),
# compare with the example, run `pytest` or the `grader.check` cells, and hand in with the last
# cell. (Challenges have no cell for their example, so that you can run past them.) `losses.py` and
# `softmax.py` are there too, complete; use them, and leave them as they are. Classes are new: each
# method is a function that begins with `self`, and what one method puts into `self` (`self.x = x`)
# another one finds there.
#
# ## What holds everywhere
#
# - **Shapes**: $n$ samples, one in each row; $d$ features or $k$ classes in the columns.
# - Arrays of whole numbers are welcome as inputs, and results hold decimals. That is meant for
#   small ones as well, such as `int8`, in which sums wrap around: `np.asarray(x, dtype=float)`.
# - Nothing that you are given is changed in place: not x, not the gradient that comes in.
#   (One optimizer in Part 5 has the task of changing weights. It is the only one that may.)
# - Randomness comes from the generator `rng` that is passed in (`rng.normal(...)`), never from
#   `np.random` itself: who passes the same seed gets the same numbers.
# - Any way that gives the right result is fine: loops, whole arrays, your own helper functions.

# %% [markdown]
# # Part 4: backpropagation
#
# Here is the whole idea. A layer computes $y$ from $x$, and in the end there is one loss $L$. If we
# know how $L$ changes with $y$ (the **upstream gradient** $\partial L / \partial y$), the chain
# rule gives how it changes with $x$:
#
# $$\frac{\partial L}{\partial x_i}
#   = \sum_j \frac{\partial L}{\partial y_j} \, \frac{\partial y_j}{\partial x_i}$$
#
# The result is the upstream gradient of the layer before, and so on, back to the beginning. No
# layer needs to know what the others do.
#
# Each layer is a class with two methods:
#
# - `forward(x, training=False)` returns $y$, and keeps in `self` what the way back will need. (What
#   `training` is for, the next assignment shows. The layers of this one take it and ignore it.)
# - `backward(grad)` gets $\partial L / \partial y$ in the shape of $y$, and returns
#   $\partial L / \partial x$ in the shape of $x$. It belongs to the latest `forward` of the same
#   layer, with `training=True` or without, and overwrites what an earlier `backward` has left.
# - Each layer has its own memory: two layers of one kind do not disturb each other.
# - If the loss is a mean over $n$ samples, its gradient has the $1/n$ already. No layer divides
#   again.

# %% [markdown]
# ## Task 4.1: Numerical gradient
#
# *25 minutes.* In the first assignment `numerical.py` measured gradients for you. Now you write
# `numerical_gradient(f, x, h=1e-5)`, without looking it up. For each entry $x_i$, move it up and
# down by $h$, and see how much the number $f(x)$ changes:
#
# $$\frac{\partial f}{\partial x_i} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2h}$$
#
# where $h e_i$ is $h$ at entry $i$ and 0 elsewhere. These are *central* differences: the same
# distance to both sides.
#
# `x` may have any number of axes, and `f` always gets an array of x's shape. While one entry moves,
# all others stay where they are. The array `x` itself stays as it is, and may hold whole numbers
# (then work on a copy with decimals). With the default step, the gradient of a smooth function is
# right to seven digits.
#
# **By hand.** $f(x) = x_1^3 + x_2^3$ at $x = (1, 2)$, with a large step, $h = 0.3$. First entry:
# $(1.3^3 - 0.7^3) / 0.6 = (2.197 - 0.343) / 0.6 = 3.09$. Second entry: $(2.3^3 - 1.7^3) / 0.6 =
# (12.167 - 4.913) / 0.6 = 12.09$. The truth is $3x^2$: 3 and 12. A difference to one side only,
# $(1.3^3 - 1^3) / 0.3 = 3.99$, is much farther off.

# %%
# 3.09, 12.09
backprop.numerical_gradient(lambda x: np.sum(x**3), np.array([1.0, 2.0]), 0.3)

# %%
grader.check("task_4_1")

# %% [markdown]
# ### How small should h be?
#
# Smaller steps are better, until they are worse. **Predict**: where is the error of the slope of
# sin at 1 smallest?

# %%
steps = 10.0 ** -np.arange(1, 13.5, 0.5)
slopes = [
    backprop.numerical_gradient(
        lambda z: np.sum(np.sin(z)), np.array([1.0]), h
    )[0]
    for h in steps
]
plots.v_curve(steps, np.abs(np.array(slopes) - np.cos(1.0)))

# %% [markdown]
# Down to about $10^{-5}$, each step that is ten times smaller gives an error that is a hundred
# times smaller: the error of central differences is proportional to $h^2$. Then it grows again,
# about ten times with every step. A computer knows $f$ to 16 digits only, and the difference of two
# numbers that agree in the first ten has only six digits left. Drawn on logarithmic axes the errors
# form a **V**. Its bottom is near $h = 10^{-5}$, and that is why this is the default.

# %% [markdown]
# ## Task 4.2: Back through softmax
#
# *25 minutes.* A network ends with probabilities $p = \mathrm{softmax}(z)$, and some loss has told
# you $g = \partial L / \partial p$. Write `softmax_backward(grad_probs, probs)`, both of shape $(n,
# k)$, which gives $\partial L / \partial z$, of shape $(n, k)$ too. For each row:
#
# $$\frac{\partial L}{\partial z_i} = p_i \, \Big( g_i - \sum_{j=1}^{k} g_j \, p_j \Big)$$
#
# The sum is the mean of the gradients, weighted with the probabilities. Raising *all* gradients of
# a row by the same number changes nothing: probabilities cannot all grow at once.
#
# The rows do not mix, and nothing is divided by n: the upstream gradient has its 1/n.
# Probabilities of exactly 0 and 1 are fine: where softmax is that certain, nothing moves.
#
# **By hand.** A chord with the probabilities 0.5, 0.25, 0.25, and the first class is right. Its
# cross entropy is $-\ln p_1$, so $g = (-1/0.5, 0, 0) = (-2, 0, 0)$. The sum is $-2 \cdot 0.5 = -1$,
# and the result $(0.5 \cdot (-2 + 1),\; 0.25 \cdot (0 + 1),\; 0.25 \cdot (0 + 1)) = (-0.5, 0.25,
# 0.25)$. Look: that is what we predict minus what is true, the formula of Task 2.4.
#
# A second row with $g = (1, 2, 3)$ and $p = (0.2, 0.3, 0.5)$: the sum is $0.2 + 0.6 + 1.5 = 2.3$,
# and the result $(0.2 \cdot (-1.3),\; 0.3 \cdot (-0.3),\; 0.5 \cdot 0.7) = (-0.26, -0.09, 0.35)$.

# %%
backprop.softmax_backward(
    np.array([[-2.0, 0, 0], [1, 2, 3]]),
    np.array([[0.5, 0.25, 0.25], [0.2, 0.3, 0.5]]),
)

# %%
grader.check("task_4_2")

# %% [markdown]
# ## Task 4.3: A linear layer begins
#
# *20 minutes.* A layer of $n_{out}$ neurons with $n_{in}$ inputs each has a table of weights $W$,
# of shape `(n_in, n_out)`, and one bias a neuron, $b$, of shape `(n_out,)`. Write
# `Linear.__init__(self, n_in, n_out, rng)`, which makes both: `self.W` and `self.b`.
#
# If all weights began at 0, all neurons would do the same and learn the same, forever. So the
# weights are random. If they are too large, the signal grows from layer to layer until it
# overflows; if they are too small, it fades away like an echo. He's initialization keeps its
# strength through ReLU layers:
#
# - all biases are 0;
# - the weights are drawn from `rng`, around 0, with the standard deviation $\sqrt{2 / n_{in}}$.
#
# For any n_in and n_out, the mean is 0 and the standard deviation within 20 % of √(2/n_in). The
# distribution is up to you. Two layers made with one `rng` differ, and the same seed gives the same
# weights again.
#
# **By hand.** With 200 inputs, the standard deviation is $\sqrt{2 / 200} = 0.1$.

# %%
wide = backprop.Linear(200, 400, np.random.default_rng(1))
# near 0, near 0.1, zeros
print(wide.W.shape, wide.W.mean(), wide.W.std(), wide.b[:5])

# %%
grader.check("task_4_3")

# %% [markdown]
# ## Task 4.4: Linear layer, forward
#
# *15 minutes.* Write `Linear.forward(self, x, training=False)`. The input $x$ has shape
# `(n, n_in)`, the result `(n, n_out)`:
#
# $$y = x W + b$$
#
# Any number of samples may come, one too, and each row of y belongs to its row of x. Between two
# calls an optimizer changes `W` and `b` in place (`layer.b[...] = ...`); both passes use them as
# they are at that moment.
#
# **By hand.** Two chords with three features: is there a major third above the root, a minor third,
# a fifth? Two neurons: one for "sounds major", one for "sounds minor".
#
# | | major third | minor third | fifth |
# |---|---|---|---|
# | C major | 1 | 0 | 1 |
# | C minor | 0 | 1 | 1 |
#
# | $W$ | sounds major | sounds minor |
# |---|---|---|
# | major third | 2 | −1 |
# | minor third | −1 | 2 |
# | fifth | 0.5 | 0.5 |
# | **bias** $b$ | 0.25 | −0.5 |
#
# C major gives $2 + 0.5 + 0.25 = 2.75$ for the first neuron and $-1 + 0.5 - 0.5 = -1$ for the
# second. C minor gives $-1 + 0.5 + 0.25 = -0.25$ and $2 + 0.5 - 0.5 = 2$.

# %%
layer = backprop.Linear(3, 2, np.random.default_rng(1))
layer.W[...] = [[2, -1], [-1, 2], [0.5, 0.5]]
layer.b[...] = [0.25, -0.5]
two_chords = np.array([[1.0, 0, 1], [0, 1, 1]])
layer.forward(two_chords)  # 2.75, −1; −0.25, 2

# %%
grader.check("task_4_4")

# %% [markdown]
# ## Task 4.5: Linear layer, backward
#
# *40 minutes.* The heart of it all. Write `Linear.backward(self, grad)`. `grad` is
# $\partial L / \partial y$, of shape `(n, n_out)`. Three things have to be found:
#
# - $\partial L / \partial W$, of shape `(n_in, n_out)`, kept as `self.dW`;
# - $\partial L / \partial b$, of shape `(n_out,)`, kept as `self.db`;
# - $\partial L / \partial x$, of shape `(n, n_in)`, which is returned.
#
# Start from one sample $s$ and one neuron $j$, $y_{sj} = \sum_i x_{si} W_{ij} + b_j$. How does
# $y_{sj}$ change with $W_{ij}$, with $b_j$, with $x_{si}$? Multiply by the upstream gradient, and
# add up everything that the weight (the bias, the input) has an influence on:
#
# $$\frac{\partial L}{\partial W_{ij}} = \sum_s x_{si} \, \frac{\partial L}{\partial y_{sj}}, \qquad
#   \frac{\partial L}{\partial b_j} = \sum_s \frac{\partial L}{\partial y_{sj}}, \qquad
#   \frac{\partial L}{\partial x_{si}} = \sum_j \frac{\partial L}{\partial y_{sj}} \, W_{ij}$$
#
# Each of the three is one line of NumPy. The shapes tell you which array has to be transposed.
#
# dW and db are sums over the batch, of any size, and have the shapes of W and b.
# A second `backward` overwrites them: they do not grow from call to call.
#
# **By hand.** The two chords of Task 4.4. The upstream gradient is $(-0.2, 0.1)$ for C major, and
# $(0.3, -0.4)$ for C minor.
#
# - `dW`: only C major has a major third, so its row is $(-0.2, 0.1)$. Only C minor has a minor
#   third: $(0.3, -0.4)$. Both have a fifth: $(-0.2 + 0.3,\; 0.1 - 0.4) = (0.1, -0.3)$.
# - `db`: the sum over both chords, $(0.1, -0.3)$.
# - The gradient for $x$, C major: the major third leads to the neurons with the weights 2 and −1,
#   so it gets $-0.2 \cdot 2 + 0.1 \cdot (-1) = -0.5$; the minor third $-0.2 \cdot (-1) + 0.1 \cdot
#   2 = 0.4$; the fifth $-0.2 \cdot 0.5 + 0.1 \cdot 0.5 = -0.05$. C minor: $(1, -1.1, -0.05)$.

# %%
print(layer.backward(np.array([[-0.2, 0.1], [0.3, -0.4]])))
print(layer.dW, layer.db)

# %%
grader.check("task_4_5")

# %% [markdown]
# ## Task 4.6: ReLU
#
# *20 minutes.* Without something bent between them, two linear layers are no more than one. The
# simplest bend: what is negative becomes 0. Write `ReLU.forward` and `ReLU.backward`:
#
# $$y = \max(0, x), \qquad
#   \frac{\partial L}{\partial x} = \begin{cases}
#   \partial L / \partial y & \text{where } x > 0 \\ 0 & \text{elsewhere} \end{cases}$$
#
# At $x = 0$ the curve has a kink and no slope; there we take 0.
# The input may have any shape, and y and the gradient have that shape too.
#
# **By hand.**
#
# | $x$ | −1.5 | 0 | 2 | 0.5 | −3 | 1 |
# |---|---|---|---|---|---|---|
# | $y$ | 0 | 0 | 2 | 0.5 | 0 | 1 |
# | $\partial L / \partial y$ | 10 | 20 | 30 | −4 | 5 | −6 |
# | $\partial L / \partial x$ | 0 | 0 | 30 | −4 | 0 | −6 |
#
# A neuron that was silent on the way forward hears nothing on the way back.

# %%
relu = backprop.ReLU()
print(relu.forward(np.array([-1.5, 0, 2, 0.5, -3, 1])))
print(relu.backward(np.array([10.0, 20, 30, -4, 5, -6])))

# %%
grader.check("task_4_6")

# %% [markdown]
# ## Task 4.7: The sigmoid layer
#
# *20 minutes.* Write `Sigmoid.forward` and `Sigmoid.backward`. The function `sigmoid` from
# `softmax.py` is already imported in your file.
#
# $$y = \sigma(x) = \frac{1}{1 + e^{-x}}, \qquad
#   \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \; y \, (1 - y)$$
#
# The input may have any shape, and y and the gradient have that shape too.
# For inputs from −1000 to 1000 both are finite and right.
# Note what is in the second formula: $y$, not $x$. What should `forward` keep?
#
# **By hand.** $\ln 3$ gives $y = 0.75$, as in Task 2.1, with the slope $0.75 \cdot 0.25 = 0.1875$.
#
# | $x$ | $\ln 1$ | $\ln 3$ | $\ln \frac{1}{3}$ | $\ln 4$ | $\ln 1$ | $\ln 9$ |
# |---|---|---|---|---|---|---|
# | $y$ | 0.5 | 0.75 | 0.25 | 0.8 | 0.5 | 0.9 |
# | slope | 0.25 | 0.1875 | 0.1875 | 0.16 | 0.25 | 0.09 |
# | $\partial L / \partial y$ | 4 | 16 | −16 | 25 | −8 | 100 |
# | $\partial L / \partial x$ | 1 | 3 | −3 | 4 | −2 | 9 |
#
# The slope is never more than a quarter: through ten sigmoid layers hardly anything comes back.
# That is why ReLU is so popular.

# %%
sigmoid = backprop.Sigmoid()
print(sigmoid.forward(np.log([1, 3, 1 / 3, 4, 1, 9])))
print(sigmoid.backward(np.array([4.0, 16, -16, 25, -8, 100])))

# %%
grader.check("task_4_7")

# %% [markdown]
# ## Task 4.8: Layers in a row, forward and backward
#
# *25 minutes.* `Sequential(layers)` is a whole network: a list of layers, from input to output.
# `__init__` is given. Write
#
# - `forward(self, x, training=False)`: each layer gets what the one before it returned. Each one is
#   told about `training`, too.
# - `backward(self, grad)`: `grad` is the gradient for the output. The layers are asked in the
#   opposite order, each with what the one behind it returned. The result is the gradient for $x$.
#
# A network may have any number of layers, of any kind, in any order.
# The gradient is that of the latest forward pass, also when batches differ in size.
#
# **By hand.** The linear layer of Task 4.4, and ReLU after it. C major: $(2.75, -1)$ becomes
# $(2.75, 0)$. C minor: $(-0.25, 2)$ becomes $(0, 2)$. Back with 1 everywhere: ReLU lets $(1, 0)$
# pass for C major and $(0, 1)$ for C minor, and the linear layer turns that into columns of $W$:
# $(2, -1, 0.5)$ and $(-1, 2, 0.5)$.

# %%
network = backprop.Sequential([layer, backprop.ReLU()])
print(network.forward(two_chords))
print(network.backward(np.ones((2, 2))))

# %%
grader.check("task_4_8")

# %% [markdown]
# ## Task 4.9: What can be learned, and which way
#
# *15 minutes.* An optimizer wants to know all weights of a network, and all their gradients. Write
#
# - `Sequential.parameters(self)`: `W` and `b` of every layer that has them, in one flat list.
#   Layers without weights (`ReLU`, `Sigmoid`) are skipped.
# - `Sequential.gradients(self)`: `dW` and `db` of the same layers, as the latest `backward` has
#   left them, in the same order. Whatever stands at place 3 in one list belongs to place 3 in the
#   other.
#
# A network may have none of these layers, or many, at any place.
# What `parameters` gives must not be copies.
# They are the layers' own arrays: change one in place, and the network changes.
#
# **By hand.** `Sequential([Linear(3, 4, rng), ReLU(), Linear(4, 2, rng)])` has four parameters, of
# shapes (3, 4), (4,), (4, 2), (2,), and four gradients of the same shapes.

# %%
rng = np.random.default_rng(1)
network = backprop.Sequential(
    [
        backprop.Linear(3, 4, rng),
        backprop.ReLU(),
        backprop.Linear(4, 2, rng),
    ]
)
[parameter.shape for parameter in network.parameters()]

# %%
grader.check("task_4_9")

# %% [markdown]
# ### Try it: a network that hears major and minor
#
# All 24 major and minor triads, as twelve pitch classes: 1 where a note sounds. You have everything
# that is needed to tell them apart.

# %%
chords = np.zeros((24, 12))
for root in range(12):
    chords[root, [root, (root + 4) % 12, (root + 7) % 12]] = 1  # major
    chords[12 + root, [root, (root + 3) % 12, (root + 7) % 12]] = 1  # minor
labels = np.repeat([0, 1], 12)

rng = np.random.default_rng(1)
model = backprop.Sequential(
    [
        backprop.Linear(12, 16, rng),
        backprop.ReLU(),
        backprop.Linear(16, 2, rng),
    ]
)
for step in range(1001):
    logits = model.forward(chords, training=True)
    if step % 200 == 0:
        right = np.mean(logits.argmax(axis=1) == labels)
        loss = softmax_cross_entropy(logits, labels)
        print(f"step {step}: loss {loss:.3f}, {right:.0%} right")
    model.backward(softmax_cross_entropy_grad(logits, labels))
    for parameter, gradient in zip(
        model.parameters(), model.gradients(), strict=True
    ):
        parameter -= 0.5 * gradient

# %% [markdown]
# It learns all 24. Now take the hidden layer away, `Sequential([backprop.Linear(12, 2, rng)])`, and
# it learns nothing: half of the chords are right, and the loss stays at $\ln 2 = 0.693$, as if it
# tossed a coin. Every note belongs to three major and to three minor triads, so no note speaks for
# either. Only combinations do, and to hear combinations a network needs a layer between.

# %% [markdown]
# ## Task 4.10: The tanh layer
#
# *15 minutes, a challenge for bonus points.* Sigmoid's sibling, from −1 to 1. Write `Tanh.forward`
# and `Tanh.backward`:
#
# $$y = \tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}, \qquad
#   \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \, (1 - y^2)$$
#
# The input may have any shape, and y and the gradient have that shape too.
# For inputs from −1000 to 1000 both are finite and right.
#
# **By hand.** $\tanh(\ln 2) = (2 - 0.5) / (2 + 0.5) = 0.6$, with the slope $1 - 0.36 = 0.64$. An
# upstream gradient of 25 becomes 16.

# %%
grader.check("task_4_10")

# %%
grader.progress(4)  # where you stand

# %% [markdown]
# # Part 5: gradient descent
#
# You know which way is up. The rest is walking: a step against the gradient, and then another one.
# How long should the steps be, and must one listen to all songs for each of them? And what if there
# is no gradient at all?

# %% [markdown]
# ## Task 5.1: Gradient descent
#
# *30 minutes.* Write `gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0)`. `grad`
# is a function: it takes the weights $w$, of shape `(d,)`, and returns the gradient there, of the
# same shape. From $w_0$, walk downhill, with the learning rate $\eta$:
#
# $$w_{t+1} = w_t - \eta \; \mathrm{grad}(w_t)$$
#
# Return the whole way, the **trajectory**: an array of decimals, of shape `(steps + 1, d)`.
#
# - Row 0 is w0, and row t is where we are after t steps: max_steps of them at most. With
#   `max_steps=0` nothing but row 0 remains, of shape `(1, d)`.
# - The walk ends before the first step whose gradient has length ≤ tolerance. The length of a
#   gradient $g$ is $\|g\|_2 = \sqrt{\sum_i g_i^2}$. "≤" also means: who starts where the gradient
#   is 0 stays there, and the trajectory has one row.
# - `w0` is not changed, and may hold whole numbers.
#
# **By hand.** A band plays at tempo 100 and tunes to 430 Hz, and wants 120 and 440. The loss is
# $(w_1 - 120)^2 / 2 + (w_2 - 440)^2$, so the gradient is $(w_1 - 120,\; 2 (w_2 - 440))$. With
# $\eta = 0.25$:
#
# | row | $w$ | gradient | its length | step |
# |---|---|---|---|---|
# | 0 | (100, 430) | (−20, −20) | 28.3 | (5, 5) |
# | 1 | (105, 435) | (−15, −10) | 18.0 | (3.75, 2.5) |
# | 2 | (108.75, 437.5) | (−11.25, −5) | 12.3 | (2.8125, 1.25) |
# | 3 | (111.5625, 438.75) | (−8.4375, −2.5) | 8.8 | |
#
# With `max_steps=2`, rows 0 to 2 are the trajectory; with tolerance 13 (and many steps) they are,
# too, and with tolerance 12 rows 0 to 3.


# %%
def band(w):
    """The gradient of the example."""
    return np.array([w[0] - 120, 2 * (w[1] - 440)])


gradient_descent.gradient_descent(band, np.array([100.0, 430.0]), 0.25, 3)

# %%
grader.check("task_5_1")

# %% [markdown]
# ### How long should a step be?
#
# **Predict** where the band is after fifty steps, for each of the learning rates.

# %%
paths = {
    learning_rate: gradient_descent.gradient_descent(
        band, np.array([100.0, 430.0]), learning_rate, 50
    )
    for learning_rate in (0.01, 0.5, 0.9, 1.05)
}
plots.descents(lambda w: (w[0] - 120) ** 2 / 2 + (w[1] - 440) ** 2, paths)

# %% [markdown]
# 0.01 is too careful: after fifty steps the band is still on its way. 0.5 gets there, and the
# tuning does so in a single step. At 0.9 the tuning jumps from one side of 440 to the other, nearer
# each time; at 1.05 it jumps farther each time, to nowhere. Tuning is twice as steep as tempo, and
# the steepest direction sets the limit.

# %% [markdown]
# ## Task 5.2: Minibatches
#
# *20 minutes.* A gradient over all songs is slow, and one over a single song is noisy. Between them
# are minibatches: some songs at a time, each round (**epoch**) in another order. Write
# `minibatches(n, batch_size, rng)`, which yields arrays with the numbers of the samples, from 0 to
# n − 1, to be used as `for batch in minibatches(n, 32, rng): x[batch] …`. Shapes: `(batch_size,)`,
# whole numbers.
#
# - Each sample comes exactly once in a round.
# - All batches have batch_size samples; the last one has the rest, and is never empty.
# - Each call shuffles anew with `rng`. Any samples can meet in a batch, in every round others, and
#   the seed decides which.
#
# `yield` is like `return`, except that the function goes on after it. (A list of arrays is fine,
# too.)
#
# **By hand.** Ten songs, four at a time: three batches, of 4, 4 and 2 songs. With some seed they
# are 8, 0, 5, 1, then 9, 3, 2, 7, then 4, 6; in the next round others are together.

# %%
for batch in gradient_descent.minibatches(10, 4, np.random.default_rng(1)):
    print(batch)

# %%
grader.check("task_5_2")

# %% [markdown]
# ## Task 5.3: Stochastic gradient descent
#
# *25 minutes.* Now the step itself, for a whole network. Write the class `SGD`:
#
# - `__init__(self, learning_rate, momentum=0.0)` keeps both numbers. You need the momentum for Task
#   5.5 only; until then it is 0.
# - `step(self, parameters, gradients)` gets two lists, as `model.parameters()` and
#   `model.gradients()` give them. For each parameter $w$ and its gradient $g$, of the same shape:
#
# $$w \leftarrow w - \eta \, g$$
#
# Any number of parameters may come, of any shapes, each with its gradient at its place.
# The arrays of a network change in place, step after step, and the network with them. That is what
# an optimizer is for: `w -= …` writes into the array that the layer has, while `w = w - …` makes a
# new one, and the layer never hears of it. The gradients are not changed, and the lists keep their
# arrays. `step` returns nothing.
#
# **By hand.** With $\eta = 0.125$:
#
# | | before | gradient | after |
# |---|---|---|---|
# | weights, row 1 | (1, −2) | (0.5, 1) | (0.9375, −2.125) |
# | weights, row 2 | (0.5, 3) | (−2, 0) | (0.75, 3) |
# | bias | (0.25, −1) | (1, −0.5) | (0.125, −0.9375) |

# %%
weights, bias = np.array([[1.0, -2], [0.5, 3]]), np.array([0.25, -1])
gradients = [np.array([[0.5, 1], [-2, 0]]), np.array([1, -0.5])]
gradient_descent.SGD(0.125).step([weights, bias], gradients)
print(weights, bias)

# %%
grader.check("task_5_3")

# %% [markdown]
# ### Try it: everything together
#
# The major and minor chords of Part 4, now eight at a time.


# %%
def train(batches, optimizer, epochs=200):
    """The loss after each epoch; `batches(rng)` gives the batches of one."""
    rng = np.random.default_rng(1)
    model = backprop.Sequential(
        [
            backprop.Linear(12, 16, rng),
            backprop.ReLU(),
            backprop.Linear(16, 2, rng),
        ]
    )
    losses = []
    for _ in range(epochs):
        for batch in batches(rng):
            logits = model.forward(chords[batch], training=True)
            model.backward(softmax_cross_entropy_grad(logits, labels[batch]))
            optimizer.step(model.parameters(), model.gradients())
        losses.append(softmax_cross_entropy(model.forward(chords), labels))
    return losses


def shuffled(rng):
    return gradient_descent.minibatches(len(chords), 8, rng)


losses = {"shuffled minibatches": train(shuffled, gradient_descent.SGD(0.2))}
plots.training_losses(losses, "24 chords, eight at a time")

# %% [markdown]
# This is how networks are trained, the large ones too. When Task 5.5 is done, try
# `SGD(0.2, momentum=0.9)`.
#
# ### Break it: no shuffling
#
# The chords are sorted: first all major ones, then all minor ones. Take the batches in that order,
# one chord at a time, and each epoch begins with twelve major chords in a row. **Predict** what
# that does to the loss, run the cell, and **explain**. (It is measured at the end of each epoch.)


# %%
def one_at_a_time(rng):
    return gradient_descent.minibatches(len(chords), 1, rng)


def in_order(_):
    return [np.array([i]) for i in range(len(chords))]


losses = {
    "shuffled": train(one_at_a_time, gradient_descent.SGD(0.2), epochs=40),
    "in order": train(in_order, gradient_descent.SGD(0.2), epochs=40),
}
plots.training_losses(losses, "One chord at a time")

# %% [markdown]
# Twelve times in a row the answer is "major", and the network learns to say "major" without
# listening. Then it is "minor", twelve times. For many epochs, what each half teaches, the other
# one wipes out: the loss is higher than before any training, until the network learns in spite of
# it. Data is sorted more often than one thinks: by album, by player, by date.

# %% [markdown]
# ## Task 5.4: Random search
#
# *25 minutes.* A synthesizer has knobs, and you are looking for the sound of a certain bell. A
# friend listens to what you set and says how far off it is. There is no formula, so there is no
# gradient. What is left is to try. Write `random_search(f, low, high, n_trials, rng)`. `f` is a
# function: it takes a point $w$, of shape `(d,)`, and returns a number, the smaller the better.
# `low` and `high`, of shape `(d,)`, say from where to where each knob goes: the *box*.
#
# - Every trial is drawn evenly from the whole box, each number on its own. `low` and `high` may
#   hold whole numbers, but what lies between is tried, too, and both stay as they are.
# - Return two things, `best_w, best_value`: the best point that was tried, and what `f` gave for
#   it.
# - The values of f may be of any size, also negative; the smallest one is the best.
# - A listener gets tired, but hears every trial: `f` is called `n_trials` times, no more and no
#   less.
# - All randomness comes from `rng`: the same seed tries the same points.
#
# **By hand.** Two knobs, the cutoff from 100 to 1000 Hz and the resonance from 0 to 1, and four
# trials. Whatever you set, your friend says 7, 3, 5, 6. So `best_w` is the second setting, and
# `best_value` is 3.

# %%
answers = iter([7.0, 3.0, 5.0, 6.0])
low, high = np.array([100, 0]), np.array([1000, 1])
gradient_descent.random_search(
    lambda _: next(answers), low, high, 4, np.random.default_rng(1)
)

# %%
grader.check("task_5_4")

# %% [markdown]
# ### What a gradient is worth
#
# Descent needs a slope, search needs luck. How much luck, if there are more and more knobs?

# %%
rng = np.random.default_rng(1)
for d in (1, 2, 5, 10, 20):
    low, high, goal = np.zeros(d), np.ones(d), np.full(d, 0.3)
    search = gradient_descent.random_search
    _, found = search(
        lambda w, goal=goal: np.sum((w - goal) ** 2), low, high, 1000, rng
    )
    path = gradient_descent.gradient_descent(
        lambda w, goal=goal: 2 * (w - goal), high, 0.1, 50
    )
    print(
        f"{d:2} knobs: search {found:.2e}, "
        f"descent {np.sum((path[-1] - goal) ** 2):.2e}"
    )

# %% [markdown]
# With one knob, a thousand trials find the place as exactly as you like. With twenty they hardly
# get near it, while fifty steps of descent do not care how many knobs there are. A small network
# has thousands.

# %% [markdown]
# ## Task 5.5: Momentum
#
# *25 minutes, a challenge for bonus points.* Plain descent forgets: in a long narrow valley it
# jumps from side to side, and hardly gets on. A heavy ball keeps rolling. Give `SGD.step` a
# velocity $v$, which is 0 before the first step, and a momentum $m$ (`momentum`, 0 or more and
# below 1):
#
# $$v \leftarrow m \, v + g, \qquad w \leftarrow w - \eta \, v$$
#
# With $m = 0$ this is Task 5.3 again.
#
# - Each place in the list of parameters has its own velocity, also when two parameters have the
#   same shape. (Go by the place in the list: the first parameter has the first velocity.)
# - Each optimizer has its own velocities.
# - A velocity holds decimals, has its parameter's shape, and outlives any number of steps.
#   The gradients, which may hold whole numbers, are still not changed.
#
# **By hand.** With $m = 0.25$ and $\eta = 0.125$:
#
# | $g$ | 16 | 16 | 16 | 0 | −4 |
# |---|---|---|---|---|---|
# | $v$ | 16 | 20 | 21 | 5.25 | −2.6875 |
# | $w$ moves by | −2 | −2.5 | −2.625 | −0.65625 | 0.33594 |
#
# While the slope stays the same, the steps grow; where it ends, the ball rolls on for a while.

# %%
grader.check("task_5_5")

# %% [markdown]
# ## Task 5.6: Genetic search
#
# *40 minutes, a challenge for bonus points.* Random search learns nothing from its trials.
# Evolution does: what sounds good has children. Write `genetic_search(f, low, high, population,
# generations, rng)`, with `f`, `low`, `high` and `rng` as in Task 5.4, and a `population` of 4 or
# more, odd or even. One way to do it:
#
# 1. The first generation: `population` points, drawn evenly from the box.
# 2. **Mix**: each child has two parents, and for each knob it takes the number of one of them.
# 3. **Mutate**: add a little noise to every number, say a tenth of the range, and clip to the box.
# 4. **Select**: of parents and children together, the best `population` survive. Go on with step 2,
#    `generations` times.
#
# Other ways are fine if this holds:
#
# - It returns `best_w, best_value`: the best point ever tried, even if later generations have lost
#   it, and its value.
# - `f` is called `population` times for the first generation, and at most `population` times for
#   each one after it: `population · (generations + 1)` calls in all. With `generations=0` there is
#   only the first generation.
# - No point outside of the box is tried, and the same seed tries the same points.
# - The points get better. On a smooth bowl the last 20 points have, on average, less than half the
#   first 20's value. (The bowl has six knobs, and its lowest place is near a corner; we let 20
#   points breed for ten generations.)
# - Mutation brings in numbers that no point of the first generation had.
#
# **By hand.** Two parents, (440, 0.2) and (220, 0.8). A child may get 440 from the one and 0.8 from
# the other. Noise moves it, say, to (431, 0.84), and if the resonance ends at 0.82, clipping makes
# it (431, 0.82). And the best ever tried: if a tired friend says 1, 2, 3, 4, …, the first setting
# of all is the best, with the value 1, however many generations follow.

# %%
grader.check("task_5_6")

# %%
grader.progress(5)  # where you stand

# %% [markdown]
# ## Hand in
#
# The cell runs the public tests once more, makes `hw2-backprop-submission.zip`, and says what is in
# it and what is missing. Each of the hidden cases enforces a sentence of this page.
#
# You have built what large libraries build: layers with a forward and a backward pass, and
# something that walks downhill. The rest is size.

# %%
# %run submit.py
