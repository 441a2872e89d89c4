"""What a trained network does with a digit: unrolling, activations, predictions, errors."""
# %% [markdown]
# # Forward propagation
#
# The weights of a network that reads handwritten digits are given. This story unrolls them into one
# vector and back, follows digits through the layers, and looks at right and wrong predictions. Run
# the whole story with `python -m exercises run ex3`, or cell by cell in an editor that supports
# `# %%`.

# %%
import sys
from itertools import product

import matplotlib.pyplot as plt
import numpy as np

sys.path.append("../..")  # for notebooks, which run in this file's folder

from exercises.data import load_digits, load_digits_weights
from exercises.story import (
    keep_picture,
    show_pictures,
    step,
    story_library,
    story_options,
    story_parser,
)

parser = story_parser("ex3", "Follow digits through a trained network to its predictions.")
options = story_options(parser)
nn = story_library(options)
rng = np.random.default_rng(options.seed)
print(f"Pictures go to {options.figures}.")

# %% [markdown]
# ## 1. Matrices to a vector, and back
# First a small matrix, to show the order: column by column. Then the weights for the digits: 25
# rows of 401 and 10 rows of 26, so 10,285 numbers. The matrices that come back should be exactly
# the same.

# %%
step("1. Unrolling")
small = np.array([[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]])
print(f"{small.tolist()} unrolled is {[round(float(t)) for t in nn.unroll([small])]}.")
layers = (400, 25, 10)
thetas = load_digits_weights()
theta_vec = nn.unroll(thetas)
back = nn.reshape_params(theta_vec, layers)
same = all(np.array_equal(Theta, again) for Theta, again in zip(thetas, back))
print(f"{' and '.join(str(Theta.shape) for Theta in thetas)} make {theta_vec.size} parameters.")
print(f"Reshaped: {' and '.join(str(Theta.shape) for Theta in back)}, identical: {same}")

# %% [markdown]
# ## 2. Networks made by hand
# With weights of 10, 20 and 30 a sigmoid is a switch. A single unit can compute "both" (AND). "Both
# or neither" (XNOR) takes a hidden layer: one unit for "both", one for "neither", and then an OR.
# Whether an even number of three inputs is on takes two such steps, one after the other: five
# layers. Expect h close to the number in the second column.

# %%
step("2. AND, XNOR and the parity of three inputs")
AND, NOR, OR = [-30, 20, 20], [10, -20, -20], [-10, 20, 20]
networks = {
    "AND": ((2, 1), [[AND]], lambda x: sum(x) == 2),
    "XNOR": ((2, 2, 1), [[AND, NOR], [OR]], lambda x: x[0] == x[1]),
    "even": (
        (3, 3, 2, 2, 1),
        [
            [[*AND, 0], [*NOR, 0], [-10, 0, 0, 20]],  # x1 AND x2, x1 NOR x2, x3
            [[*OR, 0], [-10, 0, 0, 20]],  # x1 XNOR x2, x3
            [NOR, [-30, 20, 20]],
            [[10, -20, -20]],
        ],
        lambda x: sum(x) % 2 == 0,
    ),
}
for name, (sizes, weights, truth) in networks.items():
    inputs = list(product((0.0, 1.0), repeat=sizes[0]))
    Theta_list = [np.array(Theta, dtype=float) for Theta in weights]
    h = nn.forward_propagate(nn.unroll(Theta_list), sizes, np.array(inputs))[-1]
    print(f"{name}, layers {'-'.join(map(str, sizes))}")
    for x, output in zip(inputs, h[:, 0]):
        bits = " ".join(f"{bit:.0f}" for bit in x)
        print(f"  {bits:6} {int(truth(x))}   h = {output:.6f}")

# %% [markdown]
# ## 3. Digits on their way through the layers
# On the left the input, 400 pixels. In the middle the 25 hidden units, each between 0 (black) and 1
# (white): the network's own code, similar for similar digits. On the right the ten outputs. Expect
# one long bar in each row, at the digit.

# %%
step("3. The activations of every layer")
X, y = load_digits()
activations = nn.forward_propagate(theta_vec, layers, X)
print("Shapes:", ", ".join(f"a{l} {a.shape}" for l, a in enumerate(activations, 1)))
chosen = [int(rng.choice(np.flatnonzero(y == digit))) for digit in (3, 3, 8, 0)]
figure, axes = plt.subplots(4, 3, figsize=(8, 9), layout="tight")
for i, row in zip(chosen, axes):
    a1, a2, a3 = (a[i] for a in activations)
    nn.display_data(a1, ax=row[0])
    row[0].set_title(f"a1: a {y[i]}")
    row[1].imshow(a2.reshape(5, 5), cmap="gray", vmin=0, vmax=1)
    row[1].set(title="a2", xticks=[], yticks=[])
    row[2].barh(range(10), a3)
    row[2].set(title="a3 = h", xlim=(0, 1), yticks=range(10))
    row[2].invert_yaxis()
    print(f"a {y[i]}: h = {' '.join(f'{value:.2f}' for value in a3)}")
keep_picture(options, figure, "activations")

# %% [markdown]
# ## 4. How many are right?
# These weights were trained on these digits, so expect nearly all of them to be right, 99.64 %.
# (Exercise 4 tests a network on digits that it has never seen.) Then the same weights, unrolled row
# by row instead of column by column: no error is raised, all shapes are right, and the predictions
# are no better than guesses.

# %%
step("4. The accuracy")
predicted = nn.predict(theta_vec, layers, X)
share = nn.accuracy(theta_vec, layers, X, y)
print(f"{100 * share:.2f} % of the digits are right (expected: 99.64 %).")
mixed_up = np.concatenate([Theta.ravel(order="C") for Theta in thetas])
share = nn.accuracy(mixed_up, layers, X, y)
print(f"{100 * share:.2f} % with the weights unrolled row by row.")

# %% [markdown]
# ## 5. Right ones and wrong ones
# In the two upper rows are digits that the network read correctly, in the lower rows those that it
# misread, the worst first, each with its label and its prediction. Some of them are hard for people
# too.

# %%
step("5. Digits read correctly, and digits misread")
wrong = np.flatnonzero(predicted != y)
worst = wrong[np.argsort(activations[-1][wrong, y[wrong]])][:12]
right = rng.choice(np.flatnonzero(predicted == y), 12, replace=False)
figure, axes = plt.subplots(4, 6, figsize=(9, 7), layout="tight")
for ax in axes.flat:
    ax.set_axis_off()
for i, ax in zip([*right, *worst], [*axes[:2].flat, *axes[2:].flat]):
    nn.display_data(X[i], ax=ax)
    mark = "" if predicted[i] == y[i] else f", read as {predicted[i]}"
    ax.set_title(f"{y[i]}{mark}", color="firebrick" if mark else "black", size=11)
print(f"{wrong.size} of {y.size} are misread.")
keep_picture(options, figure, "right_and_wrong")

# %% [markdown]
# ## 6. Which digits are confused?
# The confusion matrix counts how often label j (the row) was read as k (the column). It is Y'P, if
# Y and P are the one-hot rows of the labels and of the predictions. Expect nearly 500 everywhere on
# the diagonal, and the few others where digits look alike.

# %%
step("6. The confusion matrix")
confusion = nn.confusion_matrix(y, predicted, 10)
print("      " + "".join(f"{k:5d}" for k in range(10)))
for digit, row in enumerate(confusion):
    print(f"{digit:5d} " + "".join(f"{count:5d}" if count else "    ." for count in row))
figure, ax = plt.subplots(figsize=(6, 5.5), layout="tight")
ax.imshow(np.log1p(confusion), cmap="Blues")
for (digit, read_as), count in np.ndenumerate(confusion):
    if count:
        colour = "white" if digit == read_as else "black"
        ax.text(read_as, digit, count, ha="center", va="center", color=colour, size=9)
ax.set(
    xticks=range(10), yticks=range(10), xlabel="read as", ylabel="the digit", title="5,000 digits"
)
keep_picture(options, figure, "confusion")
show_pictures(options)
