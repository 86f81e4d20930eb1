"""`python -m tests.weights`: what reading slices takes at true size, for the site to tell."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli_w

from claims._core.atomic import write_text
from claims._views.overviews.slices import FILE
from tests.hub.true_size import place
from tests.weights.measuring import measured

# One file, a common size in 30 shards, and the largest there is.
CHECKPOINTS = ("gpt2", "llama-2-7b", "llama-3.1-70b", "llama-3.1-405b")


def main() -> int:
    """Measure on sparse files: their numbers are nought, and where they lie is as published."""
    tables = {}
    with TemporaryDirectory() as room:
        for name in CHECKPOINTS:
            found = measured(name, Path(room) / place(Path(room), name))
            memory = round((found["peak"] - found["before"]) / 1e6)
            tables[name] = {it: found[it] for it in ("file_bytes", "claims")} | {"memory": memory}
    write_text(FILE, tomli_w.dumps(tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
