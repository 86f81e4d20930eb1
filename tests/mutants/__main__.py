"""`make mutants`: change one thing at a time, and write down which claims notice."""

import sys
import time

import tomli_w
from rich.console import Console
from rich.table import Table

from claims._core.atomic import write_text
from claims._views.overviews.mutants import FILE, Mutation, read
from tests.mutants.mutant import PARTS, Mutant, mutants
from tests.mutants.running import run

HEAD = "# Which claims notice which single change; written by `make mutants`.\n\n"


def main() -> None:
    """Run the mutants that are named, all if none is, and put them into the file."""
    every = [it for part in PARTS for it in mutants(part)]
    named = [Mutant(it) for it in sys.argv[1:]]
    if unknown := [it.name for it in named if it not in every]:
        sys.exit(f"no mutant {', '.join(unknown)}")
    console, start = Console(), time.monotonic()
    made = run(named or every, lambda it: console.print(it, highlight=False))
    kept = {it.name: it.as_table() for it in read()} if named else {}
    entries = kept | made
    known = sorted(it.name for it in every)
    write_text(FILE, HEAD + tomli_w.dumps({it: entries[it] for it in known if it in entries}))
    console.print(_table([it for it in read() if it.name in made]))
    console.print(f"{len(made)} mutants in {time.monotonic() - start:.0f} seconds")


def _table(rows: list[Mutation]) -> Table:
    table = Table(box=None)
    for heading in ("mutant", "killed by", "at default initialisation"):
        table.add_column(heading, overflow="fold")
    for it in rows:
        drawn = "–" if it.drawn is None else f"{len(it.drawn)} claims"
        table.add_row(it.name, ", ".join(it.killed_by) or f"none: {it.survives}", drawn)
    return table


if __name__ == "__main__":
    main()
