"""Build digits_weights.mat: the course's 400-25-10 network, trained on all 5,000 digits.

Run from the checkout: ``python -m data.make_digits_weights``. It takes a few seconds. The new
weights may differ from those that ship, because 400 iterations magnify rounding errors.
"""

from pathlib import Path

from scipy.io import savemat
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from exercises.data import load_digits
from nnfunc import cost_function, rand_initialize_theta, reshape_params

FILE = Path(__file__).with_name("digits_weights.mat")
NETWORK = (400, 25, 10)
LAMBDA = 1.0


def main() -> None:
    """Train from a fixed seed. Class k is output unit k, so unit 0 is the digit 0."""
    X, y = load_digits()
    theta0 = rand_initialize_theta(NETWORK, rng=0)
    # One thread, so that NumPy's and SciPy's BLAS do not compete, and round in the same way.
    with threadpool_limits(1):
        trained = minimize(
            cost_function,
            theta0,
            args=(NETWORK, X, y, LAMBDA),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 400},
        )
    Theta1, Theta2 = reshape_params(trained.x, NETWORK)
    savemat(FILE, {"Theta1": Theta1, "Theta2": Theta2}, format="5", do_compression=True)
    print(f"{FILE}: J = {trained.fun:.6f} after {trained.nit} iterations")


if __name__ == "__main__":
    main()
