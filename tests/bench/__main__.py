"""`make bench`: print the rows and write them to `build/bench.json`.

With names of files of this folder, such as `edit`, only their rows are measured.
"""

import json
import signal
import sys

from rich.console import Console
from rich.table import Table

from claims._core.atomic import write_text
from claims._core.store import FOLDER
from tests.bench import commands, edit, growth, hub, pages, survey, weights

OUT = FOLDER.parent / "bench.json"
PARTS = {
    "commands": commands.rows,
    "pages": pages.rows,
    "edit": edit.rows,
    "growth": growth.rows,
    "hub": hub.rows,
    "survey": survey.rows,
    "weights": weights.rows,
}
HEADINGS = ("name", "ours", "baseline", "ratio", "limit")


def main() -> None:
    """Measure all rows, show them, keep them."""
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := [it for it in wanted if it not in PARTS]:
        sys.exit(f"no rows {', '.join(unknown)}; there are {', '.join(PARTS)}")
    # What a shell starts in the background ignores this; the servers that are timed end by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    rows: list[dict[str, object]] = []
    for it in wanted:
        rows += PARTS[it]()
        write_text(OUT, json.dumps(rows, indent=1))  # what follows may fail, after minutes
    Console().print(_table(rows))


def _table(rows: list[dict[str, object]]) -> Table:
    table = Table(box=None)
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(str(row[it]) for it in HEADINGS))
    return table


if __name__ == "__main__":
    main()
