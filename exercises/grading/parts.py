"""What an exercise tells the grader: its parts, and the mistakes that people make in them."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from itertools import combinations, product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from exercises.grading.sandbox import Answer, Call

HERE = Path(__file__).resolve().parents[1]


class Part(NamedTuple):
    """One thing to write.

    name is what the learner types after ``hint``; title is for the report. function is called
    with each tuple of arguments that calls(rng) draws, the smallest case first (a dict at its end
    holds keywords). pick says which
    of several results counts: an index or a key. needs names other parts whose functions the
    learner's own code uses here; stubs those which it may call but which do not matter here, so
    that they are replaced by functions that return their argument. tolerance is relative to the
    largest number expected. judge replaces the comparison with the solution where the result is
    random: it takes the calls and the answers' values and returns None or what to tell the
    learner.
    """

    name: str
    title: str
    points: int
    function: str
    calls: Callable[[np.random.Generator], Sequence[tuple[Any, ...]]]
    pick: int | str | None = None
    needs: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()
    tolerance: float = 1e-11
    judge: Callable[[list[Call], list[Any]], str | None] | None = None
    shapes: str = ""  # what usually makes a wrong shape here


class Mistake(NamedTuple):
    """A wrong implementation: the solution with a few of its lines replaced.

    say is the sentence that a learner who made it should read.
    """

    part: str
    say: str
    changes: tuple[tuple[str, str], ...]


class Exercise:
    """An exercise's folder, looked into as far as it is needed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = HERE / name

    @cached_property
    def parts(self) -> list[Part]:
        """The parts, in the order of the hand-out."""
        return list(self._module("parts").PARTS)

    @cached_property
    def with_scipy(self) -> bool:
        """Whether a submission may use SciPy."""
        return bool(getattr(self._module("parts"), "WITH_SCIPY", False))

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """The catalogue."""
        return list(self._module("mistakes").MISTAKES)

    @cached_property
    def solution_text(self) -> str:
        """The worked solution's source."""
        return (self.folder / "solution.py").read_text(encoding="utf-8")

    def solution(self, changes: Sequence[tuple[str, str]] = ()) -> ModuleType | None:
        """Load the solution, with some lines replaced; None where there is no such line."""
        return _load(self.solution_text, tuple(changes))

    def wrong_ways(self, part: Part, together: bool = True) -> Iterator[tuple[str, ModuleType]]:
        """Yield what to say of each mistake of a part, and its code; then of any two together.

        Of a part that builds on others in the same function, their mistakes count too.
        """
        own = [mistake for mistake in self.mistakes if mistake.part == part.name]
        below = [mistake for mistake in self.mistakes if mistake.part in self._below(part)]
        for mistake in (*own, *below):
            if module := self.solution(mistake.changes):
                yield mistake.say, module
        for one, other in (*combinations(own, 2), *product(below, own)) if together else ():
            if module := self.solution(one.changes + other.changes):
                yield f"{one.say} And: {other.say}", module

    def _below(self, part: Part) -> set[str]:
        """Names of the parts that a part needs and that are written in the same function."""
        needed = [p for p in self.parts if p.name in part.needs and p.function == part.function]
        return {p.name for p in needed}.union(*(self._below(p) for p in needed))

    def _module(self, name: str) -> ModuleType:
        return import_module(f"exercises.{self.name}.{name}")


@lru_cache(maxsize=4096)
def _load(text: str, changes: tuple[tuple[str, str], ...]) -> ModuleType | None:
    for old, new in changes:
        if text.count(old) != 1:
            return None
        text = text.replace(old, new)
    module = ModuleType("solution")
    exec(compile(text, "solution", "exec", dont_inherit=True), module.__dict__)
    return module


def picked(part: Part, value: Any) -> Any:
    """Pick out of a result what the part is about.

    Parameters
    ----------
    part : Part
    value : object
        What the function returned.

    Returns
    -------
    object
        None where there is no such thing in it.
    """
    if part.pick is None:
        return value
    if isinstance(part.pick, str):
        return value.get(part.pick) if isinstance(value, dict) else None
    if isinstance(value, (tuple, list)) and len(value) > part.pick:
        return value[part.pick]
    return None


def values_of(answers: Sequence[Answer]) -> list[Any]:
    """List the results of answers.

    Parameters
    ----------
    answers : sequence of Answer

    Returns
    -------
    list
    """
    return [answer.value for answer in answers]
