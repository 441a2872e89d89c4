# points: 100
# ruff: noqa

import numpy as np

# <solution>


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    """\N{PARTIAL DIFFERENTIAL}J"""
    Δ = np.zeros(theta.size)
    for ι in range(theta.size):
        θ_plus, θ_minus = theta.copy(), theta.copy()
        θ_plus[ι] += epsilon
        θ_minus[ι] -= epsilon
        Δ[ι] = (J(θ_plus) - J(θ_minus)) / (2 * epsilon)
    return Δ
