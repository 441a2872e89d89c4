"""Mistakes are read from text: sentences for the learner, and the changes to the solution."""

import pytest

from exercises.catalogue import catalogue

TEXT = """
## cost

- J = -np.sum(np.log(h)) / m
the minus in front of J
is missing
+ J = np.sum(np.log(h)) / m
J is missing
+

two places change
- a
-   b
+ c
- d
+ e

## gradient

dz has the wrong sign
- h - y
+ y - h
"""


def test_a_mistake_is_a_part_a_sentence_and_changes():
    assert [tuple(mistake) for mistake in catalogue(TEXT)] == [
        (
            "cost",
            "the minus in front of J is missing",
            (("J = -np.sum(np.log(h)) / m", "J = np.sum(np.log(h)) / m"),),
        ),
        ("cost", "J is missing", (("J = -np.sum(np.log(h)) / m", ""),)),
        ("cost", "two places change", (("a\n  b", "c"), ("d", "e"))),
        ("gradient", "dz has the wrong sign", (("h - y", "y - h"),)),
    ]


@pytest.mark.parametrize(
    "block", ["no change", "no new text\n- a", "no old text\n+ b", "- a\n+ no sentence", "- a"]
)
def test_an_error_shows_the_block_that_cannot_be_read(block):
    with pytest.raises(ValueError, match=r"^gradient: expected sentences, .* got\n") as error:
        catalogue(f"{TEXT}\n{block}\n")
    assert str(error.value).endswith(block)
