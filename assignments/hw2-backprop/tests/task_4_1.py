"""Task 4.1: numerical gradient."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_kinds, check_unchanged, test_case

OK_FORMAT = False
name = "task_4_1"


def for_shape(shape, f):
    """`f`, once its argument has been seen to have this shape."""

    def checked(x):
        if np.shape(x) != shape:
            raise CheckFailed(
                "Your function called f with an array of another shape than x's. Change one entry "
                "of a copy of x and give f the whole copy."
            )
        return f(x)

    return checked


@test_case(
    name="Worked example",
    points=2,
    failure_message="Move one entry up by h and down by h, take f(up) − f(down), and divide by 2h. "
    "Use the h that is passed in.",
)
def worked_example(backprop):
    cubes = for_shape((2,), lambda x: np.sum(x**3))
    gradient = backprop.numerical_gradient(cubes, np.array([1.0, 2.0]), 0.3)
    check_close(
        gradient,
        [3.09, 12.09],
        name="the gradient",
        wrong={
            "You went to one side only: take f(x + h) − f(x − h), over 2h.": [3.99, 13.89],
            "You went down only: take f(x + h) − f(x − h), over 2h.": [2.19, 10.29],
            "You took f(x + h) − f(x), which is one h apart: take f(x + h) − f(x − h), over 2h.": [
                1.995,
                6.945,
            ],
            "You did not use the h that is passed in.": [3.0, 12.0],
            "You moved all entries at once: move one, and leave the others where they are.": [
                15.18,
                15.18,
            ],
            "You multiplied by h: a / 2 * h is (a / 2) · h. Write a / (2 * h).": [0.2781, 1.0881],
        },
    )


@test_case(
    name="A table",
    points=1,
    failure_message="Each entry of the table is moved on its own: loop over np.ndindex(x.shape), "
    "which gives pairs for a table. Put an entry back before you move the next one.",
)
def table(backprop):
    x = np.array([[1.0, -2.0, 0.5], [4.0, 0.0, -1.0]])
    weights = np.array([[1.0, 2.0, -4.0], [3.0, 0.5, 2.0]])
    square_of_sum = for_shape(x.shape, lambda z: np.sum(weights * z) ** 2)
    gradient = backprop.numerical_gradient(square_of_sum, x, 0.3)
    check_close(gradient, 10.0 * weights, name="the gradient")


@test_case(
    name="Whole numbers, left alone",
    points=1,
    failure_message="An array of whole numbers cannot hold 3 + h, nor a gradient with decimals. "
    "Work on a copy, x.astype(float), and make the gradient with np.zeros(x.shape).",
)
def whole_numbers(backprop):
    x = np.array([3, -1])
    with check_unchanged(x=x):
        gradient = backprop.numerical_gradient(lambda z: np.sum(z**2) / 4, x, 0.3)
    check_close(gradient, [1.5, -0.5], name="the gradient")
    pitch = np.array([440.0, 220.0])
    with check_unchanged(x=pitch):
        backprop.numerical_gradient(np.sum, pitch)


@test_case(
    name="The step, if nobody says otherwise",
    points=1,
    failure_message="The default is h=1e-5, in the first line of the function: leave it there, "
    "and use h, not a number of your own.",
)
def default_step(backprop):
    # Over a step of 1e-5 this curve bends so much that the size of the step can be read off.
    weights = np.array([1.0, -3.0])
    gradient = backprop.numerical_gradient(lambda z: np.sum(weights * np.sin(1e4 * z)), np.zeros(2))
    wrong = {
        f"Your step was {h}. Is it the default, 1e-5?": weights * np.sin(1e4 * h) / h
        for h in (1e-2, 1e-3, 1e-4, 1e-6)
    }
    expected = weights * np.sin(0.1) / 1e-5
    check_close(gradient, expected, rtol=1e-6, name="the gradient", wrong=wrong)


@test_case(
    name="Smooth functions",
    points=1.5,
    hidden=True,
    failure_message="Go the same distance to both sides: f(x + h) − f(x) over h is much less "
    "precise. Try x with one, two and three axes.",
)
def smooth_functions(backprop, rng):
    """With the default step, the gradient of a smooth function is right to seven digits."""
    for shape in ((1,), (2, 3), (2, 1, 3)):
        x, weights = rng.uniform(-1, 1, shape), rng.uniform(0.5, 1.5, shape)
        f = for_shape(shape, lambda z, weights=weights: np.sum(weights * np.exp(z)))
        gradient = backprop.numerical_gradient(f, x.copy())
        check_close(gradient, weights * np.exp(x), rtol=1e-7, name="the gradient")


@test_case(
    name="Entries that depend on each other",
    points=1.5,
    hidden=True,
    failure_message="Start again from x for every entry: an entry that stays moved changes the "
    "differences of all that follow.",
)
def coupled_entries(backprop, rng):
    """While one entry moves, all others stay where they are."""
    for h in (0.3, 0.15):
        x, matrix = rng.uniform(-1, 1, (3, 2)), rng.uniform(-1, 1, (6, 6))

        def f(z, matrix=matrix):
            return z.ravel() @ matrix @ z.ravel()

        with check_unchanged(x=x):
            gradient = backprop.numerical_gradient(f, x, h)
        expected = ((matrix + matrix.T) @ x.ravel()).reshape(x.shape)
        check_close(gradient, expected, rtol=1e-9, name="the gradient")
    for low in (-128, 0):
        check_kinds(
            lambda z: backprop.numerical_gradient(for_shape((3, 2), np.sum), z),
            lambda z: np.ones(z.shape),
            np.append(0, rng.integers(low, 128, 5)).reshape(3, 2),
            name="the gradient",
            atol=1e-6,
        )
