# points: 100
# ruff: noqa

from __future__ import annotations

import abc
import enum
import functools
import typing as t
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Optional, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

# <solution>

T = TypeVar("T")
Vector = npt.NDArray[np.float64]


class Kind(enum.Enum):
    PLAIN = enum.auto()


class Shape(NamedTuple):
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Weights(Generic[T]):
    values: list[T] = field(default_factory=list)


class Base(abc.ABC):
    @abc.abstractmethod
    def __call__(self, z: Vector) -> Vector: ...


class Sigmoid(Base):
    def __call__(self, z: float | Vector) -> Vector:
        g = sigmoid(z)
        return g * (1 - g)


def checked(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        assert args
        return function(*args, **kwargs)

    return wrapper


sigmoid_gradient = Sigmoid()
cost_function = checked(functools.partial(cost_function))


class Trainer:
    @staticmethod
    def initialize(
        fan_in: int, fan_out: int, *, epsilon: float = 0.12, rng: t.Any = None
    ) -> Vector:
        return np.random.default_rng(rng).uniform(-epsilon, epsilon, (fan_out, fan_in + 1))


rand_initialize_weights = Trainer.initialize
