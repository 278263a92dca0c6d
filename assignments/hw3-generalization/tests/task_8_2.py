"""Task 8.2: backward pass of dropout."""

from functools import partial

import numpy as np

from gradus_checks import (
    BACKWARD,
    FORWARD,
    LAYER,
    TRAINING,
    CheckFailed,
    StudentException,
    call_orders,
    check_close,
    check_finite,
    check_kinds,
    check_shape,
    check_unchanged,
    in_turn,
    test_case,
)

OK_FORMAT = False
name = "task_8_2"


def new_layer(dropout, seed):
    return dropout.Dropout(0.3, np.random.default_rng(seed))


def factors_of(layer, x, training):
    """The factors m of a forward pass: what the layer makes of x, over x."""
    y = layer.forward(x.copy(), training=training)
    check_shape(y, x.shape, name="what forward returns")
    return y / x


def removing(layer, x):
    """The factors m of a forward pass that removes neurons.

    The forward pass is judged in Task 8.1; here its own factors are the right ones, whatever they
    are. If it removes neurons only now and then, or only without training, that will do too. Of 200
    neurons with p = 0.3, none is removed with probability 0.7^200 < 1e-30.
    """
    for training in (True, False):
        for _ in range(20):
            factors = factors_of(layer, x, training)
            if not factors.all():
                return factors
    raise CheckFailed(
        "Your forward removes no neuron, so there is nothing to carry back. Do Task 8.1 first."
    )


def values(rng, shape):
    """Random values of both signs, none of them 0."""
    return rng.uniform(1, 2, shape) * rng.choice([-1.0, 1.0], shape)


@test_case(
    name="Worked example",
    points=2,
    failure_message="Keep the factors m of forward (0 or 1/(1 − p)) as self.mask, and return "
    "grad * self.mask. The factors are the same, on the way forward and on the way back.",
)
def worked_example(dropout):
    layer, x = new_layer(dropout, 1), np.tile([7.0, 14.0, 21.0], (100, 1))
    factors = removing(layer, x)
    grad = np.tile([0.7, -0.4, 1.4], (100, 1))
    with check_unchanged(grad=grad):
        result = layer.backward(grad)
    kept = np.where(factors == 0, 1.0, factors)
    check_close(
        result,
        grad * factors,
        name="the gradient for x",
        wrong={
            "The gradient of removed neurons should be 0: multiply it by the factors.": grad,
            "You divided by the factors: multiply by them, on the way back too.": grad
            * ((factors != 0) / kept),
            "You returned the factors: multiply the gradient that comes in by them.": factors,
            "You left out the 1/(1 − p) on the way back: multiply by the factors of forward.": grad
            * (factors != 0),
            "You multiplied by 1/(1 − p) once more: the factors of forward have it.": grad
            * factors
            / 0.7,
            "Your gradient goes to the neurons that were removed: theirs is 0.": grad
            * (factors == 0)
            / 0.7,
        },
    )


@test_case(
    name="The latest batch counts",
    points=1.5,
    failure_message="Every forward overwrites the factors of the one before, also when the batch "
    "has another size.",
)
def latest_batch(dropout):
    layer, rng = new_layer(dropout, 2), np.random.default_rng(3)
    for shape in ((40, 5), (40, 5), (25, 8)):
        factors = removing(layer, values(rng, shape))
    grad = values(rng, shape)
    check_close(layer.backward(grad.copy()), grad * factors, name="the gradient for x")


@test_case(
    name="After a forward without training",
    points=1,
    failure_message="A forward without training counts too, and one with p = 0: its factors are "
    "all 1, and backward returns the gradient as it is. Set self.mask before any return.",
)
def after_no_training(dropout):
    layer, rng = new_layer(dropout, 4), np.random.default_rng(5)
    x, grad = values(rng, (40, 5)), values(rng, (40, 5))
    removing(layer, x)
    for training in (False, True, False):
        factors = factors_of(layer, x, training)
        check_close(layer.backward(grad.copy()), grad * factors, name="the gradient for x")
    try:
        layer = dropout.Dropout(0, rng)
    except StudentException:
        return
    # That p = 0 is fine, and removes nothing, is judged in Task 8.1.
    if np.allclose(factors_of(layer, x, True), 1):
        check_close(layer.backward(grad.copy()), grad, name="the gradient for x")


def check_order(layer, order, rng):
    """Each backward pass has the factors of the latest forward pass, whatever was called before."""
    arrays = []
    for number, call in enumerate(order):
        shape = arrays[-1].shape if call == BACKWARD else (2 - number % 2, 3)
        arrays.append(values(rng, shape))
    passes = in_turn(
        partial(layer.backward, array.copy())
        if call == BACKWARD
        else partial(layer.forward, array.copy(), training=call == TRAINING)
        for call, array in zip(order, arrays, strict=True)
    )
    for number, (call, array, given) in enumerate(zip(order, arrays, passes, strict=True)):
        if call != BACKWARD:
            check_shape(given, array.shape, name="what forward returns")
            factors = given / array
            continue
        check_shape(given, array.shape, name="the gradient for x")
        if not np.allclose(given, array * factors):
            raise CheckFailed(
                "After these calls the last one does not use the factors of the latest forward: "
                f"{', '.join(order[max(number - 3, 0) : number + 1])}. Keep them in each forward, "
                "with training=True or without; backward only reads them."
            )


@test_case(
    name="Twice, and with whole numbers",
    points=1,
    hidden=True,
    failure_message="backward draws nothing: it only multiplies by the factors that forward has "
    "kept, into a new array. Try forward and backward in any order, with training and without.",
)
def twice(dropout, rng):
    """Two calls of backward in a row use the same factors, and leave the gradient alone."""
    for order in call_orders(LAYER, (FORWARD, TRAINING), BACKWARD, rng):
        check_order(new_layer(dropout, 7), order, rng)
    layer = new_layer(dropout, 6)
    factors = removing(layer, values(rng, (50, 7)))
    for grad in (rng.normal(0, 1, (50, 7)), rng.integers(1, 9, (50, 7))):
        with check_unchanged(grad=grad):
            result = layer.backward(grad)
        check_close(result, grad * factors, name="the gradient for x")
    small = rng.integers(-128, 128, (50, 7))
    check_kinds(layer.backward, lambda grad: grad * factors, small, name="the gradient for x")


@test_case(
    name="Silent neurons",
    points=0.5,
    hidden=True,
    failure_message="Do not work out the factors from the output, where 0 may also mean that x "
    "was 0. Keep them when forward draws them.",
)
def silent_neurons(dropout):
    """A neuron whose value is 0 but that stays lets its gradient pass like the others."""
    layer, sounds = new_layer(dropout, 7), np.tile([3.0, 0.0], (20, 100))
    layer.forward(sounds, training=True)
    result = layer.backward(np.ones(sounds.shape))
    check_shape(result, sounds.shape, name="the gradient for x")
    check_finite(result, name="the gradient for x")
    # All 2000 silent entries are removed with probability 0.3^2000.
    if not np.any(result[:, 1::2]):
        raise CheckFailed("Neurons whose value is 0 get no gradient at all.")
