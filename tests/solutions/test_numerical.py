"""The provided numerical gradient against derivatives that are known."""

import numerical
import numpy as np
from autograd import grad
from autograd import numpy as anp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

deterministic = settings(derandomize=True, deadline=None, max_examples=50)


@given(
    arrays(
        float,
        fill=st.nothing(),
        shape=array_shapes(max_dims=3, max_side=4),
        elements=st.floats(-2, 2),
    )
)
@deterministic
def test_it_agrees_with_autograd(x):
    def f(z):
        return anp.sum(anp.sin(z) * anp.exp(z)) ** 2 / z.size

    result = numerical.numerical_gradient(f, x)
    assert result.shape == x.shape
    assert result.dtype == np.float64
    np.testing.assert_allclose(result, grad(f)(x), rtol=1e-6, atol=1e-6)


def test_a_parabola_is_exact_whatever_the_step():
    x = np.array([3, -1])
    for h in (1.0, 0.5, 2.0**-10):
        assert numerical.numerical_gradient(lambda z: z @ z, x, h).tolist() == [6.0, -2.0]


def test_x_is_left_alone_even_by_a_function_that_changes_it():
    def spoil(z):
        z *= 2
        return z.sum()

    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_allclose(numerical.numerical_gradient(spoil, x), np.full((2, 2), 2.0))
    assert x.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_a_single_number_has_a_derivative():
    np.testing.assert_allclose(numerical.numerical_gradient(lambda z: z**3, 2.0), 12.0)
