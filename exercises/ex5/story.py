"""Activations, initialisation, normalisation and regularisation, each in a picture."""
# %% [markdown]
# # What makes a network learn well
#
# Which activation and which initial weights to choose, what to do with the inputs, and how to keep
# a network from memorising its examples. Each step is a small experiment with a picture. Run the
# whole story with `python -m exercises run ex5`, or cell by cell in an editor that supports `# %%`.

# %%
import sys

import matplotlib.pyplot as plt
import numpy as np

sys.path.append("../..")  # for notebooks, which run in this file's folder

from exercises.data import load_auto_mpg, load_digits, load_rings
from exercises.ex5 import solution
from exercises.story import (
    keep_picture,
    one_thread,
    show_pictures,
    step,
    story_library,
    story_options,
    story_parser,
)

parser = story_parser("ex5", "See what activations, initial weights and regularisation do.")
options = story_options(parser)
nn = story_library(options, solution)
rng = np.random.default_rng(options.seed)
one_thread()
print(f"Pictures go to {options.figures}.")

# %% [markdown]
# ## 1. The activations and their gradients
# On the left g(z), on the right its slope g'(z). The slope of the sigmoid is never above 1/4. The
# slope of tanh reaches 1, but only near z = 0. The slope of the ReLU is 1 wherever z > 0. The leaky
# ReLU has a small slope (0.01) where that of the ReLU is 0.

# %%
step("1. Activations and their gradients")
activations = {
    "sigmoid": (nn.sigmoid, nn.sigmoid_gradient),
    "tanh": (nn.tanh, nn.tanh_gradient),
    "relu": (nn.relu, nn.relu_gradient),
    "leaky_relu": (nn.leaky_relu, nn.leaky_relu_gradient),
    "linear": (nn.linear, nn.linear_gradient),
}
print(f"{'':10}   g(-2)    g(0)    g(2)   g'(-2)   g'(0)   g'(2)")
z = np.array([-2.0, 0.0, 2.0])
for name, (g, g_gradient) in activations.items():
    numbers = (*g(z), *g_gradient(z))
    print(f"{name:10}", *(f"{number:7.4f}" for number in numbers))

# %%
z = np.linspace(-4, 4, 401)
figure, axes = plt.subplots(1, 2, figsize=(11, 4.5), layout="tight")
for (name, functions), style in zip(activations.items(), ("-", "-", "-", "--", ":")):
    for ax, function in zip(axes, functions):
        ax.plot(z, function(z), style, label=name, linewidth=2)
axes[0].set(title="activation g(z)", xlabel="z", ylabel="g(z)", ylim=(-1.5, 2.5))
axes[1].set(title="its gradient g'(z)", xlabel="z", ylabel="g'(z)")
for ax in axes:
    ax.grid(alpha=0.3)
axes[0].legend()
keep_picture(options, figure, "activations")

# %% [markdown]
# The softmax is for the output layer: it turns a whole row into a distribution. Only the
# differences between the z matter. Expect the same numbers twice, with the sum 1.

# %%
for z in (np.array([1.0, 2.0, 3.0]), np.array([1001.0, 1002.0, 1003.0])):
    a = nn.softmax(z)
    print(f"softmax of {z[0]:g}, {z[1]:g}, {z[2]:g}:", *(f"{a_k:.4f}" for a_k in a), end="; ")
    print(f"sum {a.sum():.4f}")

# %% [markdown]
# ## 2. Saturation
# A hundred inputs of variance 1 feed a layer of sigmoids. The larger the weights, the further z is
# from 0, and the more activations are near 0 or 1. There g' is almost 0, and so is everything that
# the backward pass multiplies by it. Expect one peak in the middle, then two peaks at the ends, and
# a mean slope that falls from almost 1/4.

# %%
step("2. Saturated sigmoids")
z = np.array([0.0, 2.0, 5.0, 10.0])
print("z     ", *(f"{value:9g}" for value in z))
print("g'(z) ", *(f"{slope:9.6f}" for slope in nn.sigmoid_gradient(z)))
X = rng.normal(size=(300, 100))
figure, axes = plt.subplots(1, 3, figsize=(12, 4), layout="tight", sharey=True)
for ax, spread in zip(axes, (0.5, 3, 15)):
    Z = X @ rng.normal(0, spread / np.sqrt(100), (100, 100))
    slope = nn.sigmoid_gradient(Z).mean()
    print(f"z of standard deviation {spread:4g}: mean of g'(z) = {slope:.4f}")
    ax.hist(nn.sigmoid(Z).ravel(), bins=40, range=(0, 1), density=True)
    ax.set(title=f"z of standard deviation {spread:g}:\nmean slope {slope:.3f}", xlabel="a = g(z)")
axes[0].set(ylabel="density of the activations", yscale="log")
keep_picture(options, figure, "saturation")

# %% [markdown]
# ## 3. Why not leave the activations out?
# With g(z) = z, several layers compute Theta(3) (Theta(2) (Theta(1) x)), and a product of matrices
# is one matrix: depth gains nothing. This includes the biases if each Theta gets a row (1 0 ... 0)
# on top, which passes the bias unit on. Expect a difference of rounding errors only.


# %%
def collapse(thetas):
    """Multiply the Thetas of linear layers to get the Theta of a single layer."""
    product = thetas[0]
    for Theta in thetas[1:]:
        first = np.eye(1, product.shape[1])
        product = Theta @ np.vstack([first, product])
    return product


def initial_weights(layers, scheme="epsilon", *, epsilon=0.12, rng=rng):
    """Draw all the weights of a network, one Theta after the other, unrolled."""
    rng = np.random.default_rng(rng)
    return nn.unroll(
        [
            nn.rand_initialize_weights(fan_in, fan_out, scheme, epsilon=epsilon, rng=rng)
            for fan_in, fan_out in zip(layers, layers[1:])
        ]
    )


step("3. A deep linear network is one layer")
deep = nn.Network((4, 6, 5, 3), hidden="linear", output="linear")
theta_vec = initial_weights(deep.layer_sizes, epsilon=1.0)
X = rng.normal(size=(100, 4))
single = nn.Network((4, 3), output="linear")
Theta = collapse(nn.reshape_params(theta_vec, deep))
h_deep, h_single = nn.hypothesis(theta_vec, deep, X), nn.hypothesis(nn.unroll([Theta]), single, X)
print(f"{deep}, {deep.n_params} weights, and {single}, {single.n_params} weights:")
print(f"largest difference between the outputs: {abs(h_deep - h_single).max():.1e} (rounding)")

# %% [markdown]
# ## 4. A disc and a ring
# With a sigmoid at the end, a network with linear hidden layers is a logistic regression, and its
# decision border is a straight line. Trained to the minimum on a disc and the ring around it, both
# should find the same useless line; a network with one tanh layer draws its border around the disc.
# (It is slightly regularised, because its weights would grow without bound otherwise.)

# %%
step("4. A disc and a ring, which no line separates")
X_rings, y_rings = load_rings()
networks = {  # name: (network, lambda)
    "logistic regression": (nn.Network((2, 1)), 0.0),
    "3 linear hidden layers": (nn.Network((2, 4, 4, 4, 1), hidden="linear"), 0.0),
    "1 tanh hidden layer": (nn.Network((2, 6, 1), hidden="tanh"), 0.1),
}
trained = {}
for name, (network, lambda_) in networks.items():
    start = initial_weights(network.layer_sizes, "glorot")
    args = (network, X_rings, y_rings, lambda_)
    result = nn.fminunc(nn.cost_function, start, args, gtol=1e-8, ftol=1e-14)
    trained[name] = result.x
    right = 100 * nn.accuracy(result.x, network, X_rings, y_rings)
    print(f"{name:22}: J = {result.fun:.6f}, {right:5.1f} % right")
for name in list(networks)[:2]:
    (line,) = collapse(nn.reshape_params(trained[name], networks[name][0]))
    print(f"{name:22}: z = {line[0]:.4f} {line[1]:+.4f} x1 {line[2]:+.4f} x2")


# %%
def draw_regions(ax, theta_vec, network, X, y, title):
    low, high = X.min(axis=0), X.max(axis=0)
    margin = 0.1 * (high - low)
    across, up = np.meshgrid(*np.linspace(low - margin, high + margin, 150).T)
    h = nn.hypothesis(theta_vec, network, np.column_stack([across.ravel(), up.ravel()]))
    h = h.reshape(across.shape)
    ax.contourf(across, up, h, levels=np.linspace(0, 1, 21), cmap="RdBu_r", alpha=0.5)
    ax.contour(across, up, h, levels=[0.5], colors="black", linewidths=2)
    for k, colour in ((0, "navy"), (1, "darkred")):
        ax.plot(*X[y == k].T, ".", color=colour, markersize=4, label=f"y = {k}")
    ax.set(title=title, xlabel="x1", ylabel="x2", aspect="equal")


figure, axes = plt.subplots(1, 3, figsize=(13, 4.6), layout="tight")
for ax, (name, (network, _)) in zip(axes, networks.items()):
    draw_regions(ax, trained[name], network, X_rings, y_rings, name)
axes[0].legend(loc="upper right")
keep_picture(options, figure, "rings")

# %% [markdown]
# ## 5. Symmetry
# Hidden units that start equal remain identical: they compute the same activation, so they get the
# same delta and take the same step. The rows of D(1) are equal, and so are the columns of D(2), one
# for each hidden unit: four units do the work of one. Zeros are even worse: no error gets back
# through Theta(2) = 0, and with as many labels 1 as 0 nothing changes at all. Random weights break
# the symmetry. Expect four lines on top of each other in the first two pictures, and four separate
# lines in the third.


# %%
def spread(rows):
    """Largest difference between the first row and the others, one row for each hidden unit."""
    return abs(rows - rows[0]).max()


step("5. Zero, constant and random weights")
network = nn.Network((2, 4, 1))
args = (network, X_rings, y_rings)
starts = {
    "zeros": np.zeros(network.n_params),
    "all 0.5": np.full(network.n_params, 0.5),
    "random": initial_weights(network.layer_sizes, epsilon=0.5),
}

# %%
figure, axes = plt.subplots(1, 3, figsize=(13, 4.2), layout="tight")
for ax, (name, start) in zip(axes, starts.items()):
    thetas = [start]
    nn.fminunc(
        nn.cost_function,
        start,
        args,
        method=nn.gradient_descent,
        alpha=5.0,
        max_iter=400,
        callback=thetas.append,
    )
    _, (D1, D2) = nn.back_propagate(thetas[100], *args)
    Theta1, _ = nn.reshape_params(thetas[-1], network)
    right = 100 * nn.accuracy(thetas[-1], network, X_rings, y_rings)
    print(
        f"{name:8}: spread of D(1)'s rows {spread(D1):.0e}, of D(2)'s columns "
        f"{spread(D2[:, 1:].T):.0e}, of Theta(1)'s rows {spread(Theta1):.0e}; {right:.0f} % right"
    )
    for k in range(4):
        weights = [nn.reshape_params(theta, network)[0][k, 1] for theta in thetas]
        ax.plot(weights, linewidth=8 - 2 * k, label=f"hidden unit {k + 1}")
    ax.set(title=f"start: {name}", xlabel="iteration", ylabel="its weight Theta(1)_k1")
axes[0].legend()
keep_picture(options, figure, "symmetry")

# %% [markdown]
# ## 6. 1.5^L and 0.5^L
# Each linear layer with Theta = 1.5 I multiplies the signal by 1.5, and each with 0.5 I halves it.
# The same happens to the gradient in the backward pass. Expect straight lines on a logarithmic
# axis: the signal explodes or vanishes with the number of layers.

# %%
step("6. The signal after L linear layers")
L = 30
chain = nn.Network((2,) * (L + 1), hidden="linear", output="linear")
figure, ax = plt.subplots(layout="tight")
for weight in (1.5, 1.0, 0.5):
    Thetas = nn.theta_from_weights([weight * np.eye(2)] * L, [np.zeros(2)] * L)
    signal = [a[0, 0] for a in nn.forward_propagate(nn.unroll(Thetas), chain, [[1.0, 1.0]])]
    print(f"{weight:g}^L for L = 10, 20, 30:", *(f"{signal[l]:.6g}" for l in (10, 20, 30)))
    ax.semilogy(signal, ".-", label=f"weights {weight:g} I")
ax.set(
    xlabel="layer L", ylabel="a(L), from an input of 1", title="Linear layers, one after another"
)
ax.grid(alpha=0.3)
ax.legend()
keep_picture(options, figure, "explode_vanish")

# %% [markdown]
# ## 7. The variance of the initial weights
# z = w1 x1 + ... + wn xn has n times the variance of one term. For the signal to keep its size from
# layer to layer, the weights need a variance of about 1/n (`lecun`; `glorot` is the same here,
# where all layers have n units), or 2/n with ReLUs, which set half of the signal to 0 (`he`). For
# ReLU, expect a constant level with `he`, and half the signal after each layer with `lecun`. For
# tanh, `lecun` and `glorot` fall slowly. `epsilon` = 0.12, which does not depend on n, falls fast
# until nothing of x is left but only what its biases add (no other scheme draws biases). With
# `zeros` the signal is 0 after one layer.

# %%
step("7. The mean square of the activations through 15 layers of 100 units")
SCHEMES = ("zeros", "epsilon", "lecun", "he", "glorot")
X = rng.normal(size=(100, 100))


def mean_squares(network, scheme, draws=6):
    """Mean of a(l)^2 for every layer, over the units, the examples and several draws of weights."""
    thetas = [initial_weights(network.layer_sizes, scheme) for _ in range(draws)]
    return np.mean(
        [[np.mean(a**2) for a in nn.forward_propagate(t, network, X)] for t in thetas], axis=0
    )


# %%
figure, axes = plt.subplots(1, 2, figsize=(12, 4.8), layout="tight", sharey=True)
for ax, hidden in zip(axes, ("tanh", "relu")):
    network = nn.Network((100,) * 16, hidden=hidden, output=hidden)
    print(f"{hidden:8}   layer 1    after 5   after 10   after 15")
    for scheme, style in zip(SCHEMES, ("o", "v", "s", "^", "x")):
        squares = mean_squares(network, scheme)
        print(f"{scheme:8}", *(f"{squares[l]:10.2e}" for l in (0, 5, 10, 15)))
        ax.semilogy(np.where(squares > 0, squares, 1e-12), style + "-", label=scheme, markersize=5)
    ax.set(title=f"{hidden}, 15 layers of 100 units", xlabel="layers passed", ylim=(1e-6, 10))
    ax.grid(alpha=0.3)
axes[0].set_ylabel("mean of a^2 (0 with zeros)")
axes[1].legend()
keep_picture(options, figure, "initialisation")

# %% [markdown]
# ## 8. The course's rule and Glorot's
# A number drawn uniformly from [-r, r] has variance r^2/3. With r = sqrt(6)/sqrt(n + n') that is
# 2/(n + n'), the same as `glorot`. Expect a box and a bell curve of equal variance.

# %%
step("8. Uniform in +-sqrt(6)/sqrt(n + n')")
box = nn.rand_initialize_weights(300, 200, epsilon=None, rng=rng)[:, 1:]
bell = nn.rand_initialize_weights(300, 200, "glorot", rng=rng)[:, 1:]
print(f"variance: uniform {box.var():.6f}, glorot {bell.var():.6f}, 2/(n + n') = {2 / 500:.6f}")
figure, ax = plt.subplots(layout="tight")
for weights, name in ((box, "uniform in [-r, r], r = sqrt(6/500)"), (bell, "glorot: normal")):
    bins = np.linspace(-0.25, 0.25, 101)
    ax.hist(weights.ravel(), bins, density=True, histtype="step", linewidth=2, label=name)
ax.set(xlabel="weight", ylabel="density", title="Two shapes, one variance: 2/(300 + 200)")
ax.set_ylim(0, 9)
ax.legend()
keep_picture(options, figure, "uniform_glorot")

# %% [markdown]
# ## 9. The round and the elongated bowl
# Predict the fuel consumption of cars from their weight, with a line h(x) = Theta_0 + Theta_1 x, so
# that J can be drawn over both parameters. The weight in 1000 pounds is around 3 and never near 0,
# and J is a narrow valley: a step long enough to get along it would overshoot across it.
# `feature_normalize` subtracts the mean and divides by the standard deviation, and the valley
# becomes a round bowl. The learning rate is 1 / (largest curvature) both times, the largest that
# does not overshoot in any direction. Expect a jump into the valley and then slow progress along
# it; in the round bowl the first step reaches the minimum.
#
# A new car is normalised with the mu and sigma of these 392. Expect the same miles per gallon from
# both lines, for a car of 2500 pounds.

# %%
step("9. Gradient descent before and after feature_normalize")
X_cars, y_cars, names = load_auto_mpg()
pounds = X_cars[:, [names.index("weight")]] / 1000
normalised, mu, sigma = nn.feature_normalize(pounds)
print(f"weight: mean {mu.item():.4f}, standard deviation {sigma.item():.4f} (in 1000 pounds)")
new_pounds = np.array([[2.5]])
new_normalised = nn.apply_normalization(new_pounds, mu, sigma)
line = nn.Network((1, 1), output="linear")


def descend(X, curvature, J_min):
    """Follow gradient descent from (0, 0) until J is within 0.001 of its minimum."""
    path = [np.zeros(2)]

    def record(intermediate_result):
        path.append(intermediate_result.x)
        if intermediate_result.fun < J_min + 0.001:
            raise StopIteration

    nn.fminunc(
        nn.cost_function,
        path[0],
        (line, X, y_cars),
        method=nn.gradient_descent,
        alpha=1 / curvature.max(),
        max_iter=5000,
        callback=record,
    )
    return np.array(path)


# %%
def draw_bowl(ax, X, path, best, title):
    reach = 1.15 * np.linalg.norm(path[0] - best)
    across, up = (np.linspace(centre - reach, centre + reach, 161) for centre in best)
    t0, t1 = np.meshgrid(across, up)
    J = np.mean([(t0 + t1 * x - y) ** 2 for x, y in zip(X[:, 0], y_cars)], axis=0) / 2
    ax.contour(across, up, J, levels=J.min() + np.geomspace(2, np.ptp(J), 12))
    ax.plot(*path.T, ".-", color="firebrick", linewidth=1, markersize=5, label="gradient descent")
    ax.plot(*best, "k*", markersize=12, label="minimum")
    ax.set(title=title, xlabel="Theta_0", ylabel="Theta_1", aspect="equal")


figure, axes = plt.subplots(1, 2, figsize=(12, 5.5), layout="tight")
versions = {"as given": (pounds, new_pounds), "normalised": (normalised, new_normalised)}
for ax, (name, (X, new_X)) in zip(axes, versions.items()):
    A = nn.add_bias(X)
    curvature = np.linalg.eigvalsh(A.T @ A / len(A))
    best = np.linalg.lstsq(A, y_cars, rcond=None)[0]
    J_min, _ = nn.cost_function(best, line, X, y_cars)
    path = descend(X, curvature, J_min)
    print(
        f"{name:10}: curvatures {curvature[0]:.4f} and {curvature[1]:.4f}, "
        f"lowest J {J_min:.4f}, iterations needed: {len(path) - 1}"
    )
    miles = nn.hypothesis(best, line, new_X).item()
    print(f"{'':10}  the new car: x = {new_X.item():.4f}, {miles:.4f} miles per gallon")
    draw_bowl(ax, X, path, best, f"{name}, iterations needed: {len(path) - 1}")
axes[0].legend(loc="upper right")
keep_picture(options, figure, "bowls")

# %% [markdown]
# ## 10. Training and dev error
# The dev set serves to choose lambda and the size of the network. 300 digits are few enough to
# memorise, so the training error is soon 0 and tells little. Training minimises J with its penalty,
# `l2_penalty`; the pictures show J without it, and below it the percentage of wrong digits. Expect,
# from left to right: as lambda grows, the training error rises, and the dev error is lowest between
# too little and too much; with more hidden units, both fall, then stay level; with more examples,
# the dev error falls towards the training error: more data helps.

# %%
step("10. Errors against lambda, hidden units and examples")
X, y = load_digits(dtype=np.float32)
train, dev, _ = nn.train_dev_test_split(X, y, (0.4, 0.2, 0.4), rng=rng)


def with_penalty(theta_vec, network, X, y, lambda_):
    """J and its gradient, plus the penalty and its gradient."""
    J, grad_vec = nn.cost_function(theta_vec, network, X, y)
    penalty, grads = nn.l2_penalty(nn.reshape_params(theta_vec, network), lambda_, len(X))
    return J + penalty, grad_vec + nn.unroll(grads)


def errors(examples=300, hidden=25, lambda_=1.0):
    """Train, and return the (training, dev) errors, as J and as percentages of wrong digits."""
    network = (400, hidden, 10)
    X, y = train[0][:examples], train[1][:examples]
    start = initial_weights(network, rng=options.seed)
    result = nn.fminunc(with_penalty, start, (network, X, y, lambda_), max_iter=60)
    sets = ((X, y), dev)
    J = [nn.cost_function(result.x, network, *examples)[0] for examples in sets]
    wrong = [100 * (1 - nn.accuracy(result.x, network, *examples)) for examples in sets]
    return J, wrong


# %%
experiments = {
    "lambda_": (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    "hidden": (1, 2, 4, 8, 16, 32, 64),
    "examples": (25, 50, 100, 200, 400, 800, 1600),
}
figure, axes = plt.subplots(2, 3, figsize=(13, 8), layout="tight", sharey="row")
for column, (choice, values) in zip(axes.T, experiments.items()):
    found = [errors(**{choice: value}) for value in values]
    name = {"lambda_": "lambda", "hidden": "hidden units"}.get(choice, choice)
    for value, (J, wrong) in zip(values, found):
        print(
            f"{name:12} {value:6g}: training J {J[0]:6.3f}, {wrong[0]:5.1f} % wrong; "
            f"dev J {J[1]:6.3f}, {wrong[1]:5.1f} % wrong"
        )
    for ax, errors_of_both in zip(column, zip(*found)):
        ax.semilogx(values, errors_of_both, "o-", label=["training", "dev"])
        ax.set(xlabel=name, title=f"against {name}")
        ax.grid(alpha=0.3)
axes[0, 0].set_ylabel("error J, without the penalty")
axes[1, 0].set_ylabel("wrong digits in %")
axes[0, 0].legend()
keep_picture(options, figure, "errors")

# %% [markdown]
# ## 11. Dropout
# In every example each hidden unit is kept with probability keep_prob, here 0.7. The seed
# determines which units: it yields a number in [0, 1) for every unit in every example. A dropped
# unit has a(2) = 0 in the forward pass and delta(2) = 0 in the backward pass. Expect two different
# patterns, each about 70 % white (kept), and the zeros of both passes in the same places.

# %%
step("11. Dropout")
network = nn.Network((400, 25, 10))
keep_prob = 0.7
theta_vec = initial_weights(network.layer_sizes)
few = (network, *(part[:40] for part in train), 1.0, None, keep_prob)
a2 = nn.forward_propagate(theta_vec, network, few[1])[1]


def dropped(A, seed, predicting=False):
    """Drop the units of layer 2 that the library drops with this seed."""
    U = np.random.default_rng([seed, 2]).random(A.shape)
    return nn.dropout(A, keep_prob, U, predicting)


figure, axes = plt.subplots(1, 2, figsize=(9, 6), layout="tight")
for ax, seed in zip(axes, (1, 2)):
    kept = dropped(a2, seed) != 0
    print(f"seed {seed}: {100 * kept.mean():.1f} % of 40 x 25 units are kept (expected: about 70)")
    delta2 = nn.back_propagate(theta_vec, *few, seed)[0][0]
    print(f"        units that differ in delta(2): {np.sum(kept != (delta2 != 0))}")
    ax.imshow(kept, cmap="gray", vmin=-0.3, vmax=1)
    ax.set(title=f"seed {seed}: white units are kept", xlabel="hidden unit", ylabel="example")
keep_picture(options, figure, "dropout")

# %% [markdown]
# Kept activations are divided by keep_prob, so that nothing changes on average over the seeds:
# 0.7 (a / 0.7) + 0.3 x 0 = a. So prediction drops nothing and divides nothing. Expect the mean over
# 2,000 seeds, here for one example, to be close to the mean without dropout.

# %%
used = np.array([dropped(a2[:1], seed) for seed in range(2000)])
predicting = dropped(a2[:1], 0, predicting=True)
print(f"mean of a(2) without dropout: {predicting.mean():.4f}; over 2,000 seeds: {used.mean():.4f}")
print(f"over 2,000 seeds without the division: {(used * keep_prob).mean():.4f}")

# %% [markdown]
# With a fixed seed J is an ordinary function: the same theta gives the same J, and the gradient can
# be checked. Another seed is another function.

# %%
J = [nn.cost_function(theta_vec, *few, seed)[0] for seed in (1, 1, 2)]
print(f"J with seed 1: {J[0]:.9f}, again: {J[1]:.9f}, with seed 2: {J[2]:.9f}")
small = nn.Network((3, 5, 3))
small_theta = initial_weights(small.layer_sizes, epsilon=1.0)
small_args = (small, rng.normal(size=(8, 3)), np.arange(8) % 3, 1.0, None, keep_prob, 1)
difference = nn.check_gradients(nn.cost_function, small_theta, small_args)
print(f"Relative difference of its gradient: {difference:.1e} (expected: below 1e-7)")

# %% [markdown]
# ## 12. Data augmentation
# A shifted three is still a three. Changed copies of the examples are free additional examples, as
# long as the changes keep the label. Expect one digit at the left of the first row, and seven
# changed copies. (A three flipped left to right is no longer a three; flipping suits photographs of
# cats.)

# %%
step("12. One digit and its augmented copies")
images = train[0].reshape(-1, 20, 20, order="F")
three = images[train[1] == 3][:1]
changed = {
    "unchanged": three,
    "shift_images 2 down, 3 right": nn.shift_images(three, 2, 3),
    "rotate_images by 20 degrees": nn.rotate_images(three, 20),
    "blur_images, sigma 1": nn.blur_images(three, 1),
    "change_contrast by 0.4": nn.change_contrast(three, 0.4),
    "add_noise of 0.2": nn.add_noise(three, 0.2, rng),
    "flip_images, horizontal": nn.flip_images(three),
    "flip_images, vertical": nn.flip_images(three, "vertical"),
}
figure, axes = plt.subplots(2, 4, figsize=(12, 6.4), layout="tight")
for ax, (name, (image,)) in zip(axes.flat, changed.items()):
    difference = np.sqrt(np.mean((image - three[0]) ** 2))
    print(f"{name:29}: mean {image.mean():.4f}, differs by {difference:.4f}")
    ax.imshow(image, cmap="gray", vmin=0, vmax=1)
    ax.set_title(name)
    ax.set_axis_off()
keep_picture(options, figure, "augmentation")

# %% [markdown]
# Does it help? Train on 300 digits, then on the same 300 with four copies of each, shifted by a
# pixel up, down, left and right. Expect fewer errors on the dev set, which is not augmented.

# %%
few_images, few_y = images[:300], train[1][:300]
moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
more = np.concatenate([nn.shift_images(few_images, *move) for move in moves])
for name, examples, y in (
    ("300 digits", few_images, few_y),
    ("with copies", more, np.tile(few_y, 5)),
):
    args = (network, nn.flatten_images(examples), y, 1.0)
    result = nn.fminunc(nn.cost_function, theta_vec, args, max_iter=80)
    error = 100 * (1 - nn.accuracy(result.x, network, *dev))
    print(f"{name:11}: {len(y):4} examples, dev error {error:.1f} %")

# %% [markdown]
# ## 13. Early stopping
# Without regularisation (lambda = 0) the training cost keeps falling, while the dev cost rises
# again once the network memorises the examples. `fminunc` watches the dev cost, stops when it has
# not fallen for `patience` iterations, and returns the weights with the lowest dev cost. With the
# same dev costs, `early_stopping` should find the same two iterations. Expect two curves that
# diverge, a dashed line at the minimum of the upper one, and the end 15 iterations later.

# %%
step("13. Early stopping")
args = (network, train[0][:300], train[1][:300], 0.0)
result = nn.fminunc(
    nn.cost_function,
    theta_vec,
    args,
    max_iter=300,
    dev_cost=lambda theta: nn.cost_function(theta, network, *dev),
    patience=15,
)
best = int(np.argmin(result.dev_history))
kept, stopped = nn.early_stopping(result.dev_history, 15)
print(f"SciPy says: {result.message}")
print(f"lowest dev cost {result.dev_fun:.4f} after {best} of {result.nit} iterations")
print(f"early_stopping: keeps the weights of iteration {kept}, stops at {stopped}")
print(f"training cost: {result.fun:.4f} at iteration {kept}, {result.history[-1]:.4f} at the end")
print(f"dev cost at the end: {result.dev_history[-1]:.4f}")

# %%
figure, ax = plt.subplots(layout="tight")
ax.plot(result.history, label="training cost")
ax.plot(result.dev_history, label="dev cost")
ax.axvline(
    kept, color="black", linestyle="--", label=f"lowest dev cost: weights of iteration {kept}"
)
ax.axvline(stopped, color="0.6", linestyle=":", label=f"stopped at iteration {stopped}")
ax.set(xlabel="iteration", ylabel="J", title="300 digits, no regularisation")
ax.legend(loc="upper center")
keep_picture(options, figure, "early_stopping")
show_pictures(options)
