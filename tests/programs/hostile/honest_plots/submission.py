# points: 100
# ruff: noqa

import matplotlib
import matplotlib.pyplot as plt
from matplotlib import cm

matplotlib.use("Agg")

# <solution>

fig, ax = plt.subplots(figsize=(8, 6))
ax.plot([1, 2], [3, 4], "rx", markersize=10, label="Training")
ax.set_xlabel("x")
plt.legend()
plt.colorbar(plt.imshow(np.ones((2, 2)), cmap=cm.gray))
plt.show()
for axis in plt.subplots(2, 2)[1]:
    print(axis)
