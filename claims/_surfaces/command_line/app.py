"""What every command of the command line shares: the app, the two streams and plain errors."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.text import Text

from claims._core.ending import not_ended
from claims._core.errors import Refused
from claims._core.observed import NoOutcome
from claims._core.visible import visible

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a user got wrong into one line and exit code 2; never a traceback."""
    try:
        with not_ended():
            yield
    except (Refused, NoOutcome, OSError) as error:
        err.print(Text(visible(str(error))), soft_wrap=True)
        raise typer.Exit(2) from None
