"""A run that is interrupted goes on from its checkpoint, and a checkpoint is never half written."""

import os
import random
import signal
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from nnfunc import (
    Network,
    adam,
    checkpoints,
    cost_function,
    fminunc,
    gradient_descent,
    momentum,
    nesterov,
    rand_initialize_theta,
    rmsprop,
)
from tests.nnfunc.support import refused

MINIMISERS = [gradient_descent, momentum, nesterov, rmsprop, adam]
SCIPY = ["L-BFGS-B", "CG", "BFGS", "TNC", "SLSQP", "trust-constr"]


@pytest.fixture
def problem():
    rng = np.random.default_rng(0)
    network = Network((5, 4, 3), hidden="tanh", output="softmax")
    X, y = rng.normal(size=(22, 5)), rng.integers(0, 3, 22)
    return rand_initialize_theta(network, "glorot", rng=1), (network, X, y, 0.5)


@pytest.mark.parametrize("method", MINIMISERS)
@pytest.mark.parametrize("batch_size", [None, 6])
@pytest.mark.parametrize("stop_at", [1, 5])
def test_minimisers_resume_bit_for_bit(method, batch_size, stop_at, problem, tmp_path):
    theta, args = problem
    args = (*args, np.linspace(0.5, 2, 22), 0.8, 3)  # with weights and dropout
    dev_cost = lambda t: cost_function(t, *args[:4])  # noqa: E731
    options = {"method": method, "batch_size": batch_size, "dev_cost": dev_cost, "patience": 99}
    at_once = fminunc(cost_function, theta, args, max_iter=9, **options)
    options["checkpoint"] = tmp_path / "run.npz"
    fminunc(cost_function, theta, args, max_iter=stop_at, **options)
    in_two = fminunc(cost_function, theta, args, max_iter=9, **options)
    np.testing.assert_array_equal(in_two.x, at_once.x)
    np.testing.assert_array_equal(in_two.history, at_once.history)
    np.testing.assert_array_equal(in_two.dev_history, at_once.dev_history)
    assert (in_two.fun, in_two.nit, in_two.success) == (at_once.fun, 9, at_once.success)


@pytest.mark.parametrize("method", SCIPY)
def test_methods_of_scipy_resume_from_the_saved_parameters(method, problem, tmp_path):
    theta, args = problem
    options = {"method": method, "checkpoint": tmp_path / "run.npz"}
    first = fminunc(cost_function, theta, args, max_iter=4, **options)
    second = fminunc(cost_function, np.zeros_like(theta), args, max_iter=9, **options)
    np.testing.assert_array_equal(second.history[:5], first.history)
    assert 4 < second.nit <= 9
    assert second.fun <= first.fun
    assert "resumed at iteration 4" in second.message


def test_levenberg_marquardt_resumes_from_the_saved_parameters(problem, tmp_path):
    theta, (_, X, _, _) = problem
    network = Network((5, 4, 3), hidden="tanh", output="linear")
    args = (network, X, np.sin(X[:, :3]), 0.1)
    options = {"method": "levenberg_marquardt", "checkpoint": tmp_path / "run.npz"}
    first = fminunc(cost_function, theta, args, max_iter=2, **options)
    second = fminunc(cost_function, theta, args, max_iter=5, **options)
    assert (first.nit, second.nit) == (2, 5)
    assert second.fun < first.fun
    assert "resumed at iteration 2" in second.message


@pytest.mark.parametrize("method", [*MINIMISERS, *SCIPY])
@pytest.mark.parametrize("batch_size", [None, 6])
def test_finished_run_returns_at_once(method, batch_size, problem, tmp_path):
    theta, args = problem
    options = {"method": method, "max_iter": 3, "checkpoint": tmp_path / "run.npz"}
    if method in MINIMISERS:
        options["batch_size"] = batch_size
    done = fminunc(cost_function, theta, args, **options)
    again = fminunc(cost_function, theta, args, **options)
    np.testing.assert_array_equal(again.x, done.x)
    assert (again.nit, again.fun, again.success) == (3, done.fun, done.success)


@pytest.mark.parametrize(
    ("changes", "options", "differs"),
    [
        ({0: (5, 4, 3)}, {}, "network"),
        ({1: np.ones((22, 5))}, {}, "X"),
        ({2: np.zeros(22, dtype=int)}, {}, "y"),
        ({3: 0.6}, {}, "lambda_"),
        ({}, {"method": momentum}, "method"),
        ({}, {"alpha": 0.2}, "options"),
        ({}, {"batch_size": 4}, "options"),
    ],
)
def test_checkpoint_of_another_run_is_refused(changes, options, differs, problem, tmp_path):
    theta, args = problem
    run = {"method": gradient_descent, "max_iter": 2, "checkpoint": tmp_path / "run.npz"}
    fminunc(cost_function, theta, args, **run)
    args = tuple(changes.get(i, arg) for i, arg in enumerate(args))
    refused(
        "checkpoint", f"another {differs}:", fminunc, cost_function, theta, args, **run | options
    )


@pytest.mark.parametrize("args", [(), (2.0,), (np.eye(2), 1.0, "a"), tuple(range(9))])
def test_any_cost_function_can_be_resumed(args, tmp_path):
    def cost(theta, *args):
        return float(theta @ theta), 2 * theta

    options = {"method": "gradient_descent", "checkpoint": tmp_path / "run.npz"}
    for max_iter in (2, 4):
        result = fminunc(cost, [3.0, 4.0], args, max_iter=max_iter, **options)
    assert len(result.history) == 5
    other = (*args[:-1], 7.5) if args else (7.5,)
    refused("checkpoint", "another args", fminunc, cost, [3.0, 4.0], other, **options)


def test_damaged_checkpoint_is_named_and_the_previous_one_used(problem, tmp_path):
    theta, args = problem
    path = tmp_path / "run.npz"
    run = {"method": adam, "checkpoint": path}
    fminunc(cost_function, theta, args, max_iter=2, **run)
    fminunc(cost_function, theta, args, max_iter=4, **run)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.warns(UserWarning, match=r"run\.npz is damaged.*going on from .*previous"):
        result = fminunc(cost_function, theta, args, max_iter=6, **run)
    at_once = fminunc(cost_function, theta, args, method=adam, max_iter=6)
    np.testing.assert_array_equal(result.x, at_once.x)


@pytest.mark.parametrize("contents", [b"", b"PK\x03\x04", b"notes on something else"])
def test_file_that_is_no_checkpoint_is_refused_and_kept(contents, problem, tmp_path):
    theta, args = problem
    path = tmp_path / "run.npz"
    path.write_bytes(contents)
    refused("checkpoint", "not a checkpoint", fminunc, cost_function, theta, args, checkpoint=path)
    assert path.read_bytes() == contents


def test_other_arrays_are_no_checkpoint(problem, tmp_path):
    theta, args = problem
    np.savez(tmp_path / "run.npz", theta=theta)
    call = {"checkpoint": tmp_path / "run.npz"}
    refused("checkpoint", "not a checkpoint", fminunc, cost_function, theta, args, **call)


def test_missing_folder_or_a_folder_as_target_is_refused_at_the_start(problem, tmp_path):
    theta, args = problem
    calls = []

    def cost(theta, *args):
        calls.append(theta)
        return cost_function(theta, *args)

    for path, word in ((tmp_path / "none" / "run.npz", "create it"), (tmp_path, "regular file")):
        refused("checkpoint", word, fminunc, cost, theta, args, checkpoint=path)
    assert calls == []


def test_full_disk_costs_the_checkpoint_but_not_the_result(problem, tmp_path, monkeypatch):
    def full(path, checkpoint):
        raise OSError(28, "No space left on device")

    theta, args = problem
    expected = fminunc(cost_function, theta, args, max_iter=5)
    monkeypatch.setattr(checkpoints, "write", full)
    result = fminunc(cost_function, theta, args, max_iter=5, checkpoint=tmp_path / "run.npz")
    np.testing.assert_array_equal(result.x, expected.x)
    assert "could not be written: No space left on device" in result.message
    assert list(tmp_path.iterdir()) == []


def test_failing_cost_leaves_its_last_iteration(problem, tmp_path):
    theta, args = problem
    calls = []

    def failing(theta, *args):
        calls.append(theta)
        if len(calls) > 8:
            raise MemoryError
        return cost_function(theta, *args)

    path = tmp_path / "run.npz"
    with pytest.raises(MemoryError):
        fminunc(failing, theta, args, checkpoint=path)
    result = fminunc(cost_function, theta, args, checkpoint=path, max_iter=60)
    assert "resumed at iteration" in result.message


def test_saving_takes_two_percent_of_the_time(tmp_path, monkeypatch):
    now, saves = [0.0], []

    def slow(path, checkpoint):
        saves.append(now[0])
        now[0] += 1.0  # a save takes a second

    monkeypatch.setattr(checkpoints, "write", slow)
    monkeypatch.setattr(checkpoints.time, "monotonic", lambda: now[0])
    writer = checkpoints.Writer(tmp_path / "run.npz", {})
    for _ in range(200):
        writer.save({}, {})
        now[0] += 1.0
    assert saves == [0.0, 51.0, 102.0, 153.0]


TRAIN = """
    import sys
    import numpy as np
    from nnfunc import adam, cost_function, fminunc, rand_initialize_theta

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(1000, 100)), rng.integers(0, 10, 1000)
    method = adam if sys.argv[2] == "adam" else sys.argv[2]
    theta = rand_initialize_theta((100, 50, 10), rng=1)
    print("training", flush=True)
    options = {"gtol": 0, "ftol": 0} if method == "L-BFGS-B" else {"batch_size": 100}
    result = fminunc(
        cost_function, theta, ((100, 50, 10), X, y, 0.1), method=method, max_iter=int(sys.argv[3]),
        checkpoint=sys.argv[1], **options,
    )
"""


def train(path, method, max_iter):
    code = [sys.executable, "-c", textwrap.dedent(TRAIN), str(path), method, str(max_iter)]
    return subprocess.Popen(code, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_at_random(path, method, seconds):
    """Train, kill -9 at a random moment, and return the checkpoint that is left, if any."""
    with train(path, method, 10**6) as process:
        process.stdout.readline()
        try:
            _, errors = process.communicate(timeout=seconds)
            raise AssertionError(errors)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    return checkpoints.load(path)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="kills processes as Unix does")
@pytest.mark.parametrize("method", ["L-BFGS-B", "adam"])
def test_killed_run_always_resumes(method, tmp_path):
    path, J, nit = tmp_path / "run.npz", np.inf, 0
    draw = random.Random(0)
    for _ in range(3):
        saved = kill_at_random(path, method, draw.uniform(0.05, 0.4))
        if saved is not None:
            assert saved.numbers["best_J"] <= J
            assert len(saved.arrays["history"]) >= nit
            J, nit = saved.numbers["best_J"], len(saved.arrays["history"])
    assert nit > 1


def test_two_runs_on_one_file_leave_a_whole_one(tmp_path):
    path = tmp_path / "run.npz"
    for process in [train(path, "adam", 30) for _ in range(2)]:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert checkpoints.load(path) is not None
    assert not list(tmp_path.glob("*.part"))


def test_folder_without_permission_is_refused_at_the_start(problem, tmp_path, monkeypatch):
    def denied(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    theta, args = problem
    monkeypatch.setattr(checkpoints.Path, "touch", denied)
    call = {"checkpoint": tmp_path / "run.npz"}
    refused("checkpoint", "Permission denied", fminunc, cost_function, theta, args, **call)
