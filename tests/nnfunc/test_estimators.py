"""The estimators are scikit-learn's in all its own checks, and compute what nnfunc computes."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_array

import nnfunc
from nnfunc import (
    Network,
    cost_function,
    fminunc,
    huber,
    hypothesis,
    pinball,
    rand_initialize_theta,
    unroll,
)

pytest.importorskip("sklearn", reason="needs scikit-learn, the extra sklearn")

from sklearn.base import clone
from sklearn.datasets import load_iris, make_classification
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

from nnfunc.estimators import NetworkClassifier, NetworkRegressor

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

X, y = load_iris(return_X_y=True)
X = (X - X.mean(axis=0)) / X.std(axis=0)
SPECIES = np.array(["setosa", "versicolor", "virginica"])[y]
WEIGHTS = np.random.default_rng(0).integers(0, 4, len(X))
ESTIMATORS = {
    "classifier": NetworkClassifier(),
    "regressor": NetworkRegressor(),
    "classifier, adam": NetworkClassifier(
        method="adam", learning_rate=0.02, batch_size=50, max_iter=60
    ),
    "regressor, adam": NetworkRegressor(
        method="adam", learning_rate=0.02, batch_size=50, max_iter=60
    ),
}
each = pytest.mark.parametrize("estimator", [NetworkClassifier, NetworkRegressor])


@pytest.mark.parametrize("name", ESTIMATORS)
def test_every_check_of_scikit_learn_is_passed(name):
    results = check_estimator(ESTIMATORS[name], on_skip=None, on_fail=None)
    failed = [result for result in results if result["status"] not in ("passed", "skipped")]
    assert not failed, [(result["check_name"], result["exception"]) for result in failed]
    skipped = [str(result["exception"]) for result in results if result["status"] == "skipped"]
    assert all("pandas" in reason or "ARRAY_API" in reason for reason in skipped), skipped
    assert len(results) > 50


# What they compute


def test_classifier_is_fminunc_and_cost_function():
    model = NetworkClassifier((4, 3), hidden=("relu", "tanh"), random_state=0, max_iter=30)
    model.fit(X, SPECIES, sample_weight=WEIGHTS)
    network = Network((4, 4, 3, 3), ("relu", "tanh"), "softmax")
    J, _ = cost_function(model.theta_, network, X, y, 1.0, WEIGHTS)
    assert (model.network_, model.loss_) == (network, pytest.approx(J, rel=1e-12))
    np.testing.assert_allclose(model.predict_proba(X), hypothesis(model.theta_, network, X))
    assert (model.predict(X) == model.classes_[model.predict_proba(X).argmax(axis=1)]).all()
    assert len(model.history_) == model.n_iter_ + 1


@pytest.mark.parametrize(("output", "columns"), [(None, 1), ("sigmoid", 1), ("softmax", 2)])
def test_two_classes_have_one_unit_or_two(output, columns):
    labels = np.where(y == 0, "a", "b")
    model = NetworkClassifier(output=output, random_state=0, max_iter=30).fit(X, labels)
    assert model.network_.layer_sizes[-1] == columns
    assert model.score(X, labels) == 1
    proba = model.predict_proba(X)
    np.testing.assert_allclose(proba.sum(axis=1), 1)
    assert (proba[labels == "b", 1] > 0.5).all()


def test_sigmoids_of_several_classes_give_probabilities():
    model = NetworkClassifier(output="sigmoid", random_state=0, max_iter=30).fit(X, y)
    np.testing.assert_allclose(model.predict_proba(X).sum(axis=1), 1)
    assert model.score(X, y) > 0.95


def test_regressor_has_one_output_or_several():
    targets = np.column_stack([X[:, 0] ** 2, X[:, 1]])
    both = NetworkRegressor(lambda_=0.1, random_state=0).fit(X, targets)
    one = NetworkRegressor(lambda_=0.1, random_state=0).fit(X, targets[:, 0])
    assert both.predict(X).shape == (150, 2)
    assert one.predict(X).shape == (150,)
    assert min(both.score(X, targets), one.score(X, targets[:, 0])) > 0.9


def test_absolute_error_finds_the_median():
    values = np.array([0.0, 1.0, 2.0, 3.0, 100.0])
    model = NetworkRegressor((), loss="absolute_error", lambda_=0.0, max_iter=3000, method="adam")
    model.set_params(learning_rate=0.01, random_state=0)
    assert model.fit(np.zeros((5, 1)), values).predict([[0.0]]) == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("loss", [huber(0.5), pinball(0.9)], ids=str)
def test_loss_may_be_a_function(loss):
    model = NetworkRegressor(loss=loss, random_state=0, max_iter=30).fit(X, y)
    J, _ = cost_function(model.theta_, model.network_, X, y, 1.0)
    assert model.loss_ == pytest.approx(J, rel=1e-12)
    assert model.network_.loss == loss
    again = pickle.loads(pickle.dumps(clone(model).fit(X, y)))
    np.testing.assert_array_equal(again.predict(X), model.predict(X))


def test_class_weight_is_a_sample_weight():
    by_class = {"setosa": 1, "versicolor": 2, "virginica": 5}
    weighted = NetworkClassifier(class_weight=by_class, random_state=0, max_iter=30)
    plain = NetworkClassifier(random_state=0, max_iter=30)
    plain.fit(X, SPECIES, sample_weight=[by_class[name] for name in SPECIES])
    np.testing.assert_array_equal(weighted.fit(X, SPECIES).theta_, plain.theta_)
    balanced = NetworkClassifier(class_weight="balanced", random_state=0, max_iter=30)
    rows = np.r_[:10, 50:150]
    weights = np.where(y[rows] == 0, 110 / 30, 110 / 150)
    plain.fit(X[rows], SPECIES[rows], sample_weight=weights)
    np.testing.assert_allclose(balanced.fit(X[rows], SPECIES[rows]).theta_, plain.theta_)


def test_dropout_is_used_in_training_alone():
    kept = NetworkClassifier(method="adam", batch_size=50, max_iter=3, random_state=0)
    dropped = clone(kept).set_params(keep_prob=0.5).fit(X, y)
    assert not np.allclose(dropped.theta_, kept.fit(X, y).theta_)
    h = hypothesis(dropped.theta_, dropped.network_, X)
    np.testing.assert_allclose(dropped.predict_proba(X), h)


# Early stopping


@pytest.mark.parametrize("method", ["L-BFGS-B", "adam", "CG"])
def test_early_stopping_works_with_every_method(method):
    rng = np.random.default_rng(0)
    noise, labels = rng.normal(size=(60, 20)), rng.integers(0, 2, 60)
    model = NetworkClassifier(
        lambda_=0, method=method, early_stopping=True, validation_fraction=0.3, patience=5
    )
    model.set_params(random_state=0, max_iter=2000).fit(noise, labels)
    assert "stopped early" in model.result_message_
    assert len(model.dev_history_) - 1 == np.argmin(model.dev_history_) + 5


def test_dev_set_of_the_user_is_the_one_that_stops():
    train, dev = np.arange(0, 150, 2), np.arange(1, 150, 2)
    model = NetworkClassifier(lambda_=0.0, random_state=0, max_iter=50)
    model.fit(X[train], SPECIES[train], dev_set=(X[dev], SPECIES[dev]))
    J, _ = cost_function(model.theta_, model.network_, X[dev], y[dev])
    assert model.dev_history_.min() == pytest.approx(J, rel=1e-12)
    regressor = NetworkRegressor(lambda_=0.0, random_state=0, max_iter=50)
    regressor.fit(X[train], y[train], dev_set=(X[dev], y[dev]))
    J, _ = cost_function(regressor.theta_, regressor.network_, X[dev], y[dev])
    assert regressor.dev_history_.min() == pytest.approx(J, rel=1e-12)


# Going on


@each
def test_partial_fit_goes_on_from_the_weights(estimator):
    model = estimator(method="adam", learning_rate=0.02, batch_size=25, random_state=0)
    first = {"classes": [0, 1, 2]} if estimator is NetworkClassifier else {}
    losses = [model.partial_fit(X, y, **first).loss_ for _ in range(20)]
    assert losses[-1] < losses[0] / 2
    assert model.n_iter_ == 1
    assert model.max_iter == 500


def test_partial_fit_weighs_classes_that_a_batch_may_not_have():
    model = NetworkClassifier(class_weight={"virginica": 3.0}, method="adam", random_state=0)
    model.partial_fit(X[:50], SPECIES[:50], classes=np.unique(SPECIES))
    plain = NetworkClassifier(method="adam", random_state=0)
    plain.partial_fit(X[:50], SPECIES[:50], classes=np.unique(SPECIES))
    np.testing.assert_array_equal(model.theta_, plain.theta_)
    model.partial_fit(X, SPECIES)
    plain.partial_fit(X, SPECIES, sample_weight=np.where(SPECIES == "virginica", 3.0, 1.0))
    np.testing.assert_array_equal(model.theta_, plain.theta_)


@each
def test_partial_fit_needs_a_method_of_epochs(estimator):
    assert not hasattr(estimator(), "partial_fit")
    assert hasattr(estimator(method="nesterov"), "partial_fit")


@each
def test_warm_start_goes_on_from_the_weights(estimator):
    model = estimator(warm_start=True, random_state=0, max_iter=5).fit(X, y)
    J = model.loss_
    assert model.fit(X, y).history_[0] == pytest.approx(J, rel=1e-12)
    assert clone(model).set_params(warm_start=False).fit(X, y).history_[0] > J


# With the rest of scikit-learn


@each
def test_estimators_work_in_a_pipeline_and_a_grid_search(estimator):
    pipeline = make_pipeline(StandardScaler(), estimator(random_state=0, max_iter=20))
    assert cross_val_score(pipeline, X, y, cv=3, error_score="raise").shape == (3,)
    name = f"{estimator.__name__.lower()}__lambda_"
    search = GridSearchCV(pipeline, {name: [0.01, 1000.0]}, cv=3, error_score="raise")
    assert search.fit(X, y).best_params_ == {name: 0.01}
    pipeline.set_output(transform="default").fit(X, y)
    again = pickle.loads(pickle.dumps(search))
    np.testing.assert_array_equal(again.predict(X), search.predict(X))


def test_limit_of_iterations_is_a_convergence_warning():
    with pytest.warns(ConvergenceWarning, match="LIMIT"):
        NetworkClassifier(max_iter=3, random_state=0).fit(X, y)


# lambda, alpha


def unrolled(theirs):
    """The weights of an MLP of scikit-learn as a theta_vec."""
    return unroll([np.column_stack([b, W.T]) for b, W in zip(theirs.intercepts_, theirs.coefs_)])


@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_lambda_is_the_alpha_of_scikit_learn(weights):
    """Both divide by 2m, or by twice the sum of the weights."""
    theirs = MLPClassifier((5,), activation="tanh", solver="lbfgs", alpha=2.5, max_iter=3)
    theirs.set_params(random_state=0)
    keywords = {} if weights is None else {"sample_weight": weights}
    try:
        theirs.fit(X, y, **keywords)
    except TypeError:
        pytest.skip("this scikit-learn's MLPClassifier has no sample weights")
    network = Network((4, 5, 3), "tanh", "softmax")
    J, _ = cost_function(unrolled(theirs), network, X, y, 2.5, weights)
    assert J == pytest.approx(theirs.loss_, rel=1e-12)


def test_lambda_is_the_alpha_of_scikit_learn_in_a_regression():
    theirs = MLPRegressor(
        hidden_layer_sizes=(), solver="lbfgs", alpha=30.0, max_iter=2000, tol=1e-12
    )
    theirs.fit(X, y)
    ours = NetworkRegressor((), lambda_=30.0, random_state=0).fit(X, y)
    np.testing.assert_allclose(ours.predict(X), theirs.predict(X), atol=1e-4)


def test_alpha_in_mini_batches_is_lambda_times_their_share():
    """scikit-learn adds alpha/(2B) to the cost of each batch, nnfunc lambda/(2m)."""
    B, alpha, rate = 30, 2.0, 0.1
    theirs = MLPClassifier((5,), activation="tanh", solver="sgd", alpha=alpha, batch_size=B)
    theirs.set_params(momentum=0, learning_rate_init=rate, shuffle=False, warm_start=True)
    theirs.set_params(max_iter=1, random_state=0)
    before, after = (unrolled(theirs.fit(X, y)) for _ in range(2))
    network, theta = Network((4, 5, 3), "tanh", "softmax"), before.copy()
    lambda_ = alpha * len(X) / B
    for start in range(0, len(X), B):
        rows = slice(start, start + B)
        _, gradient = cost_function(theta, network, X[rows], y[rows], lambda_ * B / len(X))
        theta -= rate * gradient
    np.testing.assert_allclose(theta, after, rtol=1e-10, atol=1e-12)


def test_lambda_over_m_is_weight_decay():
    """A step of plain gradient descent with torch's weight_decay d has lambda = m d."""
    network, m, decay, rate = Network((4, 3)), len(X), 0.3, 0.1
    theta = rand_initialize_theta(network, rng=0)
    step = fminunc(
        cost_function, theta, (network, X, y, m * decay), method="gradient_descent",
        alpha=rate, max_iter=1,
    )  # fmt: skip
    weights = theta.copy()
    weights[:3] = 0  # torch decays the biases too, unless they are in a group of their own
    _, gradient = cost_function(theta, network, X, y)
    np.testing.assert_allclose(step.x, theta - rate * (gradient + decay * weights))


# Errors


def refused(word, call, *args, **kwargs):
    with pytest.raises((ValueError, TypeError, AttributeError)) as caught:
        call(*args, **kwargs)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


@each
def test_wrong_arguments_are_refused_in_one_line(estimator):
    refused("Sparse", estimator().fit, csr_array(X), y)
    refused("Sparse", estimator().fit(X, y).predict, csr_array(X))
    refused("hidden: ", estimator(hidden="elu").fit, X, y)
    refused("lambda_: ", estimator(lambda_=-1).fit, X, y)
    refused("batch_size: ", estimator(batch_size=5).fit, X, y)
    refused("max_iter: ", estimator(max_iter=0).fit, X, y)
    refused("method: ", estimator(method="sgd").fit, X, y)


def test_wrong_labels_are_refused_in_one_line():
    refused("1 class", NetworkClassifier().fit, X, np.zeros(150))
    refused("output: ", NetworkClassifier(output="linear").fit, X, y)
    refused("output: ", NetworkRegressor(output="softmax").fit, X, y)
    by_epochs = NetworkClassifier(method="adam")
    refused("classes: ", by_epochs.partial_fit, X, y)
    refused("not in classes", by_epochs.partial_fit, X, y, classes=[0, 1])
    by_epochs.set_params(class_weight="balanced")
    refused("class_weight: ", by_epochs.partial_fit, X, y, classes=[0, 1, 2])


def test_nnfunc_does_not_import_scikit_learn():
    code = "import sys, nnfunc; assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_missing_scikit_learn_is_an_import_error_that_names_the_extra():
    code = "import sys; sys.modules['sklearn'] = None; import nnfunc.estimators"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].endswith("pip install 'nnfunc[sklearn]'")


def test_more_layers_and_classes_are_learnt():
    points, labels = make_classification(300, n_informative=6, n_classes=4, random_state=0)
    model = NetworkClassifier((20, 10), random_state=0, lambda_=0.1, max_iter=100)
    assert model.fit(points, labels).score(points, labels) > 0.95


def test_weights_of_an_estimator_serve_the_functions_of_the_library():
    X, y = load_iris(return_X_y=True)
    model = NetworkClassifier((5,), max_iter=20, random_state=0)
    with pytest.warns(ConvergenceWarning):
        model.fit(X, y)
    activations = nnfunc.forward_propagate(model.theta_, model.network_, X)
    assert [a.shape[1] for a in activations] == [4, 5, 3]
    np.testing.assert_allclose(activations[-1], model.predict_proba(X))
    labels = model.classes_[nnfunc.predict(model.theta_, model.network_, X)]
    np.testing.assert_array_equal(labels, model.predict(X))
