"""Task 1.2: spectrum of a signal."""

import numpy as np
from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_1_2"


@test_case(name="Worked example", points=20)
def worked_example(graphs):
    check_close(graphs.spectrum(np.array([0.0, 1.0, 0.0, -1.0])), np.array([0, -2j, 0]))


@test_case(name="Random signal", points=20, hidden=True)
def random_signal(graphs, reference, rng):
    """The result holds the complex amplitudes of all frequencies from 0 on."""
    signal = rng.normal(size=17)
    expected = reference.graphs.spectrum(signal)
    check_close(graphs.spectrum(signal), expected)
