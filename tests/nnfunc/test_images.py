"""Augmentation of images and signals, and images as rows of X."""

import numpy as np
import pytest

import nnfunc
from nnfunc import (
    add_noise,
    blur_images,
    change_contrast,
    change_loudness,
    flatten_images,
    flip_images,
    rotate_images,
    shift_images,
)
from tests.nnfunc.support import needs_octave, octave, refused

RNG = np.random.default_rng(0)
GREY, COLOUR = RNG.normal(size=(3, 4, 5)), RNG.normal(size=(3, 4, 5, 2))
NUMBERED = np.arange(1.0, 13.0).reshape(1, 3, 4)  # one image, its pixels numbered along the rows
both_kinds = pytest.mark.parametrize("images", [GREY, COLOUR], ids=["grey", "colour"])


def test_flip_horizontal_mirrors_left_and_right():
    np.testing.assert_array_equal(flip_images(GREY), GREY[:, :, ::-1])


def test_flip_vertical_mirrors_top_and_bottom():
    np.testing.assert_array_equal(flip_images(GREY, "vertical"), GREY[:, ::-1])


def test_shift_by_whole_pixels_moves_them():
    np.testing.assert_array_equal(
        shift_images(NUMBERED, 1, -2), [[[0, 0, 0, 0], [3, 4, 0, 0], [7, 8, 0, 0]]]
    )


@pytest.mark.parametrize("far", [4, -4, 4.5, 1e6, -1e300])
def test_shift_beyond_the_frame_leaves_zeros(far):
    assert not shift_images(NUMBERED, far, 0).any()
    assert not shift_images(NUMBERED, 0, far).any()


def test_shift_by_a_fraction_interpolates_with_zeros_beyond_the_border():
    """A quarter down and half right."""
    image = np.zeros((1, 3, 3))
    image[0, 0, 0] = 8
    np.testing.assert_allclose(
        shift_images(image, 0.25, 0.5), [[[3, 3, 0], [1, 1, 0], [0, 0, 0]]], atol=1e-15
    )
    np.testing.assert_allclose(shift_images(image, -0.25, 0)[0, 0], [6, 0, 0], atol=1e-15)


@pytest.mark.parametrize("quarters", range(-4, 5))
@pytest.mark.parametrize("images", [GREY[:, :, :4], COLOUR[:, :, :4]], ids=["grey", "colour"])
def test_rotating_square_images_by_quarters_is_rot90(images, quarters):
    """numpy.rot90 turns counter-clockwise on the screen."""
    np.testing.assert_allclose(
        rotate_images(images, 90 * quarters), np.rot90(images, quarters, axes=(1, 2)), atol=1e-14
    )


def test_rotation_keeps_the_shape_and_fills_with_zeros():
    turned = rotate_images(NUMBERED + 100, 90)
    assert turned.shape == (1, 3, 4)
    # The 4 x 3 image is centred on 3 x 4: its columns lie between the old ones.
    assert turned[0, 0, 0] < 60
    assert turned[0, 1, 2] > 100
    corners = rotate_images(np.ones((1, 9, 9)), 45)[0][[0, 0, -1, -1], [0, -1, 0, -1]]
    np.testing.assert_array_equal(corners, 0)


def test_positive_angles_turn_counter_clockwise():
    """The left end of a row of ones through the centre goes down, its right end up."""
    image = np.zeros((1, 11, 11))
    image[0, 5] = 1
    turned = rotate_images(image, 20)[0]
    assert turned[:, 1].argmax() == 6
    assert turned[:, 9].argmax() == 4
    assert turned.min() >= 0
    assert turned.max() <= 1 + 1e-12


def test_blur_is_a_gaussian_and_stays_within_image_and_channel():
    images = np.zeros((3, 21, 21, 2))
    images[1, 10, 10, 0] = 1
    blurred = blur_images(images, 1.5)
    bell = np.exp(-(np.arange(-10, 11) ** 2) / (2 * 1.5**2))
    bell /= bell.sum()
    np.testing.assert_allclose(blurred[1, :, :, 0], np.outer(bell, bell), atol=1e-4)
    assert not blurred[[0, 2]].any()
    assert not blurred[1, :, :, 1].any()
    np.testing.assert_array_equal(blur_images(images[..., 0], 1.5), blurred[..., 0])


def test_blur_keeps_a_constant_image_and_sigma_0_changes_nothing():
    np.testing.assert_allclose(blur_images(np.full((2, 5, 6), 0.7), 2), 0.7, rtol=1e-14)
    np.testing.assert_array_equal(blur_images(GREY, 0), GREY)


@both_kinds
def test_contrast_is_about_each_images_own_mean(images):
    stretched = change_contrast(images, 2.5)
    for old, new in zip(images, stretched):
        np.testing.assert_allclose(new.mean(), old.mean(), atol=1e-14)
        np.testing.assert_allclose(new - old.mean(), 2.5 * (old - old.mean()), atol=1e-14)
    np.testing.assert_allclose(change_contrast(images, 1), images, atol=1e-15)
    assert np.ptp(change_contrast(images, 0)[0]) < 1e-15


def test_noise_is_normal_independent_and_repeatable():
    X = np.full((300, 200), 5.0)
    noise = add_noise(X, 0.2, rng=0) - X
    assert noise.mean() == pytest.approx(0, abs=0.005)
    assert noise.std() == pytest.approx(0.2, rel=0.02)
    assert (np.abs(noise) < 0.2).mean() == pytest.approx(0.6827, abs=0.01)
    assert abs(np.corrcoef(noise[0], noise[1])[0, 1]) < 0.3
    assert abs(np.corrcoef(noise[:, 0], noise[:, 1])[0, 1]) < 0.3
    np.testing.assert_array_equal(noise, add_noise(X, 0.2, np.random.default_rng(0)) - X)
    assert not np.array_equal(add_noise(X, 0.2), add_noise(X, 0.2))
    np.testing.assert_array_equal(add_noise(X, 0, rng=0), X)


def test_noise_in_float32_is_the_same_noise():
    X = GREY.astype(np.float32)
    np.testing.assert_allclose(add_noise(X, 1, rng=3), add_noise(GREY, 1, rng=3), atol=1e-6)


def test_loudness_multiplies():
    np.testing.assert_array_equal(change_loudness([[1, -2], [0, 4]], 1.5), [[1.5, -3], [0, 6]])


# All functions

CHANGES = {
    "shift": lambda images: shift_images(images, 0.5, -1),
    "rotate": lambda images: rotate_images(images, 30),
    "blur": lambda images: blur_images(images, 1),
    "contrast": lambda images: change_contrast(images, 1.5),
    "noise": lambda images: add_noise(images, 1, rng=0),
    "loudness": lambda images: change_loudness(images.reshape(3, -1), 0.3).reshape(images.shape),
    "flip": flip_images,
    "flatten": lambda images: flatten_images(images).reshape(images.shape, order="F"),
}
MOVERS = ("flip", "flatten")


@both_kinds
@pytest.mark.parametrize("change", CHANGES)
def test_result_is_a_copy_of_the_same_shape(change, images):
    before = images.copy()
    images.flags.writeable = False
    try:
        changed = CHANGES[change](images)
    finally:
        images.flags.writeable = True
    np.testing.assert_array_equal(images, before)
    assert changed.shape == images.shape
    changed[:] = 0
    np.testing.assert_array_equal(images, before)


@pytest.mark.parametrize("change", CHANGES)
def test_float_dtypes_are_kept_and_integers_become_float64_unless_only_moved(change):
    images = (7 * np.arange(60) % 256).reshape(3, 4, 5).astype(np.uint8)
    from_uint8, from_float32, from_float64 = (
        CHANGES[change](images.astype(dtype)) for dtype in (np.uint8, np.float32, np.float64)
    )
    assert (from_float32.dtype, from_float64.dtype) == (np.float32, np.float64)
    assert from_uint8.dtype == (np.uint8 if change in MOVERS else np.float64)
    np.testing.assert_array_equal(from_uint8, from_float64)
    np.testing.assert_allclose(from_float32, from_float64, atol=2e-4)  # some ulps of 255


@pytest.mark.parametrize("change", ["shift", "rotate", "blur", "contrast", "flip"])
def test_images_and_channels_are_changed_independently(change):
    alone = CHANGES[change](COLOUR[1:2])
    np.testing.assert_allclose(CHANGES[change](COLOUR)[1:2], alone, atol=1e-14)
    if change != "contrast":
        red = CHANGES[change](COLOUR[:, :, :, 0])
        np.testing.assert_allclose(CHANGES[change](COLOUR)[..., 0], red, atol=1e-14)


# Rows of X


def test_grey_images_are_flattened_column_by_column():
    images = np.array([[[1, 3, 5], [2, 4, 6]], [[7, 9, 11], [8, 10, 12]]])
    X = flatten_images(images)
    np.testing.assert_array_equal(X, [range(1, 7), range(7, 13)])
    assert X.flags.c_contiguous
    np.testing.assert_array_equal(X.reshape(images.shape, order="F"), images)


@needs_octave
def test_colour_images_are_flattened_as_in_octave(tmp_path):
    """Pixels of image i are 1000 i + 100 row + 10 column + channel."""
    code = """
        for i = 1:2
          for r = 1:3 for c = 1:4 for k = 1:2
            image(r, c, k) = 1000 * i + 100 * r + 10 * c + k;
          end end end
          printf("%d ", image(:));
          printf("%d ", image(:, :, 1)(:));
        end
    """
    expected = np.array(octave(code, tmp_path).split(), dtype=int).reshape(2, 36)
    images = sum(np.ix_([1000, 2000], [100, 200, 300], [10, 20, 30, 40], [1, 2]))
    np.testing.assert_array_equal(flatten_images(images), expected[:, :24])
    np.testing.assert_array_equal(flatten_images(images[..., 0]), expected[:, 24:])


# Errors

NAN = [[1.0, np.nan]]
NAN_IMAGE = np.full((1, 2, 2), np.nan)
BAD = {
    "flip along another axis": ("axis", "'diagonal'", flip_images, GREY, "diagonal"),
    "flip along a number": ("axis", "1", flip_images, GREY, 1),
    "flip along an array": ("axis", "(2,)", flip_images, GREY, np.ones(2)),
    "shift by text": ("down", "'a'", shift_images, GREY, "a", 0),
    "shift by NaN": ("right", "nan", shift_images, GREY, 0, np.nan),
    "shift by infinity": ("down", "inf", shift_images, GREY, -np.inf, 0),
    "shift by a pair": ("down", "(1, 2)", shift_images, GREY, (1, 2), 0),
    "shift NaN": ("images", "[0, 0, 0]", shift_images, NAN_IMAGE, 1, 1),
    "rotate by NaN": ("degrees", "nan", rotate_images, GREY, np.nan),
    "rotate by None": ("degrees", "None", rotate_images, GREY, None),
    "rotate NaN": ("images", "NaN", rotate_images, NAN_IMAGE, 1),
    "blur by less than 0": ("sigma", "-1", blur_images, GREY, -1),
    "blur by a pair": ("sigma", "[1, 1]", blur_images, GREY, [1, 1]),
    "blur NaN": ("images", "NaN", blur_images, NAN_IMAGE, 1),
    "contrast below 0": ("factor", "-0.5", change_contrast, GREY, -0.5),
    "contrast of text": ("factor", "'high'", change_contrast, GREY, "high"),
    "contrast NaN": ("images", "NaN", change_contrast, NAN_IMAGE, 1),
    "noise below 0": ("scale", "-1", add_noise, GREY, -1),
    "noise of NaN": ("scale", "nan", add_noise, GREY, np.nan),
    "noise on NaN": ("X", "[0, 1]", add_noise, NAN, 1),
    "noise on text": ("X", "real numbers", add_noise, "a", 1),
    "noise with a bad seed": ("rng", "-1", add_noise, GREY, 1, -1),
    "loudness below 0": ("gain", "-1", change_loudness, NAN, -1),
    "loudness True": ("gain", "True", change_loudness, [[1.0]], True),
    "loudness of NaN": ("signals", "[0, 1]", change_loudness, NAN, 1),
    "loudness of one signal": ("signals", "np.newaxis", change_loudness, [1.0, 2.0], 1),
    "loudness of images": ("signals", "(3, 4, 5)", change_loudness, GREY, 1),
    "loudness of nothing": ("signals", "(0, 3)", change_loudness, np.ones((0, 3)), 1),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused(case):
    refused(*BAD[case])


ON_IMAGES = {
    "flatten_images": (),
    "flip_images": (),
    "shift_images": (1, 1),
    "rotate_images": (10,),
    "blur_images": (1,),
    "change_contrast": (1,),
}


@pytest.mark.parametrize("name", ON_IMAGES)
@pytest.mark.parametrize(
    ("images", "word"),
    [
        (np.ones((5, 400)), "order='F'"),
        (np.ones(400), "(400,)"),
        (np.ones((1, 2, 3, 4, 5)), "(1, 2, 3, 4, 5)"),
        (np.ones((0, 2, 2)), "(0, 2, 2)"),
        (np.ones((2, 2, 0)), "(2, 2, 0)"),
        ([[["a"]]], "real numbers"),
        (None, "NoneType"),
        (np.ones((1, 2, 2)) * 1j, "complex"),
    ],
    ids=["rows", "vector", "five axes", "none", "empty", "text", "None", "complex"],
)
def test_arrays_that_are_not_images_are_refused(name, images, word):
    refused("images", word, getattr(nnfunc, name), images, *ON_IMAGES[name])
