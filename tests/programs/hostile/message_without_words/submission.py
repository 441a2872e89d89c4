# points: 0
# ruff: noqa

Empty = type("", (Exception,), {"__str__": lambda self: ""})


def nothing(*args, **kwargs):
    raise Empty


exec(compile("def cost_function(*args): raise Empty", "elsewhere", "exec"))
sigmoid_gradient = compute_numerical_gradient = rand_initialize_weights = cost_function
