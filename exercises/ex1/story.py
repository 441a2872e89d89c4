"""The chain rule on computation graphs, and the cost of a numerical gradient."""
# %% [markdown]
# # The chain rule on computation graphs
#
# Backpropagation is the chain rule, applied node by node from the end of a formula to its
# beginning: first with pencil and paper, then on a graph, then in a network. Run the whole story
# with `python -m exercises run ex1`, or cell by cell in an editor that supports `# %%`.

# %%
import sys
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np

sys.path.append("../..")  # for notebooks, which run in this file's folder

from exercises.ex1 import solution
from exercises.story import (
    keep_picture,
    show_pictures,
    step,
    story_library,
    story_options,
    story_parser,
)

parser = story_parser("ex1", "Follow the chain rule through graphs and a network.")
options = story_options(parser)
nn = story_library(options, solution)
rng = np.random.default_rng(options.seed)
print(f"Pictures go to {options.figures}.")

# %% [markdown]
# ## 1. By hand: f = (x + y) z
# Forward, from the inputs to f, each line uses the one before it. Backward, from f to the inputs,
# each line multiplies a local gradient by the gradient from above. Expect f = -12, and gradients
# -4, -4 and 3 for x, y and z.

# %%
step("1. f = (x + y) z at x = -2, y = 5, z = -4, by hand")
x, y, z = -2.0, 5.0, -4.0
q = x + y
df_dq = z  # f = q z; and q = x + y, so df/dx = [dq/dx] x [df/dq] = [1] x [z]
f, df_dx, df_dy, df_dz = nn.product_graph(x, y, z)
print(f"forward:  q = {q:g}, f = {f:g}")
print(f"backward: df/dq = {df_dq:g}, df/dx = {df_dx:g}, df/dy = {df_dy:g}, df/dz = {df_dz:g}")

# %% [markdown]
# ## 2. The same on a graph
# A graph lists its nodes in the order in which they are computed, each with its kind and its
# inputs. A kind of node is two functions: one computes its value, the other computes the gradient
# of each input from the gradient above, [local gradient] x [gradient from above].

# %%
OPERATIONS = {  # kind of node: (its value, the gradients of its inputs)
    "+": (lambda a, b: a + b, nn.add_backward),
    "*": (lambda a, b: a * b, nn.multiply_backward),
    "*-1": (lambda a: -a, lambda a, above: -1 * above),
    "+1": (lambda a: a + 1, lambda a, above: 1 * above),
    "exp": (np.exp, nn.exp_backward),
    "1/x": (lambda a: 1 / a, nn.reciprocal_backward),
    "g": (nn.sigmoid, nn.sigmoid_backward),
}


def forward(graph, inputs):
    values = dict(inputs)
    for node, (kind, *sources) in graph.items():
        values[node] = OPERATIONS[kind][0](*(values[source] for source in sources))
    return values


# %% [markdown]
# The backward pass starts with the gradient 1 at the last node. Every other node receives a
# gradient from each node that uses it, and their sum is its gradient.


# %%
def backward(graph, values):
    gradients = {node: 0.0 for node in values}
    gradients[list(graph)[-1]] = 1.0
    for node, (kind, *sources) in reversed(graph.items()):
        inputs = (values[source] for source in sources)
        passed_back = np.atleast_1d(OPERATIONS[kind][1](*inputs, gradients[node]))
        for source, gradient in zip(sources, passed_back, strict=True):
            gradients[source] += gradient
    return gradients


def print_table(values, gradients):
    print("node        value    gradient")
    for node, value in values.items():
        print(f"{node:4} {value:12.6f} {gradients[node]:11.6f}")


# %%
step("2. f = (x + y) z on a graph")
product = {"q": ("+", "x", "y"), "f": ("*", "q", "z")}
values = forward(product, {"x": -2.0, "y": 5.0, "z": -4.0})
gradients = backward(product, values)
print_table(values, gradients)
print("Expected: the numbers of step 1.")

# %% [markdown]
# In f = (x + y) x, two nodes use x: the sum and the product. Expect the sum of their gradients,
# x + q = -2 + 3 = 1.

# %%
twice = {"q": ("+", "x", "y"), "f": ("*", "q", "x")}
twice_values = forward(twice, {"x": -2.0, "y": 5.0})
twice_gradients = backward(twice, twice_values)
f, df_dx, df_dy = nn.used_twice(-2.0, 5.0)
print(
    f"f = (x + y) x on a graph: f = {twice_values['f']:g}, "
    f"df/dx = {twice_gradients['x']:g}, df/dy = {twice_gradients['y']:g}"
)
print(f"and by used_twice:        f = {f:g}, df/dx = {df_dx:g}, df/dy = {df_dy:g}")

# %% [markdown]
# In the picture, the forward pass runs to the right, with its values above the edges. The
# backward pass runs to the left, with its gradients below them.


# %%
def draw_graph(graph, values, gradients, places, title, size):
    figure, ax = plt.subplots(figsize=size, layout="tight")
    for node, (_, *sources) in graph.items():
        for source in sources:
            arrow = {"arrowstyle": "-|>", "color": "0.6", "shrinkA": 15, "shrinkB": 15}
            ax.annotate("", places[node], places[source], arrowprops=arrow)
            label_edge(ax, places[source], places[node], values[source], gradients[source])
    output = list(graph)[-1]
    end = (places[output][0] + 1, places[output][1])
    ax.annotate("", end, places[output], arrowprops={**arrow, "shrinkB": 0})
    label_edge(ax, places[output], end, values[output], gradients[output])
    ax.text(*end, f" {output}", va="center", size=12)
    for node, place in places.items():
        kind = graph[node][0] if node in graph else node
        face = "white" if node in graph else "0.92"
        ax.text(*place, kind, ha="center", va="center", size=12, zorder=4)
        ax.scatter(*place, s=900, facecolor=face, edgecolor="black", zorder=3)
    across, up = np.array([*places.values(), end]).T
    ax.set(xlim=(across.min() - 0.4, across.max() + 0.3), ylim=(up.min() - 0.6, up.max() + 0.6))
    ax.set_title(f"{title}\nvalues above the edges (green), gradients of f below (red)")
    ax.set_axis_off()
    return figure


def label_edge(ax, start, end, value, gradient):
    across, up = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    label = {"ha": "center", "size": 11, "bbox": box}
    ax.text(across, up + 0.06, f"{value:.2f}", va="bottom", color="darkgreen", **label)
    ax.text(across, up - 0.06, f"{gradient:.2f}", va="top", color="firebrick", **label)


# %%
places = {"x": (0, 2.5), "y": (0, 1), "z": (1, 0.5), "q": (1, 1.75), "f": (2, 1.1)}
keep_picture(
    options, draw_graph(product, values, gradients, places, "f = (x + y) z", (7, 4.5)), "product"
)

# %% [markdown]
# ## 3. A neuron, taken apart
# f(w, x) = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))) has eight nodes of six kinds, none of them harder
# than a reciprocal. To follow the gradient, read the table from the last line upwards: 1, then
# -1/d^2 = -0.53 through 1/x, and so on. At the end x0 gets [w0] x [0.197] = 0.39, and w0 gets
# [x0] x [0.197] = -0.20.

# %%
step("3. f = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), node by node")
neuron = {
    "p0": ("*", "w0", "x0"),
    "p1": ("*", "w1", "x1"),
    "s": ("+", "p0", "p1"),
    "z": ("+", "s", "w2"),
    "-z": ("*-1", "z"),
    "e": ("exp", "-z"),
    "d": ("+1", "e"),
    "f": ("1/x", "d"),
}
inputs = {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0}
values = forward(neuron, inputs)
gradients = backward(neuron, values)
print_table(values, gradients)

# %% [markdown]
# `neuron` does the same without a graph, with one line for each node, forward and then backward.
# Expect the numbers of the table.

# %%
f, df_dw, df_dx = nn.neuron(
    np.array([inputs["w0"], inputs["w1"], inputs["w2"]]), np.array([inputs["x0"], inputs["x1"]])
)
print(f"by neuron: f = {f:.6f}")
print("           df/dw0, df/dw1, df/dw2 =", *(f"{gradient:.6f}" for gradient in df_dw))
print("           df/dx0, df/dx1         =", *(f"{gradient:.6f}" for gradient in df_dx))

# %%
places = {"w0": (0, 5.0), "x0": (0, 3.4), "w1": (0, 2.2), "x1": (0, 0.6), "w2": (2, 0.8)}
places |= {"p0": (1, 4.2), "p1": (1, 1.4), "s": (2, 2.8)}
places |= {node: (3 + i, 2.1) for i, node in enumerate(("z", "-z", "e", "d", "f"))}
title = "A neuron: f = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2)))"
figure = draw_graph(neuron, values, gradients, places, title, (12, 6))
keep_picture(options, figure, "neuron")

# %% [markdown]
# ## 4. The sigmoid as one node
# The last four nodes form the sigmoid g, whose local gradient is g (1 - g). As a single node it
# gives w and x the same gradients as in step 3: you are free to choose how finely to cut a formula.

# %%
step("4. The sigmoid as one node")
compact = {node: neuron[node] for node in ("p0", "p1", "s", "z")} | {"f": ("g", "z")}
compact_values = forward(compact, inputs)
compact_gradients = backward(compact, compact_values)
a = compact_values["f"]
print(f"g(z) = {a:.6f}, g (1 - g) = {a * (1 - a):.6f}, df/dz in step 3 = {gradients['z']:.6f}")
del places["-z"], places["e"], places["d"]
places["f"] = (4, 2.1)
figure = draw_graph(
    compact, compact_values, compact_gradients, places, "The sigmoid g as one node", (9, 6)
)
keep_picture(options, figure, "sigmoid_node")

# %% [markdown]
# ## 5. Are they right?
# A numerical gradient does not use the chain rule: it moves each input up and down by 0.0001 and
# measures the change in f. Expect three equal columns.

# %%
step("5. Both graphs and a numerical gradient")


def f_of(point):
    return forward(neuron, zip(inputs, point))["f"]


numerical = nn.compute_numerical_gradient(f_of, list(inputs.values()))
print("input  8 nodes    g as one   numerical")
for name, approx in zip(inputs, numerical):
    print(f"{name:4} {gradients[name]:10.6f} {compact_gradients[name]:10.6f} {approx:10.6f}")
worst = max(abs(approx - gradients[name]) for name, approx in zip(inputs, numerical))
print(f"Largest difference: {worst:.1e} (expected: below 1e-8)")

# %% [markdown]
# ## 6. One weight of a network
# Theta(1)_11 leads from input 1 to hidden unit 1. From there it reaches J along two paths, through
# output 1 and through output 2. The chain rule has five factors along each path, and the two
# products are added. Expect the sum to equal the result of `weight_gradient`, and the entry
# D(1)_11 of `back_propagate`.

# %%
step("6. dJ/dTheta(1)_11 in a 2-2-2 network, factor by factor")
layers = (2, 2, 2)
theta_vec = nn.rand_initialize_theta(layers, epsilon=1.0, rng=rng)
Theta1, Theta2 = nn.reshape_params(theta_vec, layers)
X, Y = np.array([[0.5, -1.5]]), np.array([[1.0, 0.0]])
a1, a2, a3 = (a[0] for a in nn.forward_propagate(theta_vec, layers, X))
h, y = a3, Y[0]
factors = {
    "dJ/da(3)_k           -y/h + (1-y)/(1-h)": -y / h + (1 - y) / (1 - h),
    "da(3)_k/dz(3)_k      h (1-h)": h * (1 - h),
    "dz(3)_k/da(2)_1      Theta(2)_k1": Theta2[:, 1],
    "da(2)_1/dz(2)_1      a (1-a)": np.full(2, a2[0] * (1 - a2[0])),
    "dz(2)_1/dTheta(1)_11 x_1": np.full(2, a1[0]),
}

# %%
print(f"{'factor':40} through k=1 through k=2")
for name, factor in factors.items():
    print(f"{name:40} {factor[0]:11.6f} {factor[1]:11.6f}")
paths = np.prod(list(factors.values()), axis=0)
print(f"{'product':40} {paths[0]:11.6f} {paths[1]:11.6f}")
deltas, Ds = nn.back_propagate(theta_vec, layers, X, Y)
print(f"sum over the paths: {paths.sum():.10f}")
print(f"weight_gradient:    {nn.weight_gradient(Theta1, Theta2, X[0], Y[0]):.10f}")
print(f"back_propagate:     {Ds[0][0, 1]:.10f}  (D(1)_11)")

# %% [markdown]
# The product of the first two factors is delta(3)_k, which simplifies to h - y. The product of the
# first four, summed over k, is delta(2)_1. Backpropagation computes each delta once and reuses it
# for all the weights that share it.

# %%
shared = np.prod(list(factors.values())[:4], axis=0).sum()
print(f"delta(3) = {deltas[1][0].round(6)}, h - y = {(h - y).round(6)}")
print(f"delta(2)_1 = {deltas[0][0, 0]:.6f}, the sum of the first four factors: {shared:.6f}")

# %% [markdown]
# ## 7. What a numerical gradient costs
# Backpropagation computes all n partial derivatives in one evaluation, forward and back. The
# numerical gradient evaluates J twice for every parameter, and each evaluation takes longer in a
# larger network. Expect 2n evaluations in the table, and in the picture a steeper line for the
# numerical gradient.


# %%
def price(gradient):
    """Count the evaluations of J, and the seconds, that a gradient takes."""
    evaluations = 0

    def counted(*args):
        nonlocal evaluations
        evaluations += 1
        return nn.cost_function(*args)

    start = perf_counter()
    gradient(counted)
    return evaluations, perf_counter() - start


# %%
step("7. The price of a gradient")
X, y = rng.normal(size=(200, 10)), rng.integers(5, size=200)
print(f"{'n':>6} {'backpropagation':>21} {'numerical':>23} {'times as long':>15}")
sizes, seconds = [], []
for hidden in (5, 10, 20, 40, 80):
    layers = (10, hidden, 5)
    theta_vec = nn.rand_initialize_theta(layers, rng=rng)
    args = (layers, X, y)
    back = min(price(lambda J, t=theta_vec, a=args: J(t, *a)) for _ in range(5))
    numerical = price(lambda J, t=theta_vec, a=args: nn.compute_numerical_gradient(J, t, a))
    sizes.append(len(theta_vec))
    seconds.append((back[1], numerical[1]))
    line = f"{sizes[-1]:6} {back[0]:8} J {back[1]:9.5f} s {numerical[0]:10} J {numerical[1]:8.4f} s"
    print(f"{line} {numerical[1] / back[1]:15.0f}")

# %%
figure, ax = plt.subplots(layout="tight")
ax.loglog(sizes, np.array(seconds)[:, 1], "o-", color="firebrick", label="numerical: 2n times J")
ax.loglog(sizes, np.array(seconds)[:, 0], "s-", color="darkgreen", label="backpropagation: J once")
ax.set(xlabel="number of parameters n", ylabel="seconds for one gradient")
ax.set_title("Both give the same gradient")
ax.legend()
ax.grid(alpha=0.3)
keep_picture(options, figure, "price")

# %% [markdown]
# ## 8. Why the check is switched off for training
# The network for the digits in exercise 4 has 10,285 parameters and 5,000 examples. A single
# evaluation is fast, but an optimiser needs about a hundred gradients. So check the gradient once,
# on a small network, and train without the check.

# %%
step("8. A hundred gradients of the digit network")
layers = (400, 25, 10)
theta_vec = nn.rand_initialize_theta(layers, rng=rng)
args = (layers, rng.random((5000, 400)), rng.integers(10, size=5000))
_, once = min(price(lambda J: J(theta_vec, *args)) for _ in range(3))
n = len(theta_vec)
print(f"One evaluation of J and its gradient, {n} parameters: {once:.3f} s")
print(f"100 gradients by backpropagation: {100 * once:.1f} s")
print(f"100 numerical gradients, {100 * 2 * n} evaluations: {100 * 2 * n * once / 3600:.1f} hours")
print("Check the gradient once; then switch the check off, and train with backpropagation.")
show_pictures(options)
