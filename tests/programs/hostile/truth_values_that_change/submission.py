# points: 0
# Answers the same call with True, then with False.
# ruff: noqa

state = [True]


def flip(*args, **kwargs):
    state[0] = not state[0]
    return state[0]


def cost_function(*args, **kwargs):
    return flip(), [flip()]


sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = flip
