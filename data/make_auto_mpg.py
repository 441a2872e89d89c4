"""Build auto_mpg.csv: 392 cars and their fuel consumption, from the package mlxtend.

Run from the checkout: ``python -m data.make_auto_mpg``. Only this script needs mlxtend, not the
code that reads the file.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("auto_mpg.csv")
HEADER = "cylinders,displacement,horsepower,weight,acceleration,model_year,origin,mpg"


def main() -> None:
    """Store mlxtend's rows in their order, without its last column, a name that is NaN there."""
    try:
        from mlxtend.data import autompg_data
    except ImportError:
        raise SystemExit("the cars come from mlxtend: pip install mlxtend") from None
    X, mpg = autompg_data()
    table = np.column_stack([X[:, :7], mpg])
    np.savetxt(FILE, table, fmt="%g", delimiter=",", header=HEADER, comments="", newline="\n")
    print(f"{FILE}: {len(table)} cars")


if __name__ == "__main__":
    main()
