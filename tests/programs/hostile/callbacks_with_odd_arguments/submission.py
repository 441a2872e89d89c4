# points: 100
# The function belongs to the grader, which must survive any arguments.
# ruff: noqa

# <solution>

honest = compute_numerical_gradient


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    big = np.ones((200, theta.size))
    odd = ["x" * 1000, None, J, {}, {"a": J}, [], (((1,),),), True, 2**62, big, big.T, np.ones(0)]
    for value in (*odd, np.array(["x"]), theta[:, None], np.diag(theta), object(), 1e308 * theta):
        J(value)
        J(value, value)
        J()
    return honest(J, theta, args, epsilon)
