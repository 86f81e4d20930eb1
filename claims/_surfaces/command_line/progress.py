"""The bar of a command, on the stream for errors: nothing of it is in what a command puts out."""

from contextlib import AbstractContextManager

from claims._checkpoints.hub.repository import Progress
from claims._surfaces.command_line.app import err
from claims._views.reading_bar import reading_bar


def progress_bar() -> AbstractContextManager[Progress]:
    """Give what hears of progress; on a terminal it shows, after a second, and goes at the end."""
    return reading_bar(err)
