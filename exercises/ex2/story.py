"""One unit: its cost, its gradient and its training, and points that no line can separate."""
# %% [markdown]
# # Logistic regression, the network of one unit
#
# A weighted sum, a sigmoid, a cost, a gradient, an optimiser: everything that a large network has,
# in its smallest form. Run the whole story with `python -m exercises run ex2`, or cell by cell in
# an editor that supports `# %%`.

# %%
import sys
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np

sys.path.append("../..")  # for notebooks, which run in this file's folder

from exercises.data import load_digits, load_rings, split_digits
from exercises.ex2 import solution
from exercises.options import non_negative, whole
from exercises.story import (
    keep_picture,
    show_pictures,
    step,
    story_library,
    story_options,
    story_parser,
)

parser = story_parser("ex2", "Teach a single unit to recognise a zero, and see its limits.")
parser.add_argument(
    "--lambda", dest="lambda_", type=non_negative, default=1.0, help="regularisation (default: 1)"
)
parser.add_argument(
    "--max-iter", type=whole(1), default=200, help="iterations of the training (default: 200)"
)
options = story_options(parser)
nn = story_library(options, solution)
rng = np.random.default_rng(options.seed)
print(f"Pictures go to {options.figures}.")

# %% [markdown]
# ## 1. The sigmoid
# g(z) maps any number to a number between 0 and 1. Expect 0.5 in the middle, and pairs that sum to
# 1: g(-z) = 1 - g(z).

# %%
step("1. The sigmoid")
z = np.array([-5.0, -1.0, 0.0, 1.0, 5.0])
print("z    ", *(f"{value:9.1f}" for value in z))
print("g(z) ", *(f"{value:9.6f}" for value in nn.sigmoid(z)))

# %% [markdown]
# ## 2. Is this digit a zero?
# Of the 5,000 digits, 500 are zeros. In this story the label is 1 for a zero and 0 for any other
# digit. Always answering "no" is right nine times out of ten, so only an accuracy above 90 % means
# something.

# %%
step("2. The data: 500 zeros, 4,500 other digits")
X, digits = load_digits()
(X_train, digits_train), (X_test, digits_test) = split_digits(X, digits)
y_train, y_test = (digits_train == 0).astype(int), (digits_test == 0).astype(int)
network = (X.shape[1], 1)
print(f"X is {X.shape[0]} x {X.shape[1]}; the network is {network}, one weight for each pixel.")
print(f"{len(y_train)} digits to learn from, {len(y_test)} held out.")

# %% [markdown]
# ## 3. The cost and the gradient where all weights are zero
# With zero weights every h is 1/2, whatever the image, so J = log 2 = 0.693147. db is the mean of
# 1/2 - y, which is 0.4 when a tenth of the digits are zeros. The numerical check moves one
# parameter at a time, so it uses a small problem: ten pixels of a hundred digits.

# %%
step("3. J and its gradient at zero weights")
theta_zero = np.zeros(network[0] + 1)
J, grad_vec = nn.cost_function(theta_zero, network, X_train, y_train)
print(f"J  = {J:.6f} (expected: {np.log(2):.6f}, the log of 2)")
print(f"db = {grad_vec[0]:.6f} (expected: 0.400000)")
few = X_train[::40, 180:190]  # ten pixels from the middle, of a hundred digits
some = rng.normal(size=11)
difference = nn.check_gradients(nn.cost_function, some, ((10, 1), few, y_train[::40], 2.0))
print(f"Relative difference from a numerical gradient: {difference:.1e} (expected: below 1e-9)")

# %% [markdown]
# ## 4. The loop and the vectorised form
# The same numbers twice: once example by example, as the formulas are written, and once for all
# examples at once, with NumPy's matrix products. How much faster the second is depends on your
# computer; expect a factor of ten or more.

# %%
step("4. A loop over 4,000 examples, and the vectorised form")


def time_of(cost_function, theta_vec):
    seconds = []
    for _ in range(3):
        begin = perf_counter()
        result = cost_function(theta_vec, network, X_train, y_train)
        seconds.append(perf_counter() - begin)
    return min(seconds), *result


theta_vec = 0.1 * rng.normal(size=theta_zero.size)
slow, J_loop, grad_loop = time_of(nn.cost_function_loop, theta_vec)
fast, J, grad_vec = time_of(nn.cost_function, theta_vec)
print(f"loop:       J = {J_loop:.6f} in {1000 * slow:8.2f} ms")
print(f"vectorised: J = {J:.6f} in {1000 * fast:8.2f} ms, {slow / fast:.0f} times faster")
print(f"Largest difference between the gradients: {np.abs(grad_vec - grad_loop).max():.1e}")

# %% [markdown]
# ## 5. Training
# `fminunc` passes J and its gradient to SciPy's L-BFGS-B. With a single unit J is convex, so
# training may start from zero weights and still find the minimum. (With --lambda 0 there is no
# minimum: the weights keep growing until h rounds to 1 and log(1 - h) fails. The library computes J
# from z and continues; a J written as in the formula becomes NaN.)

# %%
step("5. Training")
result = nn.fminunc(
    nn.cost_function,
    theta_zero,
    (network, X_train, y_train, options.lambda_),
    max_iter=options.max_iter,
    progress=True,
)
print(f"lambda = {options.lambda_:g}: J fell from {result.history[0]:.4f} to {result.fun:.4f}")
for name, X_part, y_part in (("training", X_train, y_train), ("held-out", X_test, y_test)):
    right = nn.predict(result.x, network, X_part) == y_part
    print(f"{name} digits: {100 * np.mean(right):6.2f} % (always 'no': 90.00 %)")

# %% [markdown]
# ## 6. What the unit looks for
# Its 400 weights form an image: bright where ink is evidence for a zero, dark where it is evidence
# against one. Expect a dark spot in the middle, where a zero has its hole. The other two pictures
# show the held-out digits with the highest h, and those that the unit got wrong.

# %%
step("6. The weights as an image, the surest digits and the wrong ones")
h = nn.hypothesis(result.x, network, X_test)[:, 0]
wrong = np.flatnonzero((h >= 0.5) != y_test)
sure = np.argsort(-h)[:16]
figure, axes = plt.subplots(1, 3, figsize=(12, 4.4), layout="tight")
nn.display_data(result.x[1:], ax=axes[0])
nn.display_data(X_test[sure], ax=axes[1])
axes[0].set_title("the weights")
axes[1].set_title("most like a zero")
axes[2].set_axis_off()
if wrong.size:
    nn.display_data(X_test[wrong[:16]], ax=axes[2])
axes[2].set_title(f"wrong ({wrong.size} of {len(y_test)})")
keep_picture(options, figure, "zero_or_not")

# %% [markdown]
# ## 7. A straight line
# With two features the border between the classes can be drawn: h = 1/2 where
# z = b + w1 x1 + w2 x2 = 0, which is a straight line. It suits two clouds of points. The shading
# shows h; expect the line between the clouds, and a few points on the wrong side.

# %%
step("7. Two clouds, and the line between them")


def draw_border(ax, theta_vec, X, y, features, title):
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    x1, x2 = np.meshgrid(np.linspace(low[0], high[0], 200), np.linspace(low[1], high[1], 200))
    grid = features(np.column_stack([x1.ravel(), x2.ravel()]))
    h = nn.hypothesis(theta_vec, (grid.shape[1], 1), grid).reshape(x1.shape)
    ax.contourf(x1, x2, h, levels=np.linspace(0, 1, 11), cmap="RdBu", alpha=0.5)
    ax.contour(x1, x2, h, levels=[0.5], colors="black")
    for label, marker, colour in ((0, "o", "firebrick"), (1, "^", "navy")):
        ax.scatter(*X[y == label].T, s=18, marker=marker, color=colour, label=f"y = {label}")
    ax.set(xlabel="x1", ylabel="x2", title=title, aspect="equal")
    ax.legend(loc="upper left")


def train_on(X, y, features):
    F = features(X)
    network = (F.shape[1], 1)
    theta_vec = nn.fminunc(nn.cost_function, np.zeros(network[0] + 1), (network, F, y, 0.1)).x
    return theta_vec, np.mean(nn.predict(theta_vec, network, F) == y)


def as_they_are(X):
    return X


clouds = np.vstack([rng.normal([-1.2, -0.4], 0.8, (100, 2)), rng.normal([1.2, 0.8], 0.8, (100, 2))])
cloud = np.repeat([0, 1], 100)
theta_vec, share = train_on(clouds, cloud, as_they_are)
b, w1, w2 = theta_vec
print(f"{b:.2f} + {w1:.2f} x1 + {w2:.2f} x2 = 0: {100 * share:.1f} % on the right side")
figure, ax = plt.subplots(figsize=(6, 5), layout="tight")
draw_border(ax, theta_vec, clouds, cloud, as_they_are, f"{100 * share:.1f} % right")
keep_picture(options, figure, "line")

# %% [markdown]
# ## 8. What no line can separate
# No straight line separates a disc from the ring around it, and the trained unit is no better than
# a guess: expect about 50 %. With x1^2 and x2^2 as two more features the border can bend, and the
# unit is nearly always right. Hidden units, from the next exercise on, find such features
# themselves.

# %%
step("8. A disc and a ring")


def with_squares(X):
    return np.column_stack([X, X**2])


rings, ring = load_rings()
figure, axes = plt.subplots(1, 2, figsize=(11, 5), layout="tight")
for ax, features, title in (
    (axes[0], as_they_are, "x1 and x2"),
    (axes[1], with_squares, "x1, x2 and their squares"),
):
    theta_vec, share = train_on(rings, ring, features)
    print(f"{title + ':':26} {100 * share:6.1f} % right")
    draw_border(ax, theta_vec, rings, ring, features, f"{title}: {100 * share:.1f} % right")
keep_picture(options, figure, "rings")
show_pictures(options)
