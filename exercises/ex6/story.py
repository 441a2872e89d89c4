"""Optimisers: learning rates, momentum, mini-batches, Adam, and L-BFGS-B."""
# %% [markdown]
# # Optimisers: from gradient descent to Adam
#
# What alpha does, why momentum helps in a valley, what mini-batches cost and gain, and when
# L-BFGS-B is the better choice. Run the whole story with `python -m exercises run ex6`, or cell by
# cell in an editor that supports `# %%`.

# %%
import sys
import time
from functools import wraps

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import OptimizeResult

sys.path.append("../..")  # for notebooks, which run in this file's folder

from exercises.data import load_digits, split_digits
from exercises.options import whole
from exercises.story import (
    keep_picture,
    one_thread,
    show_pictures,
    step,
    story_library,
    story_options,
    story_parser,
)

parser = story_parser("ex6", "Watch optimisers at work, from gradient descent to Adam.")
parser.add_argument(
    "--epochs", type=whole(1), default=20, help="epochs of the large network (default: 20)"
)
options = story_options(parser)
nn = story_library(options)
rng = np.random.default_rng(options.seed)
one_thread()
print(f"Pictures go to {options.figures}.")

# %% [markdown]
# The library's optimisers call `callback` after every epoch, which gives `fminunc` the history of
# J. Those that you write in exercise 6 do not. So with --mine they get a cost that counts its
# calls: after as many calls as an epoch has batches, the next call marks the end of the epoch.


# %%
def with_callback(optimiser):
    """Turn a learner's optimiser (fun, x0, args, *, alpha, ...) into a method for fminunc."""

    @wraps(optimiser)
    def method(fun, x0, args, *, callback, jac, hess, hessp, bounds, constraints, **settings):
        cost = getattr(fun, "fun", fun)  # not SciPy's memo, which ignores the batch
        size = settings.get("batch_size")
        batches = -(-len(args[1]) // size) if size else 1
        epoch = []

        def counted(theta, *batch):
            J, grad = cost(theta, *batch)
            if len(epoch) == batches:
                costs, sizes = zip(*epoch)
                J_epoch = np.average(costs, weights=sizes) if size else J
                callback(OptimizeResult(x=theta, fun=J_epoch))
                epoch.clear()
            epoch.append((J, len(batch[1]) if size else 1))
            return J, grad

        return optimiser(counted, x0, args, **settings)

    return method


if options.mine:
    for name in ("gradient_descent", "momentum", "rmsprop", "adam"):
        setattr(nn, name, with_callback(getattr(nn, name)))

# %% [markdown]
# ## 1. The learning rate
# J = (theta_1^2 + 10 theta_2^2) / 2 is a convex bowl. A step of gradient descent multiplies theta_1
# by 1 - alpha and theta_2 by 1 - 10 alpha, so in the long run each step multiplies J by the square
# of the larger factor. It is below 1 as long as alpha < 2/10; alpha = 2/(1 + 10) is best.

# %%
step("1. Alpha too small, right, and too large")


def quadratic(curvature):
    """Build a quadratic cost function, returning (J, grad), with minimum 0 at theta = 0."""
    curvature = np.array(curvature)
    return lambda theta: (float(curvature @ theta**2) / 2, curvature * theta)


figure, ax = plt.subplots(layout="tight")
for alpha, verdict in ((0.01, "too small"), (2 / 11, "right"), (0.21, "too large")):
    result = nn.fminunc(
        quadratic([1.0, 10.0]), [5.0, 1.0], method=nn.gradient_descent, alpha=alpha, max_iter=100
    )
    factor = result.history[-1] / result.history[-2]
    expected = max(abs(1 - alpha), abs(1 - 10 * alpha)) ** 2
    print(
        f"alpha = {alpha:.4f}, {verdict:9}: J = {result.history[-1]:9.3e} after 100 steps; "
        f"the last multiplied it by {factor:.4f} (expected: {expected:.4f})"
    )
    ax.plot(result.history, label=rf"$\alpha$ = {alpha:.2g}, {verdict}")
ax.set(xlabel="step", ylabel="J", yscale="log", title="Gradient descent in a convex bowl")
ax.legend()
keep_picture(options, figure, "learning_rate")

# %% [markdown]
# ## 2. Where it ends depends on where it starts
# The J of a network is not convex. The picture shows the J of h(x) = w_2 tanh(w_1 x + 0.3), a
# network with a single hidden unit, over its two weights. The targets come from w_1 = w_2 = 1, so J
# = 0 there. The other valley has a minimum too, and descent cannot get out of it.

# %%
step("2. Many starting points on a surface that is not convex")
network = nn.Network((1, 1, 1), hidden="tanh", output="linear")
x = np.linspace(-2, 2, 21)[:, np.newaxis]
targets = np.tanh(x + 0.3)


def two_weights(w):
    """J and its gradient as a function of w_1 and w_2 only, with biases 0.3 and 0."""
    J, grad_vec = nn.cost_function([0.3, w[0], 0.0, w[1]], network, x, targets)
    return J, grad_vec[[1, 3]]


w1, w2 = np.linspace(-4, 4, 61), np.linspace(-2.5, 2.5, 41)
surface = [[two_weights([a, b])[0] for a in w1] for b in w2]
figure, ax = plt.subplots(layout="tight", figsize=(7.5, 5))
ax.contour(w1, w2, surface, levels=np.geomspace(0.005, 3, 18), colors="0.7", linewidths=0.8)
ends = []
for start in rng.uniform([-3.8, -2.3], [3.8, 2.3], (30, 2)):
    path = [start]
    result = nn.fminunc(
        two_weights,
        start,
        method=nn.gradient_descent,
        alpha=1.5,
        max_iter=250,
        callback=path.append,
    )
    ends.append((*result.x, result.fun))
    colour = "C0" if result.fun < 0.01 else "C3"
    ax.plot(*np.transpose(path), color=colour, lw=0.7)
    ax.plot(*start, "o", color=colour, ms=4)
    ax.plot(*result.x, "*", color=colour, ms=15, mec="black")
ends = np.array(ends)
for name, in_valley in (("the lower", ends[:, 2] < 0.01), ("the other", ends[:, 2] >= 0.01)):
    w, J = np.median(ends[in_valley], axis=0).round(2) + 0.0, np.median(ends[in_valley, 2])
    count = in_valley.sum()
    print(f"{count:2} of 30 end in {name} valley, at w = ({w[0]:.2f}, {w[1]:.2f}), J = {J:.4f}")
print("The minima are at (1, 1) with J = 0, and at (-2.25, -0.77) with J = 0.0385.")
ax.set(xlabel="$w_1$", ylabel="$w_2$", title="Thirty starts (dots) and where they end (stars)")
keep_picture(options, figure, "many_starts")

# %% [markdown]
# ## 3. Momentum
# J = (theta_1^2 + 25 theta_2^2) / 2 is a narrow valley. Gradient descent needs a small alpha, to
# avoid overshooting the steep sides, and then it is slow along the bottom. The velocity v keeps the
# common component of the gradients, which points along the valley. Each method uses the alpha and
# beta that are best for it here. In the long run, each step should leave 24/26 of the distance from
# the minimum with gradient descent, 4/6 with momentum, and 1 - 2/sqrt(76) with Nesterov's method
# (Lessard, Recht and Packard, 2016). In the picture momentum swings widest at first, but is
# fastest; Nesterov's method, which looks ahead, swings least.

# %%
step("3. Momentum in a narrow valley")
valley, root = quadratic([1.0, 25.0]), np.sqrt(76)
nesterov_beta = (root - 2) / (root + 2)
nesterov_alpha = 4 / 76 / (1 - nesterov_beta)
RULES = {
    "gradient descent": (nn.gradient_descent, {"alpha": 2 / 26}, 24 / 26),
    "momentum": (nn.momentum, {"alpha": 1 / 5, "beta": 4 / 9}, 4 / 6),
    "Nesterov's": (nn.nesterov, {"alpha": nesterov_alpha, "beta": nesterov_beta}, 1 - 2 / root),
}
theta1, theta2 = np.linspace(-11, 5, 100), np.linspace(-2.2, 2.2, 80)
heights = theta1**2 / 2 + 25 * theta2[:, np.newaxis] ** 2 / 2
figure, axes = plt.subplots(3, layout="tight", figsize=(7, 7.5), sharex=True)
for ax, (name, (method, settings, expected)) in zip(axes, RULES.items()):
    path = [np.array([-10.0, 1.0])]
    result = nn.fminunc(
        valley, path[0], method=method, max_iter=60, callback=path.append, **settings
    )
    distances = np.linalg.norm(path, axis=1)
    # Averaged over steps 21 to 60, as single steps vary.
    factor = (distances[60] / distances[20]) ** (1 / 40)
    print(
        f"{name:16}: J = {result.history[-1]:8.1e} after 60 steps; each left {factor:.3f} of the "
        f"distance (in the long run: {expected:.3f})"
    )
    ax.contour(theta1, theta2, heights, levels=np.geomspace(0.5, 100, 9), colors="0.8")
    ax.plot(*np.transpose(path), "C0.-", lw=1)
    ax.plot(0, 0, "k+", ms=12)
    ax.set(ylabel=r"$\theta_2$", title=f"{name}: J = {result.history[-1]:.1e} after 60 steps")
axes[-1].set_xlabel(r"$\theta_1$")
keep_picture(options, figure, "momentum")

# %% [markdown]
# ## 4. How much momentum
# The same valley, with alpha (1 - beta), the weight of a new gradient, fixed at 0.04. Without
# momentum the slow progress along the bottom dominates. With too much momentum, theta rolls past
# the minimum, up the other side and back; then each step leaves sqrt(beta) of the distance, for any
# alpha.

# %%
step("4. The effect of beta")
figure, ax = plt.subplots(layout="tight")
for beta in (0.0, 0.6, 0.9, 0.98):
    result = nn.fminunc(
        valley,
        [-10.0, 1.0],
        method=nn.momentum,
        alpha=0.04 / (1 - beta),
        beta=beta,
        max_iter=100,
    )
    # theta_t = (1 + beta - 0.04 c) theta_(t-1) - beta theta_(t-2), for a curvature of c
    rates = [np.abs(np.roots([1, -1 - beta + 0.04 * c, beta])).max() for c in (1, 25)]
    print(
        f"beta = {beta:4.2f}: J = {result.history[-1]:8.1e} after 100 steps; "
        f"a step leaves {max(rates):.3f} of the distance, sqrt(beta) = {np.sqrt(beta):.3f}"
    )
    ax.plot(result.history, label=rf"$\beta$ = {beta:g}")
ax.set(xlabel="step", ylabel="J", yscale="log", title="Momentum in the narrow valley")
ax.legend()
keep_picture(options, figure, "beta")

# %% [markdown]
# ## 5. Mini-batches
# A batch of B examples estimates J and its gradient for B/m of the work. The noise of this estimate
# falls like 1/sqrt(B), as for all means: four times the examples, half the noise. In one epoch,
# many noisy steps reduce J much further than one exact step.

# %%
step("5. The noise of mini-batches")
(X_train, y_train), (X_test, y_test) = split_digits(*load_digits(dtype=np.float32))
m = len(y_train)
network = nn.Network((400, 25, 10), hidden="tanh", output="softmax")
args = (network, X_train, y_train, 0.0)
theta_vec = nn.rand_initialize_theta(network, "glorot", rng=rng)
steps = []


def recorded(theta_vec, *batch):
    """Compute the cost of a batch, and record J."""
    J, grad_vec = nn.cost_function(theta_vec, *batch)
    steps.append(J)
    return J, grad_vec


settings = {"method": nn.gradient_descent, "alpha": 0.3, "max_iter": 10}
full = nn.fminunc(nn.cost_function, theta_vec, args, **settings)
mini = nn.fminunc(recorded, theta_vec, args, batch_size=64, rng=options.seed, **settings)
print(f"Ten epochs: J from {full.history[0]:.3f} to {full.fun:.3f} with the full batch,")
print(f"and to {mini.fun:.3f} with mini-batches of 64 ({(len(steps) - 2) // 10} steps an epoch).")
print("At the end, the standard deviation of the J of one batch is")
for size in (16, 64, 256):
    batches = [batch for _ in range(5) for batch in nn.mini_batches(args, size, rng)]
    costs = [nn.cost_function(mini.x, *batch)[0] for batch in batches if len(batch[2]) == size]
    spread = np.std(costs)
    # Drawing without replacement reduces the noise by another factor, sqrt(1 - B/m).
    scaled = spread * np.sqrt(size / (1 - size / m))
    print(f"  {spread:.4f} for B = {size:3}; times sqrt(B / (1 - B/m)): {scaled:.3f}")
print("The last column should stay about the same.")
figure, ax = plt.subplots(layout="tight")
ax.plot(np.arange(len(steps) - 2) * 64 / m, steps[1:-1], "0.75", lw=0.7, label="J of a mini-batch")
ax.plot(full.history, "C3o-", label="full batch")
ax.plot(mini.history, "C0o-", label="mini-batches, mean of the epoch")
ax.set(xlabel="epoch", ylabel="J", yscale="log", title="Gradient descent on the digits")
ax.legend()
keep_picture(options, figure, "mini_batches")

# %% [markdown]
# ## 6. RMSprop and Adam
# RMSprop divides the gradient of each weight by its root mean square, so that a step is about alpha
# for every weight, however flat J is in that direction. Adam adds momentum, and corrects both
# averages for starting at zero. The data are three rings of points. On the left all five rules do
# well. On the right the second coordinate is ten times smaller, and so is the gradient of each
# weight that multiplies it: expect the two rules that scale their steps to suffer least. (Scaling
# the features helps all five.)

# %%
step("6. Five rules, and a feature on a smaller scale")
ring = np.arange(300) % 3
angle, radius = rng.uniform(0, 2 * np.pi, 300), 1 + ring + rng.normal(0, 0.15, 300)
rings = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
rings_network = nn.Network((2, 16, 3), hidden="tanh", output="softmax")
rings_theta = nn.rand_initialize_theta(rings_network, "glorot", rng=rng)
ALPHAS = {
    nn.gradient_descent: 0.5,
    nn.momentum: 1.0,
    nn.nesterov: 1.0,
    nn.rmsprop: 0.03,
    nn.adam: 0.05,
}
figure, axes = plt.subplots(1, 2, layout="tight", figsize=(10, 4.2), sharey=True)
for ax, title, shrink in zip(axes, ("at its own scale", "ten times smaller"), (1, 10)):
    print(f"The second coordinate {title}, 60 epochs of batches of 32:")
    X = rings / [1, shrink]
    for method, alpha in ALPHAS.items():
        result = nn.fminunc(
            nn.cost_function,
            rings_theta,
            (rings_network, X, ring, 0.0),
            method=method,
            alpha=alpha,
            batch_size=32,
            max_iter=60,
            rng=options.seed,
        )
        name, right = method.__name__, nn.accuracy(result.x, rings_network, X, ring)
        print(f"  {name:16} alpha = {alpha:4g}: J = {result.fun:.4f}, {100 * right:6.2f} % right")
        ax.plot(result.history, label=rf"{name}, $\alpha$ = {alpha:g}")
    ax.set(xlabel="epoch", title=f"Second coordinate {title}")
axes[0].set(ylabel="J", yscale="log")
axes[0].legend()
keep_picture(options, figure, "five_rules")

# %% [markdown]
# ## 7. A larger network
# 784 pixels, 100 ReLUs and a softmax of 10: 79,510 parameters. He's initialisation preserves the
# size of the activations from layer to layer; the mean image is subtracted, so that the inputs are
# centred around zero. Single precision is enough where the gradient is noisy anyway. Expect over 94
# % of the held-out digits to be right.

# %%
step("7. 784-100-10, trained by Adam")
(X_train, y_train), (X_test, y_test) = split_digits(*load_digits(28, np.float32))
mean_image = X_train.mean(axis=0)
X_train, X_test = X_train - mean_image, X_test - mean_image
network = nn.Network((784, 100, 10), hidden="relu", output="softmax")
began = time.perf_counter()
result = nn.fminunc(
    nn.cost_function,
    nn.rand_initialize_theta(network, "he", rng=rng),
    (network, X_train, y_train, 5.0),
    method=nn.adam,
    alpha=0.002,
    batch_size=64,
    max_iter=options.epochs,
    rng=options.seed,
    progress=True,
)
seconds = time.perf_counter() - began
print(f"{network}: J fell from {result.history[0]:.4f} to {result.fun:.4f}")
epochs = len(result.history) - 1
print(f"in {epochs} epochs of {X_train.dtype} batches of 64, lambda = 5: {seconds:.1f} s.")
print(f"training digits: {100 * nn.accuracy(result.x, network, X_train, y_train):6.2f} %")
print(f"held-out digits: {100 * nn.accuracy(result.x, network, X_test, y_test):6.2f} %")
figure, ax = plt.subplots(layout="tight")
ax.plot(result.history, "o-", ms=3)
ax.set(xlabel="epoch", ylabel="J", yscale="log", title=f"Adam on the digits, {network}")
keep_picture(options, figure, "adam")

# %% [markdown]
# ## 8. To the minimum
# Where all examples fit into one evaluation, a method that estimates the curvature and searches
# along a line needs no alpha, and stops where the gradient is almost zero. Compare L-BFGS-B with
# Adam for two alphas, on the rings with lambda = 0.3 and the full batch. The runs may end in
# different valleys (step 2), so look at the gradient too.

# %%
step("8. L-BFGS-B and Adam")
seen = []


def timed(*args):
    """Compute the cost, and record J and the time."""
    J, grad_vec = nn.cost_function(*args)
    seen.append((time.perf_counter(), J))
    return J, grad_vec


figure, axes = plt.subplots(1, 2, layout="tight", figsize=(10, 4.2), sharey=True)
for name, settings in (
    ("L-BFGS-B", {"max_iter": 3000, "gtol": 1e-6, "ftol": 1e-14}),
    ("Adam, alpha = 0.03", {"method": nn.adam, "alpha": 0.03, "max_iter": 2500}),
    ("Adam, alpha = 0.003", {"method": nn.adam, "alpha": 0.003, "max_iter": 2500}),
):
    seen.clear()
    result = nn.fminunc(timed, rings_theta, (rings_network, rings, ring, 0.3), **settings)
    seconds, costs = np.transpose(seen)
    seconds -= seconds[0]
    _, slope = nn.cost_function(result.x, rings_network, rings, ring, 0.3)
    print(
        f"{name:19}: J = {result.fun:.5f}, largest |dJ| = {np.abs(slope).max():.0e}, "
        f"{len(seen)} evaluations, {seconds[-1]:.2f} s"
    )
    axes[0].plot(np.arange(1, len(seen) + 1), costs, label=name)
    axes[1].plot(seconds, costs, label=name)
axes[0].set(xlabel="evaluations of J", ylabel="J", xscale="log", yscale="log")
axes[1].set(xlabel="seconds")
axes[1].legend()
figure.suptitle("Three rings, 2-16-3, full batch")
keep_picture(options, figure, "to_the_bottom")
show_pictures(options)
