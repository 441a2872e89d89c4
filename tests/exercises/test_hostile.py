"""A few of the hostile submissions; all of them: python -m tests.programs.hostile."""

import os
import sys

import pytest

from tests.programs.hostile.__main__ import run
from tests.programs.hostile.cases import all_cases

pytest.importorskip("seccompy", reason="submissions are confined by seccompy")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

QUICK = [
    "answers_twice",
    "child_imported",
    "daemon",
    "equals_everything",
    "forged_frames_blind",
    "forged_ready_as_an_answer",
    "frames_searched",
    "honest_tour_of_numpy",
    "kills_its_parent",
    "poisons_the_next_run",
    "reference_imported",
    "system_calls",
    "truth_values_that_change",
]


@pytest.fixture(scope="module")
def faults():
    return {done["name"]: done["faults"] for done in run(QUICK)}


@pytest.mark.parametrize("name", QUICK)
def test_submission_gets_its_points_and_leaves_nothing_behind(faults, name):
    assert faults[name] == []


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root")
def test_grading_as_an_ordinary_user_is_just_as_safe():
    done = list(run(["kills_its_parent", "memory_of_the_parent"], as_user=True))
    if "may not run this Python" in str(done):
        pytest.skip("other users may not run this Python")
    assert [one["faults"] for one in done] == [[], []]


def test_every_submission_states_its_points():
    cases = all_cases()
    assert cases.keys() >= set(QUICK)
    assert all(case.points in (None, *range(101)) for case in cases.values())
