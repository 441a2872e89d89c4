"""Read an exercise's mistakes: sentences for the learner, and the code of the mistake.

    ## cost

    - J = -np.sum(np.log(h)) / m
    the minus in front of J is missing
    + J = np.sum(np.log(h)) / m

A heading names the part. A block is some text of the worked solution, which must occur there once,
and the mistakes that replace it; or a sentence and several replacements. A lone + deletes the text.
"""

import re
from itertools import groupby

from exercises.exercise import Mistake


def catalogue(text: str) -> list[Mistake]:
    """Parse the mistakes of an exercise, in their order."""
    sections = [section.partition("\n") for section in re.split("^## ", text, flags=re.M)[1:]]
    blocks = [(part, re.split(r"\n{2,}", body.strip("\n"))) for part, _, body in sections]
    return [mistake for part, texts in blocks for block in texts for mistake in _read(part, block)]


def _read(part: str, block: str) -> list[Mistake]:
    groups = [(kind, list(lines)) for kind, lines in groupby(block.splitlines(), _kind)]
    if not re.fullmatch(r"-(=\+)+|=(-\+)+", "".join(kind for kind, _ in groups)):
        raise ValueError(f"{part}: expected sentences, with - and + lines, got\n{block}")
    first, *rest = (
        " ".join(lines) if kind == "=" else "\n".join(line[2:] for line in lines)
        for kind, lines in groups
    )
    pairs = tuple(zip(rest[::2], rest[1::2]))
    if groups[0][0] == "-":
        return [Mistake(part, sentence, ((first, new),)) for sentence, new in pairs]
    return [Mistake(part, first, pairs)]


def _kind(line: str) -> str:
    return line[0] if line == "+" or line.startswith(("- ", "+ ")) else "="
