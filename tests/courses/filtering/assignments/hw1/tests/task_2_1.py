import numpy as np

from gradus_checks import check_close, check_shape, test_case


@test_case(name="A constant passes", points=18, failure_message="What is slow stays as it is.")
def constant(filtering):
    result = filtering.lowpass(np.ones(200), 1000.0, 50.0)
    check_shape(result, (200,))
    check_close(result, np.ones(200), rtol=1e-6)


@test_case(name="Noise", points=12, hidden=True)
def noise(filtering, reference, rng):
    """The filter runs forwards and backwards, so that nothing is delayed."""
    signal = rng.normal(size=300)
    expected = reference.filtering.lowpass(signal, 1000.0, 80.0)
    check_close(filtering.lowpass(signal, 1000.0, 80.0), expected, rtol=1e-6)
