"""What holds for any floating-point numbers: hypothesis draws them."""

import numpy as np
import pytest

pytest.importorskip("hypothesis", reason="hypothesis draws the cases")
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnfunc import cost_function, reshape_params, unroll

quick = settings(max_examples=40, deadline=None, derandomize=True, database=None)
sizes = st.lists(st.integers(1, 5), min_size=2, max_size=5).map(tuple)


def n_params(sizes):
    return sum(b * (a + 1) for a, b in zip(sizes, sizes[1:]))


@quick
@given(sizes, st.data())
def test_unroll_inverts_reshape_params(sizes, data):
    theta = data.draw(arrays(np.float64, n_params(sizes)))
    np.testing.assert_array_equal(unroll(reshape_params(theta, sizes)), theta)


@quick
@given(sizes, st.data())
def test_finite_input_never_gives_nan(sizes, data):
    any_finite = st.floats(allow_nan=False, allow_infinity=False)
    theta = data.draw(arrays(np.float64, n_params(sizes), elements=any_finite))
    X = data.draw(arrays(np.float64, (3, sizes[0]), elements=any_finite))
    lambda_ = data.draw(st.floats(0, 1e300))
    y = data.draw(arrays(np.int64, 3, elements=st.integers(0, max(sizes[-1] - 1, 1))))
    J, grad_vec = cost_function(theta, sizes, X, y, lambda_)
    assert J >= -1e-15
    assert not np.isnan(grad_vec).any()
