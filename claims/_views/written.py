"""What a command of the project wrote into a file of it, for the views that show that."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli


def written(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, which are read again when it says something else."""
    return _parsed(path.read_text(encoding="utf-8"))


# One for each such file.
@lru_cache(maxsize=8)
def _parsed(text: str) -> dict[str, Any]:
    return tomli.loads(text)
