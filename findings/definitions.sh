#!/usr/bin/env bash
# Not a finding of its own: what other libraries do about what the course defines.
#
# Each line of assignments/definitions.md, the students' page, is checked here by its key. Where a
#   library's answer is a number, that number stands below; where it is an error, its name.
# It needs some minutes, and room for PyTorch: on Linux pip may bring the build for GPUs.
#
# Seen on 2026-11-30 with the versions below, Keras on its backend JAX, Python 3.11.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 \
    torch==2.13.0 jax==0.10.2 keras==3.15.1 lightning==2.6.6 torchmetrics==1.9.0 auraloss==0.4.0 \
    mir_eval==0.8.2 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import logging
import os
import warnings
from types import SimpleNamespace

os.environ["KERAS_BACKEND"] = "jax"
logging.disable(logging.WARNING)
warnings.simplefilter("ignore")

import auraloss
import jax
import jax.numpy as jnp
import keras
import mir_eval
import numpy as np
import torch
import torch.nn.functional as F
from lightning.pytorch.callbacks import EarlyStopping
from scipy import optimize, special, stats
from sklearn import metrics, model_selection, preprocessing
from torch import tensor
from torchmetrics.functional import audio


def say(key, **what):
    """One line: the key, and what each expression gives, to three digits."""
    print(key, *(f"{name}={told(ask)}" for name, ask in what.items()))


def told(ask):
    try:
        value = ask()
    except Exception as error:
        return type(error).__name__
    if isinstance(value, torch.Tensor):
        value = value.detach().numpy()
    value = np.asarray(value, float) + 0.0
    return ",".join(f"{each:.3g}" for each in np.ravel(value)) or "empty"


def warnings_of(call):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return len(caught) > 0


def slope(function, at=0.0):
    x = tensor(at, requires_grad=True)
    function(x).backward()
    return x.grad


table, row = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0])
say(
    "shapes",
    numpy=lambda: np.size(table - row),
    sklearn=lambda: metrics.mean_squared_error(table, row),
    torch_mse=lambda: F.mse_loss(tensor(table), tensor(row)),
    torch_mse_warns=lambda: warnings_of(lambda: F.mse_loss(tensor(table), tensor(row))),
    torch_poisson=lambda: F.poisson_nll_loss(tensor(table), tensor(row)),
    poisson_warns=lambda: warnings_of(lambda: F.poisson_nll_loss(tensor(table), tensor(row))),
    torch_bce=lambda: F.binary_cross_entropy(tensor(table / 4), tensor(row / 4)),
    keras=lambda: keras.losses.MeanSquaredError()(table, row),
)
say(
    "abs-slope",
    numpy=lambda: np.sign(0.0),
    torch=lambda: slope(torch.abs),
    jax=lambda: jax.grad(jnp.abs)(0.0),
    keras_l1=lambda: jax.grad(keras.regularizers.L1(1.0))(jnp.zeros(1)),
)
say(
    "certain",
    sklearn=lambda: metrics.log_loss([1], [0.0], labels=[0, 1]),
    sklearn_float32=lambda: metrics.log_loss([1], np.zeros(1, np.float32), labels=[0, 1]),
    torch=lambda: F.binary_cross_entropy(tensor([0.0]), tensor([1.0])),
    keras_for_no=lambda: keras.losses.binary_crossentropy(np.ones((1, 1)), np.zeros((1, 1))),
    keras_for_yes=lambda: keras.losses.binary_crossentropy(np.zeros((1, 1)), np.ones((1, 1))),
)


def cross_entropy_of(x):
    return keras.ops.sum(keras.losses.binary_crossentropy(jnp.ones((1, 1)), x))


say(
    "certain-slope",
    torch=lambda: slope(lambda x: F.binary_cross_entropy(x, tensor(1.0))),
    keras=lambda: jax.grad(cross_entropy_of)(jnp.zeros((1, 1))),
)
unequal, first = np.array([[0.2, 0.2], [0.5, 0.5]]), np.array([[1.0, 0.0], [1.0, 0.0]])
say(
    "row-sums",
    ours=lambda: -np.mean(np.log([0.2, 0.5])),
    sklearn=lambda: metrics.log_loss([0, 0], unequal, labels=[0, 1]),
    sklearn_warns=lambda: warnings_of(lambda: metrics.log_loss([0, 0], unequal, labels=[0, 1])),
    keras=lambda: np.mean(keras.losses.categorical_crossentropy(first, unequal)),
    keras_zeros=lambda: keras.losses.categorical_crossentropy(first[:1], np.zeros((1, 2))),
)
say(
    "logits",
    ours_of_probabilities=lambda: -np.log(0.75),
    torch_of_probabilities=lambda: F.cross_entropy(tensor([[0.25, 0.75]]), tensor([1])),
)
logits, weight = tensor([[0.0, 1.0], [0.0, 2.0]]), tensor([1.0, 3.0])
say(
    "one-hot",
    torch_numbers=lambda: F.cross_entropy(logits, tensor([0, 1])),
    torch_one_hot=lambda: F.cross_entropy(logits, torch.eye(2)),
    weighted_numbers=lambda: F.cross_entropy(logits, tensor([0, 1]), weight),
    weighted_one_hot=lambda: F.cross_entropy(logits, torch.eye(2), weight),
)
for dtype, whole in (("int64", (1, 3)), ("uint8", (1, 3)), ("uint32", (1, 3)), ("int8", (100, -100))):
    z = np.array(whole, dtype)
    say(
        f"whole-numbers {dtype}",
        scipy=lambda: special.softmax(z),
        torch=lambda: torch.softmax(tensor(z), -1),
        torch_sigmoid=lambda: torch.sigmoid(tensor(z)),
        jax=lambda: jax.nn.softmax(jnp.array(z)),
    )
zeros = np.zeros((2, 2))
say(
    "no-axis",
    scipy=lambda: special.softmax(zeros),
    torch_function=lambda: torch.softmax(tensor(zeros)),
    jax=lambda: jax.nn.softmax(jnp.array(zeros)),
)
nothing = np.full(2, -np.inf)
say(
    "minus-infinity",
    scipy=lambda: special.softmax(nothing),
    torch=lambda: torch.softmax(tensor(nothing), -1),
    jax=lambda: jax.nn.softmax(jnp.array(nothing)),
)
say(
    "no-classes",
    scipy=lambda: special.softmax(np.zeros((3, 0)), axis=-1),
    torch=lambda: torch.softmax(torch.zeros(3, 0), -1),
    jax=lambda: jax.nn.softmax(jnp.zeros((3, 0))),
)
say(
    "no-samples",
    numpy=lambda: np.mean([]),
    sklearn=lambda: metrics.mean_squared_error([], []),
    torch=lambda: F.mse_loss(torch.zeros(0), torch.zeros(0)),
    jax=lambda: jnp.mean(jnp.zeros(0)),
)
z = np.array([[1.0, 2.0, 4.0]])
two = tensor(np.vstack([z, z]))


def keras_loss(label):
    return keras.losses.sparse_categorical_crossentropy(np.array([label]), z, from_logits=True)


say(
    "no-class",
    numpy_minus_1=lambda: z[0, -1],
    torch_3=lambda: F.cross_entropy(tensor(z), tensor([3])),
    torch_minus_1=lambda: F.cross_entropy(tensor(z), tensor([-1])),
    torch_minus_100=lambda: F.cross_entropy(two, tensor([-100, 0])) - F.cross_entropy(two[:1], tensor([0])),
    jax_index_3=lambda: jnp.array(z)[0, 3],
    jax_one_hot=lambda: jax.nn.one_hot(3, 3),
    keras_3=lambda: keras_loss(3),
)
four = [1.0, 2.0, 3.0, 10.0]
say(
    "median",
    numpy=lambda: np.median(four),
    torch=lambda: torch.median(tensor(four)),
    jax=lambda: jnp.median(jnp.array(four)),
)


def gradcheck():
    torch.autograd.gradcheck(torch.relu, torch.zeros(1, dtype=torch.float64, requires_grad=True))


say(
    "measured",
    ours_off_by=lambda: round(abs(((1 + 1e-5) ** 3 - (1 - 1e-5) ** 3) / 2e-5 - 3), 9),
    scipy_off_by=lambda: optimize.approx_fprime([1.0], lambda x: x[0] ** 3) - 3 > 1e-8,
    scipy_at_a_kink=lambda: optimize.approx_fprime([0.0], lambda x: abs(x[0])),
    torch_relu_at_0=gradcheck,
)
say(
    "relu-slope",
    torch_relu=lambda: slope(torch.relu),
    torch_where=lambda: slope(lambda x: torch.where(x > 0, x, tensor(0.0))),
    torch_maximum=lambda: slope(lambda x: torch.maximum(x, tensor(0.0))),
    torch_clamp=lambda: slope(lambda x: x.clamp(min=0)),
    jax_relu=lambda: jax.grad(jax.nn.relu)(0.0),
    jax_maximum=lambda: jax.grad(lambda x: jnp.maximum(x, 0))(0.0),
)


def torch_momentum(rates):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], 1.0, momentum=0.5)
    for rate in rates:
        optimizer.param_groups[0]["lr"] = rate
        w.grad = torch.ones(1)
        optimizer.step()
    return w


def keras_momentum(rates):
    w = keras.Variable(np.zeros(1))
    optimizer = keras.optimizers.SGD(1.0, momentum=0.5)
    optimizer.build([w])
    for rate in rates:
        optimizer.learning_rate = rate
        optimizer.apply([np.ones(1)])
    return w


for rates in ((0.1, 0.1), (1.0, 0.1)):
    say(
        f"momentum {rates}",
        ours=lambda: -rates[0] - 1.5 * rates[1],
        torch=lambda: torch_momentum(rates),
        keras=lambda: keras_momentum(rates),
    )
split, parts = model_selection.train_test_split, torch.utils.data.random_split
say(
    "sizes",
    sklearn_7_percent=lambda: len(split(range(100), test_size=0.07)[1]),
    sklearn_7_and_93=lambda: len(split(range(100), test_size=0.07, train_size=0.93)[1]),
    torch_of_7=lambda: [len(part) for part in parts(range(7), [0.6, 0.2, 0.2])],
)
say(
    "deviation",
    numpy=lambda: np.std([1.0, 2.0]),
    sklearn=lambda: preprocessing.StandardScaler().fit([[1.0], [2.0]]).scale_,
    torch=lambda: torch.std(tensor([1.0, 2.0])),
    jax=lambda: jnp.std(jnp.array([1.0, 2.0])),
    keras=lambda: keras.ops.std(np.array([1.0, 2.0])),
)
constant = np.full((1000, 1), 0.1)
layer = keras.layers.Normalization()
layer.adapt(constant)
say(
    "constant",
    numpy_is_0=lambda: np.std(constant) == 0,
    scipy=lambda: stats.zscore(constant)[0],
    sklearn_scale=lambda: preprocessing.StandardScaler().fit(constant).scale_,
    keras_of_0_2=lambda: layer(np.array([[0.2]])),
)
many = np.full((1_000_000, 2), 0.1, np.float32)
say(
    "float32",
    numpy_one_column=lambda: many[:, :1].copy().mean(axis=0),
    numpy=lambda: many.mean(axis=0)[0],
    sklearn=lambda: preprocessing.StandardScaler().fit(many).mean_[0],
    torch=lambda: tensor(many).mean(0)[0],
    jax=lambda: jnp.array(many).mean(0)[0],
)
groups = model_selection.GroupShuffleSplit(1, test_size=0.25, random_state=0)
say(
    "groups",
    sklearn_of_10=lambda: len(next(groups.split(range(10), groups=range(10)))[1]),
)


def decayed(kind):
    w = torch.ones(1, requires_grad=True)
    w.grad = torch.zeros(1)
    kind([w], lr=0.1, weight_decay=0.5).step()
    return w


say(
    "l2",
    torch_sgd=lambda: decayed(torch.optim.SGD),
    torch_adamw=lambda: decayed(torch.optim.AdamW),
    keras=lambda: keras.regularizers.L2(0.5)(np.array([1.0, 2.0])),
)
ones = np.ones(1000)
say(
    "p",
    torch_largest=lambda: F.dropout(tensor(ones), 0.25).max(),
    torch_of_1=lambda: F.dropout(tensor(ones[:3]), 1.0),
    keras_largest=lambda: np.max(keras.layers.Dropout(0.25)(ones, training=True)),
    keras_of_1=lambda: keras.layers.Dropout(1.0)(ones[:3], training=True),
)
say(
    "unasked",
    torch_module_drops=lambda: (torch.nn.Dropout()(tensor(ones)) == 0).any(),
    torch_function_drops=lambda: (F.dropout(tensor(ones)) == 0).any(),
    keras_drops=lambda: np.any(np.asarray(keras.layers.Dropout(0.5)(ones)) == 0),
)


def keras_stops(losses, patience=2, min_delta=0.0):
    stopping = keras.callbacks.EarlyStopping("loss", patience=patience, min_delta=min_delta)
    stopping.set_model(SimpleNamespace(stop_training=False, optimizer=None))
    stopping.on_train_begin()
    for epoch, loss in enumerate(losses):
        stopping.on_epoch_end(epoch, {"loss": loss})
        if stopping.model.stop_training:
            return epoch + 1
    return 0


def lightning_stops(losses, patience=2, min_delta=0.0):
    stopping = EarlyStopping("loss", patience=patience, min_delta=min_delta)
    stops = (stopping._evaluate_stopping_criteria(tensor(float(loss)))[0] for loss in losses)
    return next((epoch for epoch, stop in enumerate(stops, 1) if stop), 0)


def plateau(losses, patience=2):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=patience)
    for epoch, loss in enumerate(losses, 1):
        schedule.step(loss)
        if optimizer.param_groups[0]["lr"] < 1:
            return epoch
    return 0


flat, nan = [3, 2, 2, 2, 2, 2], float("nan")
say(
    "patience",
    lightning=lambda: lightning_stops(flat),
    torch_plateau=lambda: plateau(flat),
    keras=lambda: keras_stops(flat),
)
halves = [3, 2.5, 2, 1.5]
say(
    "min-delta",
    lightning=lambda: lightning_stops(halves, 1, 0.5),
    torch_plateau_of_negative=lambda: plateau([-1] * 9),
    keras=lambda: keras_stops(halves, 1, 0.5),
    keras_negative=lambda: keras_stops(halves, 1, -0.5),
)
say(
    "nan",
    lightning=lambda: lightning_stops([2, nan, 1]),
    lightning_infinity=lambda: lightning_stops([np.inf, 1]),
    keras=lambda: keras_stops([2, nan, nan, 1]),
    keras_in_the_first=lambda: keras_stops([nan, 3, 2, 1]),
)
time = np.arange(1000.0)
sound, hiss, silence = np.sin(time), 0.1 * np.sin(1.7 * time**2), np.zeros(1000)


def snr(copy, original, of=audio.signal_noise_ratio, dtype="float64", **options):
    return of(*(tensor(each.astype(dtype)) for each in (copy, original)), **options)


def minus_loss(copy, original, of=auraloss.time.SNRLoss, **options):
    return -of(**options)(*(tensor(each)[None, None] for each in (copy, original)))


def sdr(copy, original):
    return mir_eval.separation.bss_eval_sources(original[None], copy[None])[0]


def sdr_beyond_200(copy, original):
    # What is left of the error is rounding, which differs from machine to machine.
    return sdr(copy, original) > 200


si_sdr, si_sdr_loss = audio.scale_invariant_signal_distortion_ratio, auraloss.time.SISDRLoss
say(
    "perfect",
    torchmetrics=lambda: snr(sound, sound),
    torchmetrics_float32=lambda: snr(sound, sound, dtype="float32"),
    auraloss=lambda: minus_loss(sound, sound),
    mir_eval_beyond_200=lambda: sdr_beyond_200(sound, sound),
)
say(
    "rest",
    torchmetrics=lambda: snr(silence, silence),
    torchmetrics_of_a_sound=lambda: snr(sound, silence),
    auraloss=lambda: minus_loss(silence, silence),
    auraloss_of_a_sound=lambda: minus_loss(sound, silence),
    mir_eval=lambda: sdr(silence, silence),
)
say(
    "offset",
    torchmetrics=lambda: snr(sound + 1, sound),
    torchmetrics_if_asked=lambda: snr(sound + 1, sound, zero_mean=True),
    auraloss=lambda: minus_loss(sound + 1, sound),
    auraloss_if_asked=lambda: minus_loss(sound + 1, sound, zero_mean=False),
)
say(
    "gain",
    torchmetrics_snr=lambda: [float(snr(gain * sound, sound)) for gain in (-1, 0.5)],
    torchmetrics_si_sdr=lambda: [float(snr(gain * sound, sound, si_sdr)) for gain in (-1, 0.5)],
    auraloss_si_sdr=lambda: [float(minus_loss(gain * sound, sound, si_sdr_loss)) for gain in (-1, 0.5)],
    mir_eval_beyond_200=lambda: [sdr_beyond_200(gain * sound, sound) for gain in (-1, 0.5)],
)
say(
    "soft",
    torchmetrics=lambda: snr(1e-6 * (sound + hiss), 1e-6 * sound),
    torchmetrics_float32=lambda: snr(1e-6 * (sound + hiss), 1e-6 * sound, dtype="float32"),
    auraloss=lambda: minus_loss(1e-6 * (sound + hiss), 1e-6 * sound),
)
PROGRAM
) || true # an error is a change, too

recorded="shapes numpy=9 sklearn=0 torch_mse=1.33 torch_mse_warns=1 torch_poisson=6.06 poisson_warns=0 torch_bce=ValueError keras=0
abs-slope numpy=0 torch=0 jax=1 keras_l1=1
certain sklearn=36 sklearn_float32=15.9 torch=100 keras_for_no=16.1 keras_for_yes=15.9
certain-slope torch=-1e+12 keras=0
row-sums ours=1.15 sklearn=1.15 sklearn_warns=1 keras=0.693 keras_zeros=nan
logits ours_of_probabilities=0.288 torch_of_probabilities=0.474
one-hot torch_numbers=0.72 torch_one_hot=0.72 weighted_numbers=0.424 weighted_one_hot=0.847
whole-numbers int64 scipy=0.119,0.881 torch=NotImplementedError torch_sigmoid=0.731,0.953 jax=0.119,0.881
whole-numbers uint8 scipy=nan,0 torch=NotImplementedError torch_sigmoid=0.731,0.953 jax=nan,0
whole-numbers uint32 scipy=nan,0 torch=NotImplementedError torch_sigmoid=0.731,0.953 jax=nan,0
whole-numbers int8 scipy=0,nan torch=NotImplementedError torch_sigmoid=1,0 jax=4.78e-25,1
no-axis scipy=0.25,0.25,0.25,0.25 torch_function=TypeError jax=0.5,0.5,0.5,0.5
minus-infinity scipy=nan,nan torch=nan,nan jax=nan,nan
no-classes scipy=ValueError torch=empty jax=empty
no-samples numpy=nan sklearn=ValueError torch=nan jax=nan
no-class numpy_minus_1=4 torch_3=IndexError torch_minus_1=IndexError torch_minus_100=0 jax_index_3=4 jax_one_hot=0,0,0 keras_3=0
median numpy=2.5 torch=2 jax=2.5
measured ours_off_by=0 scipy_off_by=1 scipy_at_a_kink=1 torch_relu_at_0=GradcheckError
relu-slope torch_relu=0 torch_where=0 torch_maximum=0.5 torch_clamp=1 jax_relu=0 jax_maximum=0.5
momentum (0.1, 0.1) ours=-0.25 torch=-0.25 keras=-0.25
momentum (1.0, 0.1) ours=-1.15 torch=-1.15 keras=-1.6
sizes sklearn_7_percent=8 sklearn_7_and_93=ValueError torch_of_7=5,1,1
deviation numpy=0.5 sklearn=0.5 torch=0.707 jax=0.5 keras=0.5
constant numpy_is_0=0 scipy=nan sklearn_scale=1 keras_of_0_2=1e+06
float32 numpy_one_column=0.1 numpy=0.101 sklearn=0.1 torch=0.1 jax=0.1
groups sklearn_of_10=3
l2 torch_sgd=0.95 torch_adamw=0.95 keras=2.5
p torch_largest=1.33 torch_of_1=0,0,0 keras_largest=1.33 keras_of_1=0,0,0
unasked torch_module_drops=1 torch_function_drops=1 keras_drops=0
patience lightning=4 torch_plateau=5 keras=4
min-delta lightning=2 torch_plateau_of_negative=0 keras=2 keras_negative=2
nan lightning=2 lightning_infinity=1 keras=3 keras_in_the_first=3
perfect torchmetrics=184 torchmetrics_float32=96.2 auraloss=107 mir_eval_beyond_200=1
rest torchmetrics=0 torchmetrics_of_a_sound=-184 auraloss=-80 auraloss_of_a_sound=-80 mir_eval=ValueError
offset torchmetrics=-3.01 torchmetrics_if_asked=184 auraloss=107 auraloss_if_asked=-3.01
gain torchmetrics_snr=-6.02,6.02 torchmetrics_si_sdr=184,178 auraloss_si_sdr=107,101 mir_eval_beyond_200=1,1
soft torchmetrics=19.9 torchmetrics_float32=0.018 auraloss=-13"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    diff <(printf '%s\n' "$recorded") <(printf '%s\n' "$saw") || true
    echo "Changed: a library defines something in another way now."
    exit 1
fi
echo "As recorded."
