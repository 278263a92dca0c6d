import numpy as np

from gradus_checks import check_close, test_case


@test_case(name="Four samples", points=12, failure_message="Divide by n, not by n − 1.")
def four_samples(spectra):
    symmetric = [0.0, 0.75, 0.75, 0.0]
    told = {"This is the symmetric window: divide by n, not by n − 1.": np.array(symmetric)}
    check_close(spectra.hann(4), np.array([0.0, 0.5, 1.0, 0.5]), wrong=told)


@test_case(name="Any length", points=8, hidden=True)
def any_length(spectra, reference, rng):
    """The window has n samples and would begin anew with the next one."""
    for n in rng.integers(5, 40, 3):
        expected = reference.spectra.hann(int(n))
        check_close(spectra.hann(int(n)), expected)
