"""What every story needs: its options, its functions, and a place for its pictures."""

import argparse
import sys
import types
from pathlib import Path
from typing import Any

from exercises.exercise import Exercise
from exercises.files import shown
from exercises.options import Parser, whole


def story_parser(exercise: str, description: str) -> Parser:
    """Make the parser of a story's options, with those that all stories share."""
    parser = Parser(prog=f"python -m exercises run {exercise}", description=description)
    parser.add_argument(
        "--figures",
        metavar="DIR",
        type=Path,
        default=Path("figures") / exercise,
        help="folder for the pictures (default: %(default)s)",
    )
    parser.add_argument(
        "--mine",
        nargs="?",
        const=Exercise(exercise).own_file,
        metavar="FILE",
        type=Path,
        help=f"use your own functions, from work/{exercise}.py or FILE",
    )
    parser.add_argument("--show", action="store_true", help="also show the pictures on the screen")
    parser.add_argument(
        "--seed", type=whole(0), default=0, help="seed of the random numbers (default: 0)"
    )
    return parser


def story_options(parser: Parser) -> argparse.Namespace:
    """Read a story's options and prepare matplotlib; a notebook uses the defaults."""
    in_notebook = "ipykernel" in sys.modules
    options = parser.parse_args([] if in_notebook else None)
    options.exercise = parser.prog.split()[-1]
    try:
        import matplotlib
        import threadpoolctl  # noqa: F401
        import tqdm  # noqa: F401
    except ImportError as error:
        parser.exit(2, f"the stories need {error.name}: pip install 'nnfunc[exercises]'\n")
    if not options.show and not in_notebook:
        matplotlib.use("agg")
    try:
        options.figures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"argument --figures: cannot make {options.figures}: {error.strerror}")
    return options


def story_library(
    options: argparse.Namespace, solution: types.ModuleType | None = None
) -> types.SimpleNamespace:
    """Collect a story's functions: the library's, or with ``--mine`` the learner's.

    solution adds the functions that the exercise asks for and the library does not have.
    """
    import nnfunc

    library = {**_functions(vars(solution) if solution else {}), **vars(nnfunc)}
    if options.mine is None:
        return types.SimpleNamespace(**library)
    file = shown(options.mine)
    try:
        code = compile(options.mine.read_bytes(), file, "exec", dont_inherit=True)
    except OSError as error:
        start = f"python -m exercises start {options.exercise}"
        sys.exit(f"--mine: cannot read {file} ({error.strerror}); first run: {start}")
    except (SyntaxError, ValueError) as error:
        sys.exit(f"--mine: {file} is not valid Python: {error}")
    mine: dict[str, Any] = {"__name__": options.mine.stem}
    exec(code, mine)
    print(f"With your own functions from {file}.")
    return types.SimpleNamespace(**{**library, **_functions(mine)})


def _functions(names: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in names.items() if callable(value)}


def keep_picture(options: argparse.Namespace, figure: Any, name: str) -> None:
    """Save a matplotlib figure as NAME.png in the story's folder, and print its path."""
    path = options.figures / f"{name}.png"
    figure.savefig(path, dpi=110)
    print(f"  picture: {path}")


def one_thread() -> None:
    """Limit the BLAS to one thread, which is faster for small matrices."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


def show_pictures(options: argparse.Namespace) -> None:
    """With ``--show``, open the pictures and wait until their windows are closed."""
    if not options.show:
        return
    import matplotlib
    import matplotlib.pyplot as plt

    if matplotlib.get_backend().lower() == "agg":
        print(f"There is no screen to show the pictures on; they are in {options.figures}.")
    else:
        plt.show()


def step(title: str) -> None:
    """Print the title of a story's next step."""
    print(f"\n{title}\n{'-' * len(title)}")
