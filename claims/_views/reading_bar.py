"""A progress bar for what is read from the hub, where a person watches and it takes a while."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from claims._checkpoints.hub import repository
from claims._core.visible import visible

# Seconds; what is over sooner needs no bar.
PATIENCE = 1.0
# Seconds for a thread that draws to hear that it is over.
ENDS = 1.0


@contextmanager
def reading_bar(console: Console) -> Iterator[repository.Progress]:
    """Give what hears of progress; on a terminal it shows, after a second, and goes at the end."""
    if not console.is_interactive:
        yield repository.unshown
        return
    # What is printed meanwhile goes its own way: it may be piped elsewhere.
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    tasks: dict[str, TaskID] = {}

    def heard(repo: str, done: int, of: int) -> None:
        if repo not in tasks:
            tasks[repo] = bar.add_task(f"reading {visible(repo)}", total=None)
        bar.update(tasks[repo], completed=done, total=of or None, visible=not of or done < of)

    before, later = threading.enumerate(), threading.Timer(PATIENCE, bar.start)
    later.start()
    try:
        yield heard
    finally:
        later.cancel()
        later.join()
        if bar.live.is_started:
            bar.stop()
        # A thread that is still about to end would keep the process from being forked.
        for thread in threading.enumerate():
            if thread not in before:
                thread.join(ENDS)
