"""The two stand-ins as the folders that they are, and everything that was tried on them, once."""

from functools import cache
from pathlib import Path

import claims._stand_ins
from claims._running.comparison import Comparison
from claims._running.counterfactuals import counterfactuals
from tests.weights.here import in_folder

HOME = Path(claims._stand_ins.__file__).parent


def folder(name: str) -> Path:
    """Where a stand-in lies."""
    return HOME / name


@cache
def comparisons(name: str) -> dict[str, Comparison]:
    """Every alternative that fits, compared with the stand-in as it was trained."""
    from transformers import AutoConfig

    return dict(counterfactuals(AutoConfig.from_pretrained(folder(name)), in_folder(folder(name))))
