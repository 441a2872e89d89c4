"""Normalising, splitting, labels and images, against facts worked out elsewhere or by hand."""

import shutil
import subprocess

import numpy as np
import pytest

import nnfunc
from nnfunc import (
    add_noise,
    blur_images,
    change_contrast,
    change_loudness,
    feature_normalize,
    flatten_images,
    flip_images,
    labels_from_octave,
    one_hot,
    rotate_images,
    shift_images,
    train_dev_test_split,
)

OCTAVE = shutil.which("octave-cli") or shutil.which("octave")
RNG = np.random.default_rng(0)
GREY, COLOUR = RNG.normal(size=(3, 4, 5)), RNG.normal(size=(3, 4, 5, 2))
# One image of 3 x 4, its pixels numbered along the rows.
NUMBERED = np.arange(1.0, 13.0).reshape(1, 3, 4)

# Labels


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


@pytest.mark.parametrize("dtype", [int, np.uint8, float])
@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_one_hot_is_rows_of_the_identity(dtype, shape):
    Y = one_hot(np.array([2, 0, 2], dtype=dtype).reshape(shape), 4)
    np.testing.assert_array_equal(Y, [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]])
    assert Y.dtype == np.float64


def test_one_hot_of_one_class():
    np.testing.assert_array_equal(one_hot([0, 0], 1), [[1], [1]])


# Features


def test_features_get_mean_0_and_standard_deviation_1():
    X = RNG.normal([5, -300, 0.01], [2, 70, 0.001], (40, 3))
    before = X.copy()
    X_norm, mu, sigma = feature_normalize(X)
    np.testing.assert_allclose(mu, np.mean(X, axis=0), rtol=1e-13)
    np.testing.assert_allclose(sigma, np.std(X, axis=0), rtol=1e-13)
    np.testing.assert_allclose(X_norm.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose((X_norm**2).mean(axis=0), 1, rtol=1e-13)
    np.testing.assert_array_equal(X_norm, (X - mu) / sigma)
    np.testing.assert_array_equal(X, before)


def test_new_data_is_treated_with_the_old_mean():
    _, mu, sigma = feature_normalize([[1, 10], [3, 50]])
    np.testing.assert_array_equal((np.array([[4, 30]]) - mu) / sigma, [[2, 0]])


VALUES = [0, 0.1, -0.1, 1 / 3, 7]


@pytest.mark.parametrize(
    ("value", "dtype"),
    [(value, np.float64) for value in (*VALUES, 1e-300, 1e300)]
    + [(value, np.float32) for value in VALUES],
)
@pytest.mark.parametrize("m", [1, 3, 10, 1000])
def test_constant_feature_becomes_0(value, m, dtype):
    """The mean of ten 0.1 is not 0.1, and their np.std not 0."""
    X = np.column_stack([np.full(m, value), np.arange(m)]).astype(dtype)
    X_norm, mu, sigma = feature_normalize(X)
    np.testing.assert_array_equal(X_norm[:, 0], 0)
    assert sigma[0] == 1
    assert mu[0] == dtype(value)


def test_feature_constant_but_for_rounding_is_not_blown_up():
    X_norm, _, sigma = feature_normalize([[0.1 + 0.2], [0.3], [0.3]])
    assert sigma == 1
    assert np.abs(X_norm).max() < 1e-15


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e160, 1e300])
def test_squares_that_would_over_or_underflow(scale):
    X_norm, mu, sigma = feature_normalize(np.array([[1.0], [2.0], [6.0]]) * scale)
    np.testing.assert_allclose(mu, 3 * scale)
    np.testing.assert_allclose(sigma, np.sqrt(14 / 3) * scale)
    np.testing.assert_allclose(X_norm[:, 0], np.array([-2, -1, 3]) / np.sqrt(14 / 3))


def test_small_spread_about_a_large_mean_is_no_constant():
    X_norm, _, sigma = feature_normalize(1.7e9 + np.arange(5.0)[:, np.newaxis])
    np.testing.assert_allclose(sigma, np.sqrt(2), rtol=1e-5)
    np.testing.assert_allclose(X_norm[:, 0], np.arange(-2, 3) / np.sqrt(2), atol=1e-5)


@pytest.mark.parametrize(
    ("given", "got"), [(np.float32, np.float32), (np.float64, np.float64), (np.int8, np.float64)]
)
def test_normalised_dtype(given, got):
    X = np.array([[-128, 1], [127, 2], [127, 1]]).astype(given)
    X_norm, mu, sigma = feature_normalize(X)
    assert X_norm.dtype == mu.dtype == sigma.dtype == got
    assert mu.shape == sigma.shape == (2,)
    np.testing.assert_allclose(mu, [42, 4 / 3], rtol=1e-6)
    np.testing.assert_allclose(sigma, [np.sqrt(2 * 85**2), np.sqrt(2) / 3], rtol=1e-6)


# The split


def members(sets):
    return [X[:, 0].tolist() for X, _ in sets]


def numbered(m):
    """Rows whose first column is their number."""
    return np.column_stack([np.arange(m), RNG.normal(size=m)])


FRACTIONS = [(0.6, 0.2, 0.2), (0.75, 0.25), (1 / 3, 1 / 3, 1 / 3), (0.5, 0.3, 0.15, 0.05)]


@pytest.mark.parametrize("fractions", FRACTIONS)
@pytest.mark.parametrize("seed", range(15))
def test_split_is_complete_disjoint_and_in_proportion(fractions, seed):
    rng = np.random.default_rng(seed)
    y = rng.choice(7, p=[0.4, 0.3, 0.1, 0.1, 0.05, 0.03, 0.02], size=int(rng.integers(60, 500)))
    X = numbered(y.size)
    sets = train_dev_test_split(X, y, fractions, rng=seed)
    assert len(sets) == len(fractions)
    assert sorted(sum(members(sets), [])) == list(range(y.size))
    for (X_s, y_s), fraction in zip(sets, fractions):
        rows = X_s[:, 0].astype(int)
        np.testing.assert_array_equal(X_s, X[rows])
        np.testing.assert_array_equal(y_s, y[rows])
        off = np.bincount(y_s, minlength=7) - fraction * np.bincount(y, minlength=7)
        assert np.abs(off).max() < 1
        assert abs(y_s.size - fraction * y.size) < 1


def test_shares_that_are_whole_are_met():
    """100 * 0.29 is 28.999999999999996 to a computer."""
    y = np.repeat([3, 8], 100)
    sets = train_dev_test_split(numbered(200), y, (0.29, 0.57, 0.14), rng=1)
    assert [np.bincount(y_s)[[3, 8]].tolist() for _, y_s in sets] == [[29] * 2, [57] * 2, [14] * 2]


def test_a_share_that_is_whole_but_for_rounding_is_not_left_to_chance():
    """50 * 0.58 is 28.999999999999996, and the first set is ahead by the class before."""
    y = [0] + [1] * 50
    (_, y_train), *others = train_dev_test_split(numbered(51), y, (0.58, 0.21, 0.21), rng=0)
    assert np.bincount(y_train).tolist() == [1, 29]
    assert sorted(len(y_s) for _, y_s in others) == [10, 11]


def test_leftovers_of_small_classes_go_to_whoever_is_behind():
    """Of 100 classes of one each, no set can have its share of any."""
    sets = train_dev_test_split(numbered(100), np.arange(100), rng=0)
    assert [len(y) for _, y in sets] == [60, 20, 20]


def test_regression_is_split_by_quantile():
    y = np.random.default_rng(3).exponential(size=1000)
    for _, y_s in train_dev_test_split(numbered(1000), y, rng=0):
        counts, _ = np.histogram(y_s, np.quantile(y, np.linspace(0, 1, 11)))
        assert np.abs(counts - y_s.size / 10).max() <= 1


@pytest.mark.parametrize("kind", ["column", "one-hot", "float", "bool"])
def test_targets_of_other_shapes_are_stratified_too(kind):
    labels = np.repeat([0, 1], [90, 10])
    y = {
        "column": labels[:, np.newaxis],
        "one-hot": np.eye(2)[labels],
        "float": labels / 2,
        "bool": labels == 1,
    }[kind]
    for X_s, y_s in train_dev_test_split(numbered(100), y, (0.5, 0.3, 0.2), rng=0):
        np.testing.assert_array_equal(y_s, y[X_s[:, 0].astype(int)])
        assert y_s.dtype == y.dtype
        assert labels[X_s[:, 0].astype(int)].sum() == len(X_s) / 10


@pytest.mark.parametrize("y", [RNG.normal(size=(20, 3)), RNG.integers(0, 2, (20, 3)) * 1.0])
def test_other_targets_are_only_shuffled(y):
    sets = train_dev_test_split(numbered(20), y, (0.5, 0.5), rng=0)
    assert [len(y_s) for _, y_s in sets] == [10, 10]
    assert sorted(sum(members(sets), [])) == list(range(20))
    X_s, y_s = sets[0]
    np.testing.assert_array_equal(y_s, y[X_s[:, 0].astype(int)])
    assert sorted(members(sets)[0]) != list(range(10))


def test_rows_of_a_set_are_in_random_order():
    (X_train, y_train), _ = train_dev_test_split(
        numbered(200), np.repeat([0, 1], 100), (0.5, 0.5), rng=0
    )
    assert 20 < np.count_nonzero(np.diff(y_train)) < 80  # 0 or 1 if sorted
    up = np.count_nonzero(np.diff(X_train[:, 0]) > 0)
    assert 20 < up < 80  # 99 in the original order


def test_which_examples_a_set_gets_is_random():
    y = np.repeat([0, 1], 50)
    sets = [train_dev_test_split(numbered(100), y, rng=seed) for seed in range(200)]
    tested = np.bincount(np.array([s[2][0][:, 0] for s in sets]).astype(int).ravel(), minlength=100)
    assert tested.min() > 15  # 40 on average, with a standard deviation of 5.7
    assert tested.max() < 65


def test_same_seed_same_split():
    X, y = numbered(50), RNG.integers(0, 3, 50)
    one, again = (
        members(train_dev_test_split(X, y, rng=5)),
        members(train_dev_test_split(X, y, rng=5)),
    )
    assert one == again
    assert one == members(train_dev_test_split(X, y, rng=np.random.default_rng(5)))
    assert one != members(train_dev_test_split(X, y, rng=6))


def test_split_takes_images_and_keeps_dtypes_and_inputs():
    X, y = RNG.integers(0, 255, (20, 3, 4)).astype(np.uint8), np.arange(20) % 2
    before = X.copy(), y.copy()
    for X_s, y_s in train_dev_test_split(X, y, rng=0):
        assert X_s.shape[1:] == (3, 4)
        assert X_s.dtype == np.uint8
        X_s[:], y_s[:] = 0, 0
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


# Images


def test_flip_horizontal_mirrors_left_and_right():
    flipped = flip_images([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [0, 0, 1]]])
    np.testing.assert_array_equal(flipped, [[[3, 2, 1], [6, 5, 4]], [[9, 8, 7], [1, 0, 0]]])


def test_flip_vertical_mirrors_top_and_bottom():
    flipped = flip_images([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [0, 0, 1]]], "vertical")
    np.testing.assert_array_equal(flipped, [[[4, 5, 6], [1, 2, 3]], [[0, 0, 1], [7, 8, 9]]])


def test_shift_by_whole_pixels_moves_them():
    np.testing.assert_array_equal(
        shift_images(NUMBERED, 1, -2), [[[0, 0, 0, 0], [3, 4, 0, 0], [7, 8, 0, 0]]]
    )


@pytest.mark.parametrize("far", [4, -4, 4.5, 1e6, -1e300])
def test_shift_beyond_the_frame_leaves_nothing(far):
    assert not shift_images(NUMBERED, far, 0).any()
    assert not shift_images(NUMBERED, 0, far).any()


def test_shift_by_a_fraction_shares_a_pixel_out_also_at_the_border():
    """A quarter down and half right: what lies beyond the border is 0, not the border again."""
    image = np.zeros((1, 3, 3))
    image[0, 0, 0] = 8
    np.testing.assert_allclose(
        shift_images(image, 0.25, 0.5), [[[3, 3, 0], [1, 1, 0], [0, 0, 0]]], atol=1e-15
    )
    np.testing.assert_allclose(shift_images(image, -0.25, 0)[0, 0], [6, 0, 0], atol=1e-15)


@pytest.mark.parametrize("quarters", range(-4, 5))
@pytest.mark.parametrize("images", [GREY[:, :, :4], COLOUR[:, :, :4]], ids=["grey", "colour"])
def test_rotating_square_images_by_quarters_is_rot90(images, quarters):
    """numpy.rot90 turns the first axis towards the second: counter-clockwise on the screen."""
    np.testing.assert_allclose(
        rotate_images(images, 90 * quarters), np.rot90(images, quarters, axes=(1, 2)), atol=1e-14
    )


def test_rotation_keeps_the_shape_and_lets_zeros_in():
    turned = rotate_images(NUMBERED + 100, 90)
    assert turned.shape == (1, 3, 4)
    # 4 x 3 is centred on 3 x 4, so that its columns lie between the old ones.
    assert turned[0, 0, 0] < 60
    assert turned[0, 1, 2] > 100
    corners = rotate_images(np.ones((1, 9, 9)), 45)[0][[0, 0, -1, -1], [0, -1, 0, -1]]
    np.testing.assert_array_equal(corners, 0)


def test_a_small_turn_counter_clockwise_lowers_the_left():
    """A row of ones through the centre: its left end goes down, its right end up."""
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


def test_blur_keeps_an_even_grey_to_the_border_and_0_changes_nothing():
    np.testing.assert_allclose(blur_images(np.full((2, 5, 6), 0.7), 2), 0.7, rtol=1e-14)
    np.testing.assert_array_equal(blur_images(GREY, 0), GREY)


@pytest.mark.parametrize("images", [GREY, COLOUR], ids=["grey", "colour"])
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


# All of them

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


@pytest.mark.parametrize("images", [GREY, COLOUR], ids=["grey", "colour"])
@pytest.mark.parametrize("change", CHANGES)
def test_shape_stays_and_nothing_is_written_to(change, images):
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
def test_dtype_of_images(change):
    images = RNG.integers(0, 256, (3, 4, 5)).astype(np.uint8)
    of_whole, of_float32 = CHANGES[change](images), CHANGES[change](images.astype(np.float32))
    of_float64 = CHANGES[change](images.astype(np.float64))
    assert of_float32.dtype == np.float32
    assert of_float64.dtype == np.float64
    assert of_whole.dtype == (np.uint8 if change in MOVERS else np.float64)
    np.testing.assert_array_equal(of_whole, of_float64)
    np.testing.assert_allclose(of_float32, of_float64, atol=1e-4)


@pytest.mark.parametrize("change", ["shift", "rotate", "blur", "contrast", "flip"])
def test_images_and_channels_are_changed_apart(change):
    """What happens to one image or channel does not depend on the others."""
    alone = CHANGES[change](COLOUR[1:2])
    np.testing.assert_allclose(CHANGES[change](COLOUR)[1:2], alone, atol=1e-14)
    if change != "contrast":
        red = CHANGES[change](COLOUR[:, :, :, 0])
        np.testing.assert_allclose(CHANGES[change](COLOUR)[..., 0], red, atol=1e-14)


# Rows of X


def test_flattened_grey_images_are_read_column_by_column():
    images = np.array([[[1, 3, 5], [2, 4, 6]], [[7, 9, 11], [8, 10, 12]]])
    X = flatten_images(images)
    np.testing.assert_array_equal(X, [range(1, 7), range(7, 13)])
    assert X.flags.c_contiguous
    np.testing.assert_array_equal(X.reshape(images.shape, order="F"), images)


@pytest.mark.skipif(OCTAVE is None, reason="needs octave-cli or octave")
def test_flattened_colour_images_are_octaves():
    """Octave builds image i of 3 x 4 x 2 as 1000 i + 100 row + 10 column + channel."""
    code = """
        for i = 1:2
          for r = 1:3 for c = 1:4 for k = 1:2
            image(r, c, k) = 1000 * i + 100 * r + 10 * c + k;
          end end end
          printf("%d ", image(:));
          printf("%d ", image(:, :, 1)(:));
        end
    """
    command = [OCTAVE, "--no-init-file", "--quiet", "--eval", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    octave = np.array(done.stdout.split(), dtype=int).reshape(2, 36)
    i, r, c, k = np.meshgrid([1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2], indexing="ij")
    images = 1000 * i + 100 * r + 10 * c + k
    np.testing.assert_array_equal(flatten_images(images), octave[:, :24])
    np.testing.assert_array_equal(flatten_images(images[..., 0]), octave[:, 24:])


# What goes wrong

NAN, INF = [[1.0, np.nan]], [[np.inf, 1.0]]
NAN_IMAGE = np.full((1, 2, 2), np.nan)
X10, Y10 = np.ones((10, 2)), np.arange(10) % 2
split = train_dev_test_split

BAD = {
    "normalise a vector": ("X", "np.newaxis", feature_normalize, [1.0, 2.0]),
    "normalise images": ("X", "(3, 4, 5)", feature_normalize, GREY),
    "normalise nothing": ("X", "(0, 3)", feature_normalize, np.ones((0, 3))),
    "normalise no features": ("X", "(3, 0)", feature_normalize, np.ones((3, 0))),
    "normalise NaN": ("X", "[0, 1]", feature_normalize, NAN),
    "normalise infinity": ("X", "[0, 0]", feature_normalize, INF),
    "normalise text": ("X", "real numbers", feature_normalize, [["a"]]),
    "normalise ragged": ("X", "unequal", feature_normalize, [[1.0], [1.0, 2.0]]),
    "normalise masked": ("X", "masked", feature_normalize, np.ma.ones((2, 2))),
    "split of other lengths": ("y", "(9,)", split, X10, Y10[:-1]),
    "split of a row": ("y", "y.T", split, X10, Y10[np.newaxis]),
    "split of a cube": ("y", "(10, 1, 1)", split, X10, Y10.reshape(10, 1, 1)),
    "split of a number": ("y", "()", split, X10, 1),
    "split of empty targets": ("y", "(10, 0)", split, X10, np.ones((10, 0))),
    "split of NaN": ("y", "NaN", split, X10, [np.nan] + [1.0] * 9),
    "split of text": ("y", "real numbers", split, X10, ["a"] * 10),
    "split without y": ("y", "NoneType", split, X10, None),
    "split of no examples": ("X", "(0, 2)", split, np.ones((0, 2)), []),
    "split of a lone number": ("X", "()", split, 3.0, [1]),
    "split of too few": ("X", "set 2 of 3", split, X10[:2], Y10[:2]),
    "split of so few": ("X", "3 examples", split, X10[:3], Y10[:3], (0.98, 0.01, 0.01)),
    "fractions sum to less": ("fractions", "(0.6, 0.2)", split, X10, Y10, (0.6, 0.2)),
    "fractions sum to more": ("fractions", "sum to 1", split, X10, Y10, (0.9, 0.2)),
    "fractions in percent": ("fractions", "(60, 20, 20)", split, X10, Y10, (60, 20, 20)),
    "one fraction": ("fractions", "two or more", split, X10, Y10, (1.0,)),
    "no fraction": ("fractions", "two or more", split, X10, Y10, ()),
    "a fraction of 0": ("fractions", "positive", split, X10, Y10, (1.0, 0.0)),
    "a negative fraction": ("fractions", "positive", split, X10, Y10, (1.2, -0.2)),
    "a fraction of NaN": ("fractions", "nan", split, X10, Y10, (0.5, np.nan)),
    "fractions a number": ("fractions", "0.6", split, X10, Y10, 0.6),
    "fractions text": ("fractions", "real numbers", split, X10, Y10, ("a", "b")),
    "one-hot beyond K": ("y", "found 3", one_hot, [0, 3], 3),
    "one-hot from 1": ("y", "labels_from_octave", one_hot, [1, 3], 3),
    "one-hot negative": ("y", "-1", one_hot, [-1, 0], 3),
    "one-hot of fractions": ("y", "0.5", one_hot, [0.5], 3),
    "one-hot of one-hot": ("y", "(2, 2)", one_hot, np.eye(2), 2),
    "one-hot of no classes": ("K", "0", one_hot, [0], 0),
    "one-hot swapped": ("K", "whole number", one_hot, 3, [0, 1]),
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


def refused(argument, word, function, *args, **kwargs):
    with pytest.raises((ValueError, TypeError)) as caught:
        function(*args, **kwargs)
    message = str(caught.value)
    assert message.startswith(f"{argument}: "), message
    assert "\n" not in message
    assert word in message


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
def test_what_are_no_images_is_refused(name, images, word):
    refused("images", word, getattr(nnfunc, name), images, *ON_IMAGES[name])


@pytest.mark.parametrize("rng", ["seed", 1.5, -1, True])
def test_split_refuses_a_bad_seed(rng):
    refused("rng", "seed", split, X10, Y10, rng=rng)
