"""scikit-learn's door: `NetworkClassifier` and `NetworkRegressor` (extra ``sklearn``).

They hand their arguments to `fminunc` and `cost_function`, and their results to scikit-learn.
``import nnfunc`` does not import this module: ``from nnfunc.estimators import NetworkClassifier``.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnfunc.cost import cost_function, hessian_vector_product
from nnfunc.labels import sample_weight_by_class
from nnfunc.minimisers import adam, gradient_descent, momentum, nesterov, rmsprop
from nnfunc.network import Network
from nnfunc.parameters import rand_initialize_theta
from nnfunc.prediction import hypothesis, predict
from nnfunc.preprocessing import train_dev_test_split
from nnfunc.training import fminunc
from nnfunc.validation import Array, Vector, one_of

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, MultiOutputMixin, RegressorMixin
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.utils import check_random_state
    from sklearn.utils.metaestimators import available_if
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data
except ImportError:
    message = "nnfunc.estimators needs scikit-learn 1.6 or newer: pip install 'nnfunc[sklearn]'"
    raise ImportError(message) from None

__all__ = ["NetworkClassifier", "NetworkRegressor"]

BY_EPOCHS = {method.__name__: method for method in (gradient_descent, momentum, nesterov, rmsprop)}
BY_EPOCHS["adam"] = adam
# Until rounding ends it. Then a weight of 2 gives the same predictions as an example twice.
TO_THE_BOTTOM = {"ftol": 0.0, "gtol": 1e-10}
NUMBERS = {"multi_output": True, "y_numeric": True}  # how y of a regression is checked
WITH_HESSIAN = ("newton-cg", "trust-ncg", "trust-krylov")


def _descends(method: Any) -> bool:
    return method in BY_EPOCHS or method in BY_EPOCHS.values()


def _has_partial_fit(estimator: Any) -> bool:
    if not _descends(estimator.method):
        known = ", ".join(BY_EPOCHS)
        raise AttributeError(f"partial_fit: needs one of the methods {known}")
    return True


class _NetworkEstimator(BaseEstimator):
    """What the two estimators share: parameters and training."""

    def __init__(
        self,
        hidden_layer_sizes: int | Sequence[int] = (10,),
        *,
        hidden: str | Sequence[str] = "tanh",
        output: str | None = None,
        loss: Any = None,
        leaky_slope: float = 0.01,
        lambda_: float = 1.0,
        keep_prob: float = 1.0,
        method: str | Callable[..., Any] = "L-BFGS-B",
        max_iter: int = 500,
        batch_size: int | None = None,
        learning_rate: Any = None,
        options: dict[str, Any] | None = None,
        scheme: str = "glorot",
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int = 10,
        warm_start: bool = False,
        random_state: Any = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.hidden = hidden
        self.output = output
        self.loss = loss
        self.leaky_slope = leaky_slope
        self.lambda_ = lambda_
        self.keep_prob = keep_prob
        self.method = method
        self.max_iter = max_iter
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.options = options
        self.scheme = scheme
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.patience = patience
        self.warm_start = warm_start
        self.random_state = random_state

    theta_: Vector
    classes_: Array

    def _validated(self, X: Any, y: Any, *, reset: bool, **checks: Any) -> tuple[Array, Array]:
        dtype = [np.float64, np.float32]
        return validate_data(self, X, y, reset=reset, dtype=dtype, **checks)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "theta_")

    def _outputs(self, X: Any, function: Callable[..., Array]) -> Array:
        """Call `hypothesis` or `predict`."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=[np.float64, np.float32])
        return function(self.theta_, self.network_, X)

    def _network(self, n: int, n_outputs: int, output: str) -> Network:
        sizes = (n, *np.atleast_1d(self.hidden_layer_sizes).tolist(), n_outputs)
        return Network(sizes, self.hidden, output, self.loss, self.leaky_slope)

    def _train(
        self, network: Network, X: Array, y: Array, weights: Array | None, dev: Any, go_on: bool
    ) -> None:
        """Train from random weights, or from those there are; set the fitted attributes."""
        rng = np.random.default_rng(check_random_state(self.random_state).randint(2**31))
        known = getattr(self, "network_", None)
        go_on = go_on and known is not None and known.layer_sizes == network.layer_sizes
        theta = self.theta_ if go_on else rand_initialize_theta(network, self.scheme, rng=rng)
        if self.early_stopping and dev is None:
            fractions = (1 - self.validation_fraction, self.validation_fraction)
            rows = np.arange(len(X))
            (train, _), (held_out, _) = train_dev_test_split(rows, y, fractions, rng=rng)
            dev = X[held_out], y[held_out], None if weights is None else weights[held_out]
            X, y = X[train], y[train]
            weights = None if weights is None else weights[train]
        seed = int(rng.integers(2**31))
        args = (network, X, y, self.lambda_, weights, self.keep_prob, seed)
        result = fminunc(cost_function, theta, args, **self._run_options(network, dev, seed))
        self.network_, self.theta_, self.loss_ = network, result.x, float(result.fun)
        self.history_, self.n_iter_ = result.history, max(1, len(result.history) - 1)
        self.dev_history_ = result.get("dev_history")
        self.result_message_ = str(result.message)
        if not result.success:
            warnings.warn(f"fit: {self.result_message_}", ConvergenceWarning, stacklevel=3)

    def _run_options(self, network: Network, dev: Any, seed: int) -> dict[str, Any]:
        """Return the keyword arguments of `fminunc`."""
        options: dict[str, Any] = {"method": self.method, "max_iter": self.max_iter}
        if self.method == "L-BFGS-B":
            options |= TO_THE_BOTTOM
        options |= self.options or {}
        if isinstance(self.method, str) and self.method.lower() in WITH_HESSIAN:
            options["hessp"] = hessian_vector_product
        if self.learning_rate is not None:
            options["alpha"] = self.learning_rate
        if self.batch_size is not None:
            options["batch_size"] = self.batch_size
        if _descends(self.method):
            options.setdefault("rng", seed)
        if dev is not None:
            X_dev, y_dev, weights = dev
            args = (network, X_dev, y_dev, 0.0, weights)
            options["dev_cost"] = lambda theta: cost_function(theta, *args)[0]
            options["patience"] = self.patience
        return options

    def _one_epoch(self, network: Network, X: Array, y: Array, weights: Array | None) -> None:
        """Train for one epoch, from the weights there are."""
        whole = self.max_iter, self.early_stopping
        self.max_iter, self.early_stopping = 1, False
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)
                self._train(network, X, y, weights, None, go_on=True)
        finally:
            self.max_iter, self.early_stopping = whole


PARAMETERS = """
    Parameters
    ----------
    hidden_layer_sizes : int or sequence of int, default (10,)
        Units of the hidden layers; ``()`` for none.
    hidden : str or sequence of str, default "tanh"
        Activations, one name for all hidden layers or one each; see `nnfunc.Network`.
    output : str, optional
        {output}
    loss : str or callable, optional
        {loss}
    leaky_slope : float, default 0.01
    lambda_ : float, default 1
        Regularisation, the same as scikit-learn's ``alpha``.
    keep_prob : float, default 1
        Dropout: each hidden unit is kept with this probability. Use it with mini-batches: other
        methods drop the same units in every iteration.{class_weight}
    method : str or callable, default "L-BFGS-B"
        Any method of `nnfunc.fminunc`: SciPy's, or ``"adam"`` and its like.
    max_iter : int, default 500
        Iterations, or epochs of ``"adam"`` and its like. ConvergenceWarning if more are needed.
    batch_size : int, optional
        Examples in a step of ``"adam"`` and its like; all of them by default.
    learning_rate : float or callable, optional
        Their ``alpha``, a number or a function of the step; by default the method's own.
    options : dict, optional
        Further options of the method, such as ``{{"gtol": 1e-5}}``. By default L-BFGS-B goes on to
        the bottom, until the gradient is below 1e-10 or rounding ends it.
    scheme : str, default "glorot"
        How the weights are initialised; see `nnfunc.rand_initialize_weights`.
    early_stopping : bool, default False
        Hold out a share of the data, and stop after `patience` iterations without a lower cost
        on it. Works with every method. `fit` takes a dev set of your own as well.
    validation_fraction : float, default 0.1
        That share. Every class has its part in it.
    patience : int, default 10
    warm_start : bool, default False
        `fit` goes on from the weights of the last fit, if the layers have the same sizes.
    random_state : int, RandomState or None, default None

    Attributes
    ----------
    theta_ : ndarray, shape (n_params,)
        The weights; `nnfunc.reshape_params` makes matrices of them.
    network_ : nnfunc.Network
    loss_, history_ : float, ndarray
        J of theta_; J at the start and after every iteration.
    dev_history_ : ndarray or None
        The cost on the dev set, without the regularisation.
    n_iter_, result_message_ : int, str
        Iterations, and why they ended.{attributes}
"""


class NetworkClassifier(ClassifierMixin, _NetworkEstimator):
    __doc__ = (
        "A neural network as a classifier of scikit-learn, with two or more classes.\n"
        + PARAMETERS.format(
            output='"sigmoid" or "softmax". By default sigmoid for two classes (one unit), '
            "softmax for more.",
            loss='"cross_entropy" by default; with a sigmoid output also the other losses.',
            class_weight='\n    class_weight : dict or "balanced", optional'
            "\n        Weights of the classes, which multiply the sample weights.",
            attributes="\n    classes_ : ndarray\n        The labels, in the order of "
            "the columns of `predict_proba`.",
        )
        + """
    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> X, y = load_iris(return_X_y=True)
    >>> X = (X - X.mean(axis=0)) / X.std(axis=0)
    >>> model = NetworkClassifier((5,), random_state=0).fit(X, y)
    >>> model.score(X, y) > 0.95
    True
    """
    )

    def __init__(
        self,
        hidden_layer_sizes: int | Sequence[int] = (10,),
        *,
        hidden: str | Sequence[str] = "tanh",
        output: str | None = None,
        loss: Any = None,
        leaky_slope: float = 0.01,
        lambda_: float = 1.0,
        keep_prob: float = 1.0,
        class_weight: Any = None,
        method: str | Callable[..., Any] = "L-BFGS-B",
        max_iter: int = 500,
        batch_size: int | None = None,
        learning_rate: Any = None,
        options: dict[str, Any] | None = None,
        scheme: str = "glorot",
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        patience: int = 10,
        warm_start: bool = False,
        random_state: Any = None,
    ) -> None:
        shared = {name: value for name, value in locals().items() if name in SHARED}
        super().__init__(**shared)
        self.class_weight = class_weight

    def fit(
        self, X: Any, y: Any, sample_weight: ArrayLike | None = None, *, dev_set: Any = None
    ) -> NetworkClassifier:
        """Train on X (m, n) and labels y (m,); stop early on dev_set, a pair (X_dev, y_dev)."""
        X, y = self._validated(X, y, reset=True)
        check_classification_targets(y)
        classes, labels = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"y: expected two or more classes, got 1 class, {classes[0]!r}")
        go_on = self.warm_start and np.array_equal(getattr(self, "classes_", ()), classes)
        self.classes_ = classes
        weights = self._weights(X, y, sample_weight, self.class_weight)
        dev = None
        if dev_set is not None:
            X_dev, y_dev = dev_set
            X_dev, y_dev = self._validated(X_dev, y_dev, reset=False)
            dev = X_dev, self._encode(y_dev), None
        self._train(self._architecture(X), X, labels, weights, dev, go_on)
        return self

    @available_if(_has_partial_fit)
    def partial_fit(
        self,
        X: Any,
        y: Any,
        classes: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> NetworkClassifier:
        """Train for one epoch over X, y from the weights there are; for "adam" and its like.

        The first call needs all the classes. The averages of the method start anew in every call.
        """
        first = not hasattr(self, "network_")
        X, y = self._validated(X, y, reset=first)
        check_classification_targets(y)
        if self.class_weight == "balanced":
            raise ValueError("class_weight: 'balanced' needs all data: pass a dict to partial_fit")
        if first:
            if classes is None:
                raise ValueError("classes: the first call of partial_fit needs all class labels")
            self.classes_ = np.unique(np.asarray(classes))
        elif classes is not None and not np.array_equal(np.unique(classes), self.classes_):
            raise ValueError("classes: expected those of the first call of partial_fit")
        labels, class_weight = self._encode(y), self.class_weight
        if class_weight is not None:  # a batch need not have all classes
            class_weight = dict.fromkeys(self.classes_.tolist(), 1.0) | class_weight
        weights = self._weights(X, y, sample_weight, class_weight)
        self._one_epoch(self._architecture(X), X, labels, weights)
        return self

    def predict(self, X: Any) -> Array:
        """Return the most probable label of each example, (m,)."""
        labels = self._outputs(X, predict)
        return self.classes_[labels]

    def predict_proba(self, X: Any) -> Array:
        """Return the probabilities of the classes, (m, K), in the order of classes_."""
        h = self._outputs(X, hypothesis)
        if h.shape[1] == 1:
            return np.hstack([1 - h, h])
        return h / h.sum(axis=1, keepdims=True)  # rows of sigmoids need not sum to 1

    def _architecture(self, X: Array) -> Network:
        K = len(self.classes_)
        output = self.output or ("sigmoid" if K == 2 else "softmax")
        one_of("output", output, ("sigmoid", "softmax"))
        return self._network(X.shape[1], 1 if K == 2 and output == "sigmoid" else K, output)

    def _encode(self, y: Array) -> Array:
        unknown = np.setdiff1d(y, self.classes_)
        if unknown.size:
            raise ValueError(f"y: found a label that is not in classes: {unknown[0]!r}")
        return np.searchsorted(self.classes_, y)

    def _weights(self, X: Array, y: Array, sample_weight: Any, by_class: Any) -> Array | None:
        weights = _weights(X, sample_weight)
        if by_class is None:
            return weights
        class_weights = sample_weight_by_class(y, by_class)
        return class_weights if weights is None else weights * class_weights


class NetworkRegressor(MultiOutputMixin, RegressorMixin, _NetworkEstimator):
    __doc__ = (
        "A neural network as a regressor of scikit-learn, with one or more outputs.\n"
        + PARAMETERS.format(
            output='"linear" by default; any output of `nnfunc.Network` but softmax.',
            loss='"squared_error" by default, "absolute_error", or a function; see '
            "`nnfunc.Network`.",
            class_weight="",
            attributes="",
        )
        + """
    Examples
    --------
    >>> x = np.linspace(-1, 1, 50)[:, np.newaxis]
    >>> model = NetworkRegressor((5,), lambda_=0.01, max_iter=2000, random_state=0)
    >>> model.fit(x, x[:, 0] ** 2).score(x, x[:, 0] ** 2) > 0.99
    True
    """
    )

    def fit(
        self, X: Any, y: Any, sample_weight: ArrayLike | None = None, *, dev_set: Any = None
    ) -> NetworkRegressor:
        """Train on X (m, n) and y (m,) or (m, K); stop early on dev_set, a pair (X_dev, y_dev)."""
        X, y = self._validated(X, y, reset=True, **NUMBERS)
        dev = None
        if dev_set is not None:
            X_dev, y_dev = dev_set
            X_dev, y_dev = self._validated(X_dev, y_dev, reset=False, **NUMBERS)
            dev = X_dev, y_dev, None
        self._train(
            self._architecture(X, y), X, y, _weights(X, sample_weight), dev, self.warm_start
        )
        return self

    @available_if(_has_partial_fit)
    def partial_fit(
        self, X: Any, y: Any, sample_weight: ArrayLike | None = None
    ) -> NetworkRegressor:
        """Train for one epoch over X, y from the weights there are; for "adam" and its like.

        The averages of the method start anew in every call.
        """
        first = not hasattr(self, "network_")
        X, y = self._validated(X, y, reset=first, **NUMBERS)
        self._one_epoch(self._architecture(X, y), X, y, _weights(X, sample_weight))
        return self

    def predict(self, X: Any) -> Array:
        """Return the outputs, (m,) or (m, K) as y was."""
        h = self._outputs(X, hypothesis)
        return h[:, 0] if self.vector_output_ else h

    def _architecture(self, X: Array, y: Array) -> Network:
        self.vector_output_ = y.ndim == 1
        output = self.output or "linear"
        if output == "softmax":
            raise ValueError("output: a softmax is for classes: use NetworkClassifier")
        return self._network(X.shape[1], 1 if y.ndim == 1 else y.shape[1], output)


def _weights(X: Array, sample_weight: Any) -> Array | None:
    if sample_weight is None:
        return None
    return _check_sample_weight(sample_weight, X, dtype=np.float64)


SHARED = tuple(_NetworkEstimator().get_params())
