"""`python -m tests.hub`: what reading each checkpoint takes, written for the site to tell."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli_w

from claims._checkpoints.catalogue import catalogue
from claims._core.atomic import write_text
from claims._views.reading import FILE
from tests.hub.measuring import cost


def main() -> int:
    """Measure every checkpoint."""
    with TemporaryDirectory() as room:
        tables = {it.id: cost(it, Path(room)) for it in catalogue()}
    write_text(FILE, tomli_w.dumps(tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
