"""A progress bar for what is read from the hub, where a person watches and it takes a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from claims._checkpoints.hub import repository
from claims._core.visible import visible
from claims._surfaces.command_line.app import err

# Seconds; what is over sooner needs no bar.
PATIENCE = 1.0


@contextmanager
def progress_bar() -> Iterator[repository.Progress]:
    """Give what hears of progress; on a terminal it shows, after a second, and goes at the end.

    It is drawn on the stream for errors, so that nothing of it is in what a command puts out.
    """
    if not err.is_interactive:
        yield repository.unshown
        return
    # What is printed meanwhile goes its own way: it may be piped elsewhere.
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    tasks: dict[str, TaskID] = {}

    def heard(repo: str, done: int, of: int) -> None:
        if repo not in tasks:
            tasks[repo] = bar.add_task(f"reading {visible(repo)}", total=None)
        bar.update(tasks[repo], completed=done, total=of or None, visible=not of or done < of)

    later = Timer(PATIENCE, bar.start)
    later.start()
    try:
        yield heard
    finally:
        later.cancel()
        later.join()
        if bar.live.is_started:
            bar.stop()
