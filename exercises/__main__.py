"""The command line: ``python -m exercises``."""

import runpy
import sys
from pathlib import Path

from exercises.story import Parser

HERE = Path(__file__).parent


def exercise_names() -> list[str]:
    """List the exercises that have a story.

    Returns
    -------
    list of str
    """
    return sorted(story.parent.name for story in HERE.glob("ex*/story.py"))


def main() -> None:
    """Run a command.

    Returns
    -------
    None
    """
    parser = Parser(prog="python -m exercises", description="Neural networks, by exercises.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    run = commands.add_parser(
        "run", help="run an exercise as a story: numbers and pictures", add_help=False
    )
    run.add_argument("exercise", choices=exercise_names(), metavar="EXERCISE")
    options, rest = parser.parse_known_args()
    sys.argv = [f"python -m exercises run {options.exercise}", *rest]
    try:
        runpy.run_module(f"exercises.{options.exercise}.story", run_name="__main__")
    except KeyboardInterrupt:
        sys.exit("\nstopped")


if __name__ == "__main__":
    main()
