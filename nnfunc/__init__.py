"""Neural networks with their parameters unrolled into one vector, for SciPy's optimisers.

An argument of the wrong shape, type or range, or with NaN in it, is a ValueError or a TypeError
whose one line names the argument. The docstrings list the errors that are not obvious from the
description of an argument.
"""

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
from nnfunc.images import (
    add_noise,
    blur_images,
    change_contrast,
    change_loudness,
    flatten_images,
    flip_images,
    rotate_images,
    shift_images,
)
from nnfunc.labels import labels_from_octave, one_hot, sample_weight_by_class
from nnfunc.least_squares import (
    gauss_newton_product,
    levenberg_marquardt,
    residual_jacobian,
    residuals,
)
from nnfunc.losses import huber, pinball
from nnfunc.matfiles import load_data, load_weights, save_data, save_weights
from nnfunc.minimisers import adam, gradient_descent, mini_batches, momentum, nesterov, rmsprop
from nnfunc.models import load_model, save_model
from nnfunc.network import Network
from nnfunc.parameters import (
    rand_initialize_theta,
    rand_initialize_weights,
    reshape_params,
    theta_from_weights,
    unroll,
    weights_from_theta,
)
from nnfunc.plotting import display_data, plot_history
from nnfunc.prediction import accuracy, confusion_matrix, hypothesis, predict
from nnfunc.preprocessing import feature_normalize, train_dev_test_split
from nnfunc.propagation import add_bias, back_propagate, forward_propagate
from nnfunc.training import fminunc

__all__ = [
    "accuracy",
    "adam",
    "add_bias",
    "add_noise",
    "back_propagate",
    "blur_images",
    "change_contrast",
    "change_loudness",
    "check_gradients",
    "compute_numerical_gradient",
    "confusion_matrix",
    "cost_function",
    "debug_initialize_weights",
    "display_data",
    "feature_normalize",
    "flatten_images",
    "flip_images",
    "fminunc",
    "forward_propagate",
    "gauss_newton_product",
    "gradient_descent",
    "hessian_vector_product",
    "huber",
    "hypothesis",
    "labels_from_octave",
    "leaky_relu",
    "leaky_relu_gradient",
    "levenberg_marquardt",
    "linear",
    "linear_gradient",
    "load_data",
    "load_model",
    "load_weights",
    "mini_batches",
    "momentum",
    "nesterov",
    "Network",
    "one_hot",
    "pinball",
    "plot_history",
    "predict",
    "rand_initialize_theta",
    "rand_initialize_weights",
    "relu",
    "relu_gradient",
    "reshape_params",
    "residual_jacobian",
    "residuals",
    "rmsprop",
    "rotate_images",
    "sample_weight_by_class",
    "save_data",
    "save_model",
    "save_weights",
    "shift_images",
    "sigmoid",
    "sigmoid_gradient",
    "softmax",
    "softmax_gradient",
    "tanh",
    "tanh_gradient",
    "theta_from_weights",
    "train_dev_test_split",
    "unroll",
    "weights_from_theta",
]
