# points: 100
# ruff: noqa

import matplotlib as mpl
import matplotlib.cm as cm
import matplotlib.pyplot as plt

# <solution>

plt.rcParams["figure.figsize"] = (10, 6)
plt.rcParams.update({"font.size": 12})
fig, axes = plt.subplots(10, 10)
axes[0, 0].imshow(np.ones((2, 2)), cmap=cm.gray)
for ax in axes.flat:
    ax.axis("off")
lines = plt.plot([1], [2])
lines[0].set_color("red")
with plt.style.context("ggplot"):
    plt.figure()
with plt.rc_context({"axes.grid": True}):
    plt.show()
