"""Build rings.csv: a disc (0) inside a ring (1), which no straight line separates.

Run from the checkout: ``python -m data.make_rings``.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("rings.csv")
M = 400
NOISE = 0.1


def main() -> None:
    """Draw radius and angle from a fixed seed, alternating between disc and ring."""
    rng = np.random.default_rng(0)
    y = np.arange(M) % 2
    angle = rng.uniform(0, 2 * np.pi, M)
    disc = 0.55 * np.sqrt(rng.uniform(0, 1, M))  # uniform over the area of the disc
    radius = np.where(y == 1, 1.0, disc) + rng.normal(0, NOISE, M)
    table = np.column_stack([radius * np.cos(angle), radius * np.sin(angle), y])
    fmt = ("%.3f", "%.3f", "%d")
    np.savetxt(FILE, table, fmt=fmt, delimiter=",", header="x1,x2,y", comments="", newline="\n")
    print(f"{FILE}: {M} points")


if __name__ == "__main__":
    main()
