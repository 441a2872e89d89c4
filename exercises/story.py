"""What every story script needs: its options, and a place for its pictures."""

import argparse
import math
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (--help lists what there is)\n")


def whole(low: int) -> Callable[[str], int]:
    """Make a parser of whole numbers from low upwards.

    Parameters
    ----------
    low : int

    Returns
    -------
    callable
        A ``type=`` for argparse.
    """

    def parse(text: str) -> int:
        if not text.lstrip("+-").isdecimal() or int(text) < low:
            raise argparse.ArgumentTypeError(f"expected a whole number >= {low}, got {text!r}")
        return int(text)

    return parse


def non_negative(text: str) -> float:
    """Parse a number >= 0.

    Parameters
    ----------
    text : str

    Returns
    -------
    float
    """
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"expected a number >= 0, got {text!r}")
    return number


def story_parser(exercise: str, description: str) -> Parser:
    """Make the parser of a story's options, those in it that all stories have.

    Parameters
    ----------
    exercise : str
        Such as ``"ex4"``.
    description : str
        One line for ``--help``.

    Returns
    -------
    Parser
    """
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
        const=Path("work") / f"{exercise}.py",
        metavar="FILE",
        type=Path,
        help=f"take your own functions, from work/{exercise}.py or FILE",
    )
    parser.add_argument("--show", action="store_true", help="show the pictures on the screen too")
    parser.add_argument(
        "--seed", type=whole(0), default=0, help="seed of all that is random (default: 0)"
    )
    return parser


def story_options(parser: Parser) -> argparse.Namespace:
    """Read a story's options, and get ready to draw; a notebook takes the defaults.

    Parameters
    ----------
    parser : Parser

    Returns
    -------
    argparse.Namespace
    """
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
    """Collect the functions of a story: the library's, or with ``--mine`` the learner's own.

    Parameters
    ----------
    options : argparse.Namespace
    solution : module, optional
        The exercise's worked solution, for what the exercise asks for and the library has not.

    Returns
    -------
    namespace
        Used as ``nn.cost_function`` and so on.
    """
    import nnfunc

    library = {**_functions(vars(solution) if solution else {}), **vars(nnfunc)}
    if options.mine is None:
        return types.SimpleNamespace(**library)
    try:
        code = compile(options.mine.read_bytes(), str(options.mine), "exec", dont_inherit=True)
    except OSError as error:
        start = f"python -m exercises start {options.exercise}"
        sys.exit(f"--mine: cannot read {options.mine} ({error.strerror}); begin with: {start}")
    except (SyntaxError, ValueError) as error:
        sys.exit(f"--mine: {options.mine} is not Python: {error}")
    mine: dict[str, Any] = {"__name__": options.mine.stem}
    exec(code, mine)
    print(f"With your own functions from {options.mine}.")
    return types.SimpleNamespace(**{**library, **_functions(mine)})


def _functions(names: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in names.items() if callable(value)}


def keep_picture(options: argparse.Namespace, figure: Any, name: str) -> None:
    """Save a picture in the story's folder, and say where.

    Parameters
    ----------
    options : argparse.Namespace
    figure : matplotlib Figure
    name : str
        File name without its ending.

    Returns
    -------
    None
    """
    path = options.figures / f"{name}.png"
    figure.savefig(path, dpi=110)
    print(f"  picture: {path}")


def one_thread() -> None:
    """Hold the BLAS to one thread: small matrices are no work for two, least on a busy machine.

    Returns
    -------
    None
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


def show_pictures(options: argparse.Namespace) -> None:
    """Wait at the end of a story for the windows to be closed, if they were asked for.

    Parameters
    ----------
    options : argparse.Namespace

    Returns
    -------
    None
    """
    if not options.show:
        return
    import matplotlib
    import matplotlib.pyplot as plt

    if matplotlib.get_backend().lower() == "agg":
        print(f"There is no screen to show the pictures on; they are in {options.figures}.")
    else:
        plt.show()


def step(title: str) -> None:
    """Print the title of a story's next step.

    Parameters
    ----------
    title : str

    Returns
    -------
    None
    """
    print(f"\n{title}\n{'-' * len(title)}")
