"""The command line: ``python -m exercises``."""

import os
import sys

# The current folder comes last on the path: a learner's numpy.py or json.py may be in it.
ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
HERE = (ROOT, os.path.realpath(os.getcwd()))
sys.path[:] = [p for p in sys.path if p and os.path.realpath(p) not in HERE]
sys.path.append(ROOT)

from argparse import Namespace  # noqa: E402
from pathlib import Path  # noqa: E402

from exercises import learner  # noqa: E402
from exercises.classroom import grade_class  # noqa: E402
from exercises.exercise import Exercise, exercise_names  # noqa: E402
from exercises.grading.bundle import bundle  # noqa: E402
from exercises.grading.report import FORMATS  # noqa: E402
from exercises.options import Parser, whole  # noqa: E402


def parsers() -> tuple[Parser, dict[str, Parser]]:
    """Make the parser of the command line, and that of each command."""
    top = Parser(prog="python -m exercises", description="Exercises on neural networks.")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    names = exercise_names()

    def command(name: str, what: str, add_help: bool = True) -> Parser:
        parser = commands.add_parser(name, help=what, description=what, add_help=add_help)
        parser.add_argument("exercise", choices=names, help=", ".join(names), metavar="EXERCISE")
        return parser

    command("start", "copy the starter to work/, for you to fill in")
    command("run", "run an exercise's story, with figures", add_help=False)
    grade = command("grade", "show what is right, and what is wrong with the rest")
    grade.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: your own file")
    grade.add_argument("--watch", action="store_true", help="grade again at every save")
    grade.add_argument("--format", choices=FORMATS, default="text")
    grade.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write the report; a folder for several",
    )
    grade.add_argument("--seed", type=whole(0), help="fix the inputs; for debugging only")
    hint = command("hint", "print one more hint each time")
    hint.add_argument("part", nargs="?", help="default: the first part that is not right")
    pack = command("bundle", "for instructors: make an autograder for Gradescope, a zip file")
    pack.add_argument("-o", "--output", type=Path, metavar="ZIP", help="default: EXERCISE.zip")
    return top, dict(commands.choices)


def main() -> int:
    """Run a command; return the exit status."""
    top, commands = parsers()
    name, *arguments = sys.argv[1:] or [""]
    if name not in commands:
        top.parse_args()  # --help, or an error
        return learner.overview()
    parser = commands[name]
    if name == "run":  # the story reads the rest
        options, rest = parser.parse_known_args(arguments)
        return learner.run(Exercise(options.exercise), rest)
    options = parser.parse_intermixed_args(arguments)  # files may follow options
    exercise = Exercise(options.exercise)
    if name == "start":
        return learner.start(exercise)
    if name == "hint":
        return learner.hint(exercise, options.part)
    if name == "bundle":
        return bundle(exercise, options.output or Path(f"{exercise.name}.zip"))
    if options.watch and len(options.files) > 1:
        parser.error("argument --watch: expected one file")
    try:
        return _grade(exercise, options)
    except KeyboardInterrupt:
        return 130


def _grade(exercise: Exercise, options: Namespace) -> int:
    """Grade the learner's own file, another file, or a class."""
    files = options.files or [exercise.own_file]
    arguments = (options.format, options.output, options.seed)
    if len(files) > 1 or (options.output is not None and options.output.is_dir()):
        return grade_class(exercise, files, *arguments)
    grade = learner.watch if options.watch else learner.grade
    return grade(exercise, files[0], *arguments)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # as in: ... | head
        sys.stdout = None
        sys.exit(1)
