"""`Network`, the description of an architecture. It holds no weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from numbers import Integral, Real

from nnfunc.activations import ACTIVATIONS
from nnfunc.arrays import one_line
from nnfunc.losses import LOSSES, OUTPUTS, natural_loss


@dataclass(frozen=True)
class Network:
    """Layer sizes, activations and loss of a fully connected network.

    Wherever the library asks for a network, a bare tuple of sizes such as ``(400, 25, 10)`` will
    do and means sigmoids throughout.

    Parameters
    ----------
    layer_sizes : sequence of int
        s_1, ..., s_L: the inputs, the hidden layers, the outputs, bias units not counted. Two
        sizes, with no hidden layer, make a logistic (or linear, or softmax) regression.
    hidden : str or sequence of str, default "sigmoid"
        Activation of the hidden layers, one name for all or one each: ``sigmoid``, ``tanh``,
        ``relu``, ``leaky_relu``, ``linear``. Kept as a tuple.
    output : str, default "sigmoid"
        Activation of the output layer: one of those or ``softmax``.
    loss : str, optional
        ``cross_entropy`` (sigmoid and softmax), ``squared_error`` (half the squared norm) or
        ``absolute_error`` (any output but softmax). The default is cross entropy for sigmoid
        and softmax, squared error otherwise.
    leaky_slope : float, default 0.01
        Slope of the leaky ReLU where z < 0.

    Raises
    ------
    ValueError, TypeError
        If a size is not a positive whole number, a name is not known, or the pair of output
        and loss makes no sense.

    Examples
    --------
    >>> Network((400, 25, 10)).theta_shapes
    ((25, 401), (10, 26))
    >>> Network((784, 100, 10), hidden="relu", output="softmax").loss
    'cross_entropy'
    """

    layer_sizes: Sequence[int]
    hidden: str | Sequence[str] = "sigmoid"
    output: str = "sigmoid"
    loss: str | None = None
    leaky_slope: float = 0.01

    def __post_init__(self) -> None:
        sizes = _layer_sizes(self.layer_sizes)
        names = self.hidden
        if not isinstance(names, (str, tuple, list)):
            raise TypeError(f"hidden: expected a name or a tuple of names, got {one_line(names)}")
        hidden = (names,) * (len(sizes) - 2) if isinstance(names, str) else tuple(names)
        # A single name is looked at even where there is no hidden layer to use it.
        for name in (names,) if isinstance(names, str) else hidden:
            _one_of("hidden", name, tuple(ACTIVATIONS))
        if len(hidden) != len(sizes) - 2:
            raise ValueError(
                f"hidden: expected one name or {len(sizes) - 2} (one for each hidden layer of "
                f"{'-'.join(map(str, sizes))}), got {len(hidden)}"
            )
        _one_of("output", self.output, OUTPUTS)
        loss = natural_loss(self.output) if self.loss is None else self.loss
        _one_of("loss", loss, LOSSES)
        if loss == "cross_entropy" and self.output not in ("sigmoid", "softmax"):
            raise ValueError(
                f"loss: a cross entropy needs probabilities, so output 'sigmoid' or 'softmax', "
                f"got output {self.output!r}: use loss='squared_error'"
            )
        if loss != "cross_entropy" and self.output == "softmax":
            raise ValueError(
                f"loss: a softmax goes with 'cross_entropy', got {loss!r}: "
                f"use output='sigmoid' or 'linear' for that loss"
            )
        if self.output == "softmax" and sizes[-1] == 1:
            raise ValueError(
                "layer_sizes: a softmax needs 2 or more outputs, got 1 (it would always say 1): "
                "use output='sigmoid' for a single unit"
            )
        slope = self.leaky_slope
        if isinstance(slope, bool) or not isinstance(slope, Real) or not 0 <= slope < 1:
            raise ValueError(f"leaky_slope: expected a number in [0, 1), got {one_line(slope)}")
        object.__setattr__(self, "layer_sizes", sizes)
        object.__setattr__(self, "hidden", hidden)
        object.__setattr__(self, "loss", loss)

    @property
    def theta_shapes(self) -> tuple[tuple[int, int], ...]:
        """Shapes (s_{l+1}, s_l + 1) of Theta(1), Theta(2), ..., bias in column 0."""
        sizes = self.layer_sizes
        return tuple((fan_out, fan_in + 1) for fan_in, fan_out in zip(sizes, sizes[1:]))

    @property
    def n_params(self) -> int:
        """Length of theta_vec."""
        return sum(rows * columns for rows, columns in self.theta_shapes)

    def __str__(self) -> str:
        return "-".join(map(str, self.layer_sizes))


NetworkLike = Network | Sequence[int]


def as_network(network: NetworkLike) -> Network:
    """Return a `Network`, making one of sigmoids from a bare tuple of sizes.

    Parameters
    ----------
    network : Network or sequence of int

    Returns
    -------
    Network

    Examples
    --------
    >>> as_network((2, 1)) == Network((2, 1))
    True
    """
    return network if isinstance(network, Network) else Network(network)


def _layer_sizes(layer_sizes: Sequence[int]) -> tuple[int, ...]:
    wanted = "network: expected a Network or a tuple of layer sizes such as (400, 25, 10)"
    if hasattr(layer_sizes, "shape"):
        if len(layer_sizes.shape) != 1 or layer_sizes.shape[0] > 1000:
            raise TypeError(
                f"{wanted}, got {one_line(layer_sizes)}: "
                "are the arguments in the order theta_vec, network, X, y?"
            )
    elif not isinstance(layer_sizes, (tuple, list)):
        raise TypeError(f"{wanted}, got {type(layer_sizes).__name__}")
    if len(layer_sizes) < 2:
        raise ValueError(f"{wanted} with 2 or more layers, got {one_line(layer_sizes)}")
    for size in layer_sizes:
        if isinstance(size, bool) or not isinstance(size, Integral) or size < 1:
            raise ValueError(f"{wanted} of positive whole numbers, found {one_line(size)}")
    return tuple(int(size) for size in layer_sizes)


def _one_of(argument: str, name: object, names: tuple[str, ...]) -> None:
    if isinstance(name, str) and name in names:
        return
    close = get_close_matches(str(name).lower().replace(" ", "_"), names, n=1)
    hint = f": did you mean {close[0]!r}?" if close else ""
    raise ValueError(f"{argument}: expected one of {', '.join(names)}, got {one_line(name)}{hint}")
