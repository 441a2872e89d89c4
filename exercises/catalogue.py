"""Read an exercise's mistakes: sentences for the learner, and the code of the mistake.

    ## cost

    - J = -np.sum(np.log(h)) / m
    1/m is missing in J: J is the mean over the examples
    + J = -np.sum(np.log(h))
    the minus in front of J is missing
    + J = np.sum(np.log(h)) / m

A heading names the part. A block is some text of the worked solution, which must occur there once,
and the mistakes that replace it; or one sentence and several replacements, a - before each +. A
lone + deletes the text.
"""

import re
from itertools import groupby

from exercises.grading.parts import Mistake


def catalogue(text: str) -> list[Mistake]:
    """Parse the mistakes of an exercise, in their order."""
    sections = [section.partition("\n") for section in re.split("^## ", text, flags=re.M)[1:]]
    blocks = [(part, re.split(r"\n{2,}", body.strip("\n"))) for part, _, body in sections]
    return [mistake for part, of_part in blocks for b in of_part for mistake in _block(part, b)]


def _block(part: str, block: str) -> list[Mistake]:
    groups = [(kind, list(lines)) for kind, lines in groupby(block.splitlines(), _kind)]
    if not re.fullmatch(r"-(=\+)+|=(-\+)+", "".join(kind for kind, _ in groups)):
        raise ValueError(f"{part}: expected sentences, with - and + lines, got\n{block}")
    text = ["\n".join(line[2 * (kind != "=") :] for line in lines) for kind, lines in groups]
    if groups[0][0] == "=":
        return [Mistake(part, text[0].replace("\n", " "), tuple(zip(text[1::2], text[2::2])))]
    pairs = zip(text[1::2], text[2::2])
    return [Mistake(part, say.replace("\n", " "), ((text[0], new),)) for say, new in pairs]


def _kind(line: str) -> str:
    return line[0] if line == "+" or line.startswith(("- ", "+ ")) else "="
