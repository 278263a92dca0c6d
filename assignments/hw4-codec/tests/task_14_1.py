"""Task 14.1: waveform loss."""

import numpy as np

from gradus_checks import check_close, check_kinds, check_raises, check_unchanged, test_case

OK_FORMAT = False
name = "task_14_1"


@test_case(
    name="Worked example",
    points=1.25,
    failure_message="Σ (ŷ − y)² divided by Σ y²: how large is the error, measured by the original?",
)
def worked_example(objectives):
    loss = objectives.waveform_loss(np.array([[3.0, 3.0, 0]]), np.array([[3.0, 4.0, 0]]))
    check_close(
        loss,
        0.04,
        name="the loss",
        wrong={
            "You divide the signal by the error: the other way round.": 25.0,
            "This is the mean squared error: divide by the energy of the original.": 1 / 3,
            "This is the energy of the error: divide it by that of the original.": 1.0,
            "You took the energy of the copy: divide by that of the original.": 1 / 18,
            "You took the root: no root is asked.": 0.2,
            "You divided by the mean of y² where the sum is asked.": 0.12,
            "You divided by the number of entries too: the energies are sums.": 0.04 / 3,
            "You added up without the squares.": 1 / 7,
        },
    )


@test_case(
    name="Silence",
    points=0.5,
    failure_message="The energy by which you divide is at least TINY: max(…, TINY).",
)
def silence(objectives):
    nothing = np.zeros((2, 2))
    check_close(objectives.waveform_loss(nothing, nothing.copy()), 0.0, name="the loss")
    copy = np.array([[2.0, 0.0], [0.0, -1.0]])
    check_close(objectives.waveform_loss(copy, nothing), 5e12, name="the loss")


@test_case(
    name="Random frames",
    points=0.75,
    hidden=True,
    failure_message="Both sums go over all entries. Do not add TINY: it is the least energy, and "
    "of other sounds it takes no notice.",
)
def random_frames(objectives, reference, rng):
    """The energies are sums over all entries of any shape, loud or soft."""
    for shape, size in (((1, 1), 1e-4), ((4, 8), 1e4), ((6,), 1e-3)):
        original = rng.normal(0, size, shape)
        copy = original + rng.normal(0, size / 10, shape)
        right = reference.objectives.waveform_loss(copy, original)
        with check_unchanged(y_pred=copy, y_true=original):
            loss = objectives.waveform_loss(copy, original)
        check_close(loss, right, name="the loss", atol=0.0)
    copy, original = rng.integers(-100, 100, (2, 3, 4))
    right = reference.objectives.waveform_loss
    check_kinds(objectives.waveform_loss, right, copy, original, name="the loss")


@test_case(
    name="Shapes that do not match",
    points=0.5,
    hidden=True,
    failure_message="Begin with y_pred, y_true = checked(y_pred, y_true).",
)
def shapes(objectives):
    """Unlike shapes, and no frames at all, raise a ValueError that names both shapes."""
    for one, other in (((4, 8), (1, 8)), ((0, 4), (0, 4))):
        check_raises(
            ValueError,
            objectives.waveform_loss,
            np.ones(one),
            np.ones(other),
            mentions=(str(one), str(other)),
        )
