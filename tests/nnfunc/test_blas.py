"""SciPy's thread pool is held while an optimiser runs, and put back after."""

import re
import threading

import numpy as np
import pytest

from nnfunc import fminunc
from nnfunc.blas import _limit_scipy, one_scipy_thread

threadpoolctl = pytest.importorskip("threadpoolctl", reason="holding threads takes threadpoolctl")


@pytest.fixture(autouse=True)
def two_threads_everywhere():
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        limiter = _limit_scipy()
        if limiter is None:
            pytest.skip("NumPy and SciPy share one BLAS here: there is nothing to hold")
        limiter.restore_original_limits()
        yield


def threads():
    """Threads of SciPy's BLAS, and of the others."""
    pools = [pool for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
    scipys = {pool["filepath"] for pool in pools if re.search(r"scipy(\.libs)?/", pool["filepath"])}
    return (
        [pool["num_threads"] for pool in pools if pool["filepath"] in scipys],
        [pool["num_threads"] for pool in pools if pool["filepath"] not in scipys],
    )


def test_fminunc_holds_scipys_pool_alone_and_puts_it_back():
    inside = []

    def cost(theta):
        inside.append(threads())
        return float(theta @ theta), 2 * theta

    before = threads()
    fminunc(cost, np.ones(3))
    assert inside[0] != inside[-1]  # the first evaluation is ours, before SciPy takes over
    assert set(inside[-1][0]) == {1}
    assert inside[-1][1] == before[1]
    assert threads() == before
    assert set(before[0]) == {2}


def test_the_pool_is_put_back_after_a_failure():
    before = threads()

    def fails(theta):
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fminunc(fails, [1.0])
    with pytest.raises(ArithmeticError), one_scipy_thread():
        fails(None)
    assert threads() == before


@pytest.mark.parametrize("outer_ends_first", [True, False])
def test_overlapping_runs_leave_nothing_held(outer_ends_first):
    before, entered, leave = threads(), threading.Event(), threading.Event()
    held = []

    def second():
        with one_scipy_thread():
            held.append(threads())
            entered.set()
            leave.wait(10)

    other = threading.Thread(target=second)
    with one_scipy_thread():
        other.start()
        entered.wait(10)
        if not outer_ends_first:
            leave.set()
            other.join(10)
            assert set(threads()[0]) == {1}  # the second to come did not let go of it
    leave.set()
    other.join(10)
    assert set(held[0][0]) == {1}
    assert threads() == before
    with one_scipy_thread():
        assert threads() != before  # nor is the lock left behind


def test_without_threadpoolctl_nothing_happens(monkeypatch):
    before = threads()
    monkeypatch.setitem(__import__("sys").modules, "threadpoolctl", None)
    with one_scipy_thread():
        assert threads() == before
