"""An exercise: its parts, its mistakes, its files, and the learner's progress."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from itertools import combinations, product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from exercises.files import write_whole
from exercises.grading.sandbox import Call

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / "work"  # the learner's own files
PROGRESS = WORK / "progress.json"


class Part(NamedTuple):
    """A function to write, or one of its results, and how it is graded."""

    name: str  # typed after ``hint``
    title: str  # printed in reports
    points: int
    function: str
    # Draws the arguments of several calls, the smallest case first; a dict at the end: keywords.
    calls: Callable[[np.random.Generator], Sequence[tuple[Any, ...]]]
    pick: int | str | None = None  # which of several results is graded: an index or a key
    needs: tuple[str, ...] = ()  # parts whose functions the learner's code calls
    stubs: tuple[str, ...] = ()  # functions replaced by one that returns its argument
    tolerance: float = 1e-11  # relative to the largest expected number
    # Judges random results instead of comparing them: returns what is wrong, or None.
    judge: Callable[[list[Call], list[Any]], str | None] | None = None
    shapes: str = ""  # printed when the shape is wrong

    def draw_calls(self, rng: np.random.Generator) -> list[Call]:
        """Draw the calls that grade this part, the smallest case first."""
        return [
            Call(self.function, args[:-1], args[-1])
            if args and isinstance(args[-1], dict)
            else Call(self.function, args)
            for args in self.calls(rng)
        ]

    def picked(self, value: Any) -> Any:
        """Pick the result that is graded, or None if it is missing."""
        if self.pick is None:
            return value
        if isinstance(self.pick, str):
            return value.get(self.pick) if isinstance(value, dict) else None
        if isinstance(value, (tuple, list)) and len(value) > self.pick:
            return value[self.pick]
        return None


class Mistake(NamedTuple):
    """A common mistake: a few replaced lines of the solution, and what to tell the learner."""

    part: str
    sentence: str
    changes: tuple[tuple[str, str], ...]


class Progress(NamedTuple):
    """How far the learner is."""

    score: int | None = None  # None until the file is graded
    right: Sequence[str] = ()  # names of parts
    hints: Mapping[str, int] = {}  # how many were given for each part


class Exercise:
    """An exercise's folder, and the learner's file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = HERE / name
        self.starter = self.folder / "starter.py"
        self.own_file = WORK / f"{name}.py"

    @property
    def title(self) -> str:
        return str(self._module("parts").TITLE)

    @cached_property
    def parts(self) -> list[Part]:
        """The parts, in the order of the hand-out."""
        return list(self._module("parts").PARTS)

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def with_scipy(self) -> bool:
        """Whether a submission may import SciPy."""
        return bool(getattr(self._module("parts"), "WITH_SCIPY", False))

    @cached_property
    def mistakes(self) -> list[Mistake]:
        return list(self._module("mistakes").MISTAKES)

    @cached_property
    def hints(self) -> dict[str, list[str]]:
        """The hints for each part, the vaguest first."""
        text = (self.folder / "hints.md").read_text(encoding="utf-8")
        sections = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
        return {
            name.strip(): [
                re.sub(r"\n {2,3}(?! )", "\n", hint.strip())
                for hint in re.split(r"^\d+\. ", body, flags=re.MULTILINE)[1:]
            ]
            for name, body in zip(sections[::2], sections[1::2])
        }

    @cached_property
    def solution_text(self) -> str:
        return (self.folder / "solution.py").read_text(encoding="utf-8")

    def solution(self, changes: Sequence[tuple[str, str]] = ()) -> ModuleType | None:
        """Load the solution with some lines replaced, or None if they are not in it."""
        return _load(self.solution_text, tuple(changes))

    def wrong_solutions(
        self, part: Part, pairs: bool = True
    ) -> Iterator[tuple[tuple[Mistake, ...], ModuleType]]:
        """Yield every mistake that can show in a part, with its code; then pairs of mistakes."""
        own = [mistake for mistake in self.mistakes if mistake.part == part.name]
        below = [mistake for mistake in self.mistakes if mistake.part in self._below(part)]
        singles = ((mistake,) for mistake in (*own, *below))
        doubles = (*combinations(own, 2), *product(below, own)) if pairs else ()
        for mistakes in (*singles, *doubles):
            if module := self.solution(sum((mistake.changes for mistake in mistakes), ())):
                yield mistakes, module

    def _below(self, part: Part) -> set[str]:
        """Return the parts that a part needs and that belong to the same function."""
        needed = [p for p in self.parts if p.name in part.needs and p.function == part.function]
        return {p.name for p in needed}.union(*(self._below(p) for p in needed))

    @property
    def progress(self) -> Progress:
        known = _all_progress().get(self.name, {})
        return Progress(known.get("score"), known.get("right", ()), known.get("hints", {}))

    @progress.setter
    def progress(self, progress: Progress) -> None:
        known = {**_all_progress(), self.name: progress._asdict()}
        WORK.mkdir(exist_ok=True)
        write_whole(json.dumps(known, indent=2), PROGRESS)

    def _module(self, name: str) -> ModuleType:
        return import_module(f"exercises.{self.name}.{name}")


def exercise_names() -> list[str]:
    return sorted(parts.parent.name for parts in HERE.glob("ex*/parts.py"))


def _all_progress() -> dict[str, Any]:
    try:
        progress = json.loads(PROGRESS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return progress if isinstance(progress, dict) else {}


@lru_cache(maxsize=4096)
def _load(text: str, changes: tuple[tuple[str, str], ...]) -> ModuleType | None:
    for old, new in changes:
        if text.count(old) != 1:
            return None
        text = text.replace(old, new)
    module = ModuleType("solution")
    exec(compile(text, "solution", "exec", dont_inherit=True), module.__dict__)
    return module
