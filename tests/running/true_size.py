"""`python -m tests.running.true_size`: what runs take at true size, for the site to tell."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli_w

from claims._core.atomic import write_text
from claims._views.running_took import FILE
from tests.running.measuring import CASES, measured


def main() -> int:
    """Measure each on random numbers, which take as long as any others."""
    with TemporaryDirectory() as room:
        tables = {name: measured(name, Path(room)) for name in CASES}
    write_text(FILE, tomli_w.dumps(tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
