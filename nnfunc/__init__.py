"""Neural networks with their parameters unrolled into one vector, for SciPy's optimisers."""

from nnfunc.activations import (
    leaky_relu,
    leaky_relu_gradient,
    linear,
    linear_gradient,
    relu,
    relu_gradient,
    sigmoid,
    sigmoid_gradient,
    softmax,
    softmax_gradient,
    tanh,
    tanh_gradient,
)
from nnfunc.cost import cost_function, hessian_vector_product
from nnfunc.gradient_checking import (
    check_gradients,
    compute_numerical_gradient,
    debug_initialize_weights,
)
from nnfunc.minimisers import (
    adam,
    gradient_descent,
    mini_batches,
    momentum,
    nesterov,
    rmsprop,
)
from nnfunc.network import Network
from nnfunc.parameters import (
    rand_initialize_theta,
    rand_initialize_weights,
    reshape_params,
    theta_from_weights,
    unroll,
    weights_from_theta,
)
from nnfunc.plotting import display_data
from nnfunc.prediction import accuracy, hypothesis, predict
from nnfunc.preprocessing import labels_from_octave
from nnfunc.propagation import add_bias, back_propagate, forward_propagate
from nnfunc.training import fminunc

__all__ = [
    "accuracy",
    "adam",
    "add_bias",
    "back_propagate",
    "check_gradients",
    "compute_numerical_gradient",
    "cost_function",
    "debug_initialize_weights",
    "display_data",
    "fminunc",
    "forward_propagate",
    "gradient_descent",
    "hessian_vector_product",
    "hypothesis",
    "labels_from_octave",
    "leaky_relu",
    "leaky_relu_gradient",
    "linear",
    "linear_gradient",
    "mini_batches",
    "momentum",
    "nesterov",
    "Network",
    "predict",
    "rand_initialize_theta",
    "rand_initialize_weights",
    "relu",
    "relu_gradient",
    "reshape_params",
    "rmsprop",
    "sigmoid",
    "sigmoid_gradient",
    "softmax",
    "softmax_gradient",
    "tanh",
    "tanh_gradient",
    "theta_from_weights",
    "unroll",
    "weights_from_theta",
]
