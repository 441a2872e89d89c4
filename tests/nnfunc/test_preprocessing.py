"""Labels that count from 1."""

import numpy as np
import pytest

from nnfunc import labels_from_octave


@pytest.mark.parametrize("dtype", [int, np.uint8, float])
@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_ten_is_the_digit_zero(dtype, shape):
    y = np.array([10, 1, 2, 9, 10], dtype=dtype).reshape(shape)
    before = y.copy()
    classes = labels_from_octave(y, 10)
    np.testing.assert_array_equal(classes, [0, 1, 2, 9, 0])
    assert classes.dtype.kind == "i"
    np.testing.assert_array_equal(y, before)


def test_a_class_may_be_missing():
    np.testing.assert_array_equal(labels_from_octave([3, 4], 10), [3, 4])


def test_last_label_of_any_number_of_classes_is_class_zero():
    np.testing.assert_array_equal(labels_from_octave([1, 2, 3, 4], 4), [1, 2, 3, 0])
