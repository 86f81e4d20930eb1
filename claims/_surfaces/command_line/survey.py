"""`claims survey FILE`: what config and tensors decide of many models, a line of JSON each."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from claims._inspection.survey import pool
from claims._inspection.survey.lines import UNTESTED, taken_up, written
from claims._inspection.survey.targets import Once, targets
from claims._surfaces.command_line.app import app, err, plain_errors

INTERRUPTED = 130


@app.command()
def survey(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    out: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> None:
    """Say of many models what config and tensors decide, one JSON line each, as they are done.

    FILE names a TARGET a line: a short name, owner/name or owner/name@revision, or a folder;
    blank lines and those that begin with # are passed over. With --out, lines are added to a file:
    what is there is not read again, what was untested is, and no other survey may add to it
    meanwhile. Exit code 0 if every target has been
    read, 2 if some are untested.
    """
    counted: Counter[str] = Counter()
    with plain_errors(), _opened(out) as (lines, once, there):
        try:
            every = sum(1 for _ in targets(file)) if file.is_file() else None
            wanted = _new(targets(file), once, counted)
            with _shown(every, counted, to_file=out is not None) as shown:
                _write(wanted, lines, counted, shown)
        except KeyboardInterrupt:
            counted["interrupted"] = 1
    err.print(Text(_summary(counted, there)), soft_wrap=True)
    if counted["interrupted"]:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(2 if counted[UNTESTED] else 0)


@contextmanager
def _opened(out: Path | None) -> Iterator[tuple[TextIO, Once, int]]:
    """Where lines go, which targets it has, and how many lines are there."""
    once = Once()
    if out is None:
        yield sys.stdout, once, 0
        return
    with taken_up(out, once) as (lines, there):
        yield lines, once, there


def _new(listed: Iterable[str], once: Once, counted: Counter[str]) -> Iterator[str]:
    for target in listed:
        if once.is_new(target):
            yield target
        else:
            counted["passed over"] += 1


def _write(wanted: Iterator[str], lines: TextIO, counted: Counter[str], shown: Any) -> None:
    """Write each line as it comes, whole, so that a kill tears at most the last."""
    with closing(pool.survey(wanted)) as done:
        for line in done:
            lines.write(written(line))
            lines.flush()
            counted[UNTESTED if line.get("outcome") == UNTESTED else "read"] += 1
            counted["requests"] += line.get("requests", 0)
            counted["bytes"] += line.get("bytes_read", 0)
            shown(_summary(counted))


@contextmanager
def _shown(every: int | None, counted: Counter[str], *, to_file: bool) -> Iterator[Any]:
    """A bar on the terminal, if there is one that no lines go to."""
    if not err.is_terminal or (not to_file and sys.stdout.isatty()):
        yield lambda words: None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    # Redirected, lines for a pipe would land on the terminal.
    with Progress(*columns, console=err, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("", total=every)

        def show(words: str) -> None:
            done = counted["read"] + counted[UNTESTED] + counted["passed over"]
            bar.update(task, completed=done, description=words)

        yield show


def _summary(counted: Counter[str], there: int = 0) -> str:
    kept = f"{there:,} lines were there, " if there else ""
    return (
        f"{kept}{counted['read']:,} read, {counted[UNTESTED]:,} untested; "
        f"{counted['requests']:,} requests, {counted['bytes']:,} bytes"
    )
