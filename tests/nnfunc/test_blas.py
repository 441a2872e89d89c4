"""fminunc holds SciPy's BLAS to one thread while it runs, and restores it afterwards."""

import re
import sys
import threading

import numpy as np
import pytest

from nnfunc import fminunc

threadpoolctl = pytest.importorskip("threadpoolctl", reason="holding threads takes threadpoolctl")


def threads():
    """Threads of SciPy's own BLAS, and of the others."""
    pools = [pool for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
    own, others = [], []
    for pool in pools:
        mine = re.search(r"scipy(\.libs)?[/\\]", pool["filepath"])
        (own if mine else others).append(pool["num_threads"])
    return own, others


@pytest.fixture(autouse=True)
def before():
    """Threads before the test, two everywhere."""
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        if not threads()[0]:
            pytest.skip("NumPy and SciPy share one BLAS here: nothing to hold")
        yield threads()


def run(during=lambda: None):
    """Minimise a parabola; return what `during` returns while SciPy's optimiser runs."""
    calls, results = [], []

    def cost(theta):
        results.append(during() if calls else None)
        calls.append(theta)
        return float(theta @ theta), 2 * theta

    fminunc(cost, np.ones(3))
    return results[1:]  # fminunc itself evaluates J first, before SciPy takes over


def test_fminunc_holds_scipys_pool_alone_and_restores_it(before):
    own, others = run(threads)[-1]
    assert set(own) == {1}
    assert others == before[1]
    assert threads() == before
    assert set(before[0]) == {2}


def test_the_pool_is_restored_after_an_exception(before):
    with pytest.raises(ZeroDivisionError):
        run(lambda: 1 / 0)
    assert threads() == before


@pytest.mark.parametrize("outer_ends_first", [True, False])
def test_overlapping_runs_leave_nothing_held(outer_ends_first, before):
    entered, leave = threading.Event(), threading.Event()
    held = []

    def inner():
        held.append(threads())
        entered.set()
        leave.wait(10)

    def outer():
        if not other.is_alive() and not entered.is_set():
            other.start()
            entered.wait(10)
        if not outer_ends_first:
            leave.set()
            other.join(10)
            assert set(threads()[0]) == {1}  # the inner run did not release the pool

    other = threading.Thread(target=run, args=(inner,))
    run(outer)
    leave.set()
    other.join(10)
    assert set(held[0][0]) == {1}
    assert threads() == before
    assert run(threads)[-1] != before  # the lock was released


def test_without_threadpoolctl_nothing_is_held(monkeypatch, before):
    monkeypatch.setitem(sys.modules, "threadpoolctl", None)
    assert run(threads)[-1] == before
