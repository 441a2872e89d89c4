# points: 100
# Experiments that were left in below the functions.
# ruff: noqa

# <solution>

assert abs(sigmoid(0) - 0.5) < 1e-12
theta = np.random.randn(12) * 0.1
print("Cost:", cost_function(theta, (2, 2, 2), np.ones((3, 2)), np.array([0, 1, 1])))
np.testing.assert_allclose(
    compute_numerical_gradient(lambda t: float(t @ t), np.ones(3)), 2 * np.ones(3), rtol=1e-6
)
del theta
X = y = network = lambda_ = None
