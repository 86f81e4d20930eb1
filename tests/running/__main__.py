"""`make counterfactuals`: run every alternative on the stand-ins, and write the table."""

import sys
from typing import Any

import tomli_w

from claims._core.atomic import write_text
from claims._running.alternative import alternative
from claims._running.comparison import Comparison
from claims._stand_ins.shape import STAND_INS
from claims._views.overviews.counterfactuals import FILE, describe
from claims._views.place import Place
from tests.running.stand_ins import comparisons

HEAD = (
    "# What each alternative costs the two stand-ins, which are trained here and are no published\n"
    "# models, in nats a token; written by `make counterfactuals`.\n\n"
)


def main() -> None:
    """Run both, and show what was written."""
    write_text(FILE, HEAD + tomli_w.dumps({name: table(comparisons(name)) for name in STAND_INS}))
    sys.stdout.write("\n".join([*describe(Place({})), ""]))


def table(known: dict[str, Comparison]) -> dict[str, Any]:
    """Write a model's comparisons as the file holds them."""
    one = next(iter(known.values()))
    return {
        "published": round(one.published, 4),
        "windows": one.windows,
        "tokens": one.tokens,
        "alternatives": {name: _row(name, it) for name, it in known.items()},
    }


def _row(name: str, it: Comparison) -> dict[str, Any]:
    return {
        "what": alternative(name).words,
        "altered": round(it.altered, 4),
        "dearer": float(f"{it.dearer:.2g}"),
        "error": float(f"{it.error:.1g}"),
        "clear": it.clear,
    }


if __name__ == "__main__":
    main()
