"""The command line: ``python -m exercises``."""

import os
import sys

# The folder one stands in comes last on the path: a learner's numpy.py or json.py lies there too.
ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
HERE = (ROOT, os.path.realpath(os.getcwd()))
sys.path[:] = [p for p in sys.path if p and os.path.realpath(p) not in HERE]
sys.path.append(ROOT)

from pathlib import Path  # noqa: E402

from exercises import commands  # noqa: E402
from exercises.grading.bundle import bundle  # noqa: E402
from exercises.grading.report import FORMATS  # noqa: E402
from exercises.story import Parser, whole  # noqa: E402


def parser() -> Parser:
    """Make the parser of the command line.

    Returns
    -------
    Parser
    """
    top = Parser(prog="python -m exercises", description="Neural networks, by exercises.")
    add = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser).add_parser
    names = commands.exercise_names()

    def command(name: str, what: str, **options: bool) -> Parser:
        parser = add(name, help=what, description=what, **options)
        parser.add_argument("exercise", choices=names, help=", ".join(names), metavar="EXERCISE")
        return parser

    command("start", "your own copy to fill in, in work/")
    command("run", "run an exercise as a story: numbers and pictures", add_help=False)
    grade = command("grade", "say what is right, and what is wrong with the rest")
    grade.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: yours")
    grade.add_argument("--watch", action="store_true", help="grade again whenever it is saved")
    grade.add_argument("--format", choices=FORMATS, default="text")
    grade.add_argument("-o", "--output", type=Path, metavar="FILE", help="report, or folder")
    grade.add_argument("--seed", type=whole(0), help="inputs to repeat; for debugging only")
    pack = command("bundle", "for instructors: a zip that Gradescope takes as its autograder")
    pack.add_argument("-o", "--output", type=Path, metavar="ZIP", help="default: EXERCISE.zip")
    hint = command("hint", "one hint more each time you ask")
    hint.add_argument("part", nargs="?", help="default: the first part that is not right")
    return top


def main() -> int:
    """Run a command.

    Returns
    -------
    int
        Exit status.
    """
    top = parser()
    options, rest = top.parse_known_args()
    if options.command == "grade":  # argparse takes no files after an option
        options.files += [Path(name) for name in rest if name == "-" or not name.startswith("-")]
        rest = [name for name in rest if name.startswith("-") and name not in ("-", "--")]
    if rest and options.command != "run":
        top.error(f"unrecognized arguments: {' '.join(rest)}")
    if options.command is None:
        return commands.overview()
    if options.command == "start":
        return commands.start(options.exercise)
    if options.command == "run":
        return commands.run(options.exercise, rest)
    if options.command == "hint":
        return commands.hint(options.exercise, options.part)
    if options.command == "bundle":
        return bundle(options.exercise, options.output or Path(f"{options.exercise}.zip"))
    files = options.files or [commands.own_file(options.exercise)]
    arguments = (options.format, options.output, options.seed)
    try:
        if len(files) > 1 and options.watch:
            top.error("argument --watch: watches one file")
        if len(files) > 1 or (options.output is not None and options.output.is_dir()):
            return commands.grade_many(options.exercise, files, *arguments)
        grade = commands.watch if options.watch else commands.grade_one
        return grade(options.exercise, files[0], *arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # as in: ... | head
        sys.stdout = None  # type: ignore[assignment]
        sys.exit(1)
