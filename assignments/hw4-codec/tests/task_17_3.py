"""Task 17.3: the slope of a number of bits."""

import numpy as np

from gradus_checks import CheckFailed, check_answer, drawn, test_case

OK_FORMAT = False
name = "task_17_3"

ONES = (
    "These are the slopes of the wishes themselves. What does the rounded number do if a wish "
    "moves by a millionth?"
)
BITS = "These are the bits, and not how fast they change."
TOTAL = "This is the sum of the bits, and not its slope for each of the wishes."
ALWAYS_ZERO = (
    "The true slope is 0 here. But the difference over a step this long sees the jump in between."
)
ONE_SIDED = "The distance between the two points is 2h, not h."
NOT_DIVIDED = "This is how much the bits change: divide by the distance of the two points, 2h."
UNROUNDED = "This is the slope of the wish. Round at both points, then take the difference."


def check_zero(answer, shape):
    """`answer` is the gradient, an array of zeros."""
    array = np.array(answer, dtype=float)
    if array.shape != shape:
        raise CheckFailed(
            "A gradient has one slope for each of the wishes.",
            f"It should have the shape {shape}, and has {array.shape}.",
        )


@test_case(
    name="Four wishes",
    points=1,
    failure_message="Move one wish by a millionth: how does the number of bits change?",
)
def four_wishes(trainable):
    answer = trainable.bits_gradient(np.array([5.2, 3.1, 2.2, -2.0]))
    total = np.array(answer, dtype=float)
    if total.shape == () and float(total) == 8.0:
        raise CheckFailed(TOTAL)
    check_zero(answer, (4,))
    check_answer(answer, [0.0] * 4, {ONES: [1.0] * 4, BITS: [5.0, 3.0, 2.0, -2.0]})


@test_case(
    name="Near a jump, and far from it",
    points=1,
    failure_message="(round(w + h) − round(w − h)) / 2h: what are the two rounded numbers?",
)
def near_a_jump(trainable):
    check_answer(trainable.measured_slope(2.2, 0.1), 0.0, {UNROUNDED: 1.0})
    wrong = {ALWAYS_ZERO: 0.0, ONE_SIDED: 10.0, NOT_DIVIDED: 1.0}
    check_answer(trainable.measured_slope(2.45, 0.1), 5.0, wrong)
    wrong = {ALWAYS_ZERO: 0.0, ONE_SIDED: 1000.0, NOT_DIVIDED: 1.0}
    check_answer(trainable.measured_slope(3.4996, 0.001), 500.0, wrong)


@test_case(
    name="Other wishes",
    points=0.5,
    hidden=True,
    failure_message="One slope for each wish, as decimals; however many there are.",
)
def other_wishes(trainable, rng):
    """The first rule holds for any number of bands."""
    for count in (1, 16):
        wishes = drawn(
            lambda count=count: rng.uniform(0, 12, count),
            lambda wishes: np.min(np.abs(wishes % 1 - 0.5)) > 1e-3,
        )
        answer = trainable.bits_gradient(wishes)
        check_zero(answer, (count,))
        wrong = {ONES: [1.0] * count, BITS: np.round(wishes).tolist()}
        check_answer(answer, [0.0] * count, wrong)


@test_case(
    name="Other steps",
    points=0.5,
    hidden=True,
    failure_message="It is either 0 or large, and the larger the shorter the step.",
)
def other_steps(trainable, rng):
    """The second rule holds for any wish and any step."""
    for wish, h in ((9.0, 0.3), (4.5, 0.25), (7.5, 1e-4), (0.5, 0.125), (3.0, 1.7)):
        near = wish + float(rng.uniform(-0.3, 0.3)) * h
        right = float(np.round(near + h) - np.round(near - h)) / (2 * h)
        wrong = {ALWAYS_ZERO: 0.0, ONE_SIDED: 2 * right, NOT_DIVIDED: 2 * h * right}
        wrong = wrong if right else {UNROUNDED: 1.0}
        check_answer(trainable.measured_slope(near, h), right, wrong)
