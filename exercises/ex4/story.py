"""A classifier of handwritten digits: its cost, its gradient and its training."""
# %% [markdown]
# # Neural networks: learning
#
# Five thousand handwritten digits, a network of 400 inputs, 25 hidden units and 10 outputs, and the
# way from a cost function to a trained classifier. Run the whole story with
# `python -m exercises run ex4`, or cell by cell in an editor that supports `# %%`.

# %%
import sys

import matplotlib.pyplot as plt
import numpy as np

sys.path.append("../..")  # for notebooks, which run in this file's folder

from exercises.data import load_digits, load_digits_weights, split_digits
from exercises.options import non_negative, whole
from exercises.story import (
    keep_picture,
    show_pictures,
    step,
    story_library,
    story_options,
    story_parser,
)

# BFGS and SLSQP are missing because they store an n x n matrix, and n is 10,285 here.
METHODS = ["L-BFGS-B", "CG", "TNC", "Newton-CG", "trust-ncg", "trust-krylov", "trust-constr"]

parser = story_parser("ex4", "Train a classifier of handwritten digits, step by step.")
parser.add_argument(
    "--lambda", dest="lambda_", type=non_negative, default=1.0, help="regularisation (default: 1)"
)
parser.add_argument(
    "--max-iter", type=whole(1), default=100, help="iterations of the training (default: 100)"
)
parser.add_argument("--hidden", type=whole(1), default=25, help="hidden units (default: 25)")
parser.add_argument(
    "--method", choices=METHODS, default="L-BFGS-B", help="SciPy's optimiser (default: L-BFGS-B)"
)
options = story_options(parser)
nn = story_library(options)
rng = np.random.default_rng(options.seed)
print(f"Pictures go to {options.figures}.")

# %% [markdown]
# ## 1. The data
# Each row of X is an image of 20 x 20 pixels, unrolled column by column. Expect a hundred upright
# digits.

# %%
step("1. A hundred of the 5,000 digits")
X, y = load_digits()
chosen = rng.choice(len(y), 100, replace=False)
print(f"X is {X.shape[0]} x {X.shape[1]}, the labels are {y.min()}..{y.max()}.")
keep_picture(options, nn.display_data(X[chosen]).figure, "digits")

# %% [markdown]
# ## 2. The cost of given weights
# The weights that ship with the exercise were trained with lambda = 1. Their cost is known, so you
# can check J before you have a gradient.

# %%
step("2. Feedforward and the cost")
layers = (400, 25, 10)
theta_vec = nn.unroll(load_digits_weights())
EXPECTED = {0.0: 0.119823, 1.0: 0.306947}
for lambda_, expected in EXPECTED.items():
    J, _ = nn.cost_function(theta_vec, layers, X, y, lambda_)
    print(f"lambda = {lambda_:g}: J = {J:.6f} (expected: {expected:.6f})")
print(f"These weights get {100 * nn.accuracy(theta_vec, layers, X, y):.2f} % of the digits right.")

# %% [markdown]
# ## 3. The sigmoid's gradient
# g'(z) = g(z) (1 - g(z)) is largest at z = 0, where it is 1/4, and falls off symmetrically.

# %%
step("3. The sigmoid's gradient")
z = np.array([-1, -0.5, 0, 0.5, 1])
print("z     ", *(f"{value:9.2f}" for value in z))
print("g'(z) ", *(f"{value:9.6f}" for value in nn.sigmoid_gradient(z)))
print("Expected: 0.25 in the middle, and the same values on both sides.")

# %% [markdown]
# ## 4. Is backpropagation right?
# For a small network with fixed weights, compare each partial derivative from backpropagation with
# its estimate (J(theta + eps) - J(theta - eps)) / (2 eps). The two columns should agree, with a
# relative difference below 1e-9. The check takes two evaluations for every weight, so it is not
# used during training.

# %%
step("4. Checking the gradient, with lambda = 3")
small = (3, 5, 3)
small_theta = nn.unroll([nn.debug_initialize_weights(3, 5), nn.debug_initialize_weights(5, 3)])
small_X = nn.debug_initialize_weights(2, 5)
small_args = (small, small_X, np.arange(1, 6) % 3, 3.0)
_, grad_vec = nn.cost_function(small_theta, *small_args)
grad_approx = nn.compute_numerical_gradient(
    lambda theta: nn.cost_function(theta, *small_args)[0], small_theta
)
print("   numerical   backpropagation")
for pair in zip(grad_approx, grad_vec):
    print("{:12.8f} {:17.8f}".format(*pair))
difference = nn.check_gradients(nn.cost_function, small_theta, small_args)
print(f"Relative difference: {difference:.2e} (expected: below 1e-9)")

# %% [markdown]
# ## 5. Training
# Training starts from small random weights, which break the symmetry of the hidden units. `fminunc`
# passes the cost function to SciPy. A fifth of the digits is held out, to test the network on
# digits that it has never seen.

# %%
step("5. Training")
(X_train, y_train), (X_test, y_test) = split_digits(X, y)
layers = (400, options.hidden, 10)
args = (layers, X_train, y_train, options.lambda_)
print(
    f"{options.method}, {options.max_iter} iterations, lambda = {options.lambda_:g}, "
    f"layers {'-'.join(map(str, layers))}, {len(y_train)} digits"
)
result = nn.fminunc(
    nn.cost_function,
    nn.unroll(
        [
            nn.rand_initialize_weights(fan_in, fan_out, rng=rng)
            for fan_in, fan_out in zip(layers, layers[1:])
        ]
    ),
    args,
    method=options.method,
    max_iter=options.max_iter,
    hessp=nn.hessian_vector_product if options.method.startswith(("Newton", "trust")) else None,
    progress=True,
)
print(f"J fell from {result.history[0]:.4f} to {result.fun:.4f} in {result.nit} iterations.")
print(f"SciPy says: {result.message}")

# %% [markdown]
# ## 6. How good is it?
# Expect over 95 % of the training digits to be right, and slightly fewer of the others: the
# difference is overfitting.

# %%
step("6. Accuracy")
print(f"training digits: {100 * nn.accuracy(result.x, layers, X_train, y_train):6.2f} %")
print(f"held-out digits: {100 * nn.accuracy(result.x, layers, X_test, y_test):6.2f} %")

# %% [markdown]
# ## 7. What the hidden units look for
# The weights from the pixels to one hidden unit form an image: bright where ink raises the unit's
# activation, dark where ink lowers it. Expect strokes and blobs in the noise; the larger lambda is,
# the smoother they are.

# %%
step("7. The hidden units as images")
Theta1, Theta2 = nn.reshape_params(result.x, layers)
keep_picture(options, nn.display_data(Theta1[:, 1:]).figure, "hidden_units")

# %% [markdown]
# ## 8. The convergence curve
# J after every iteration. Expect it to fall steeply, then more and more slowly, and never to rise
# much.

# %%
step("8. The convergence curve")
figure, ax = plt.subplots(layout="tight")
ax.plot(result.history)
ax.set(xlabel="iteration", ylabel="J", yscale="log", title=f"{options.method} on the digits")
keep_picture(options, figure, "convergence")
show_pictures(options)
