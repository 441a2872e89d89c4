"""The campaign counts its draws, and prints the smallest case that fails."""

import pytest

pytest.importorskip("hypothesis", reason="hypothesis draws the cases")
pytest.importorskip("autograd", reason="autograd is the independent oracle")

from tests.nnfunc import test_random_networks
from tests.programs import campaign


def test_draws_are_counted(capsys):
    assert campaign.main(["--draws", "5", "--seed", "1"]) == 0
    assert capsys.readouterr().out.startswith("5 draws")


def test_failing_case_is_printed(monkeypatch, capsys):
    cost_function = test_random_networks.cost_function

    def without_regularisation(theta, network, X, y, lambda_, *options):
        return cost_function(theta, network, X, y, 0.0, *options)

    monkeypatch.setattr(test_random_networks, "cost_function", without_regularisation)
    assert campaign.main(["--draws", "50"]) == 1
    assert "Case(layer_sizes=" in capsys.readouterr().out
