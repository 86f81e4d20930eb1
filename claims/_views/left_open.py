"""What came to nothing: evidence that nobody has given yet, and checks that say nothing."""

from collections.abc import Sequence

from claims._core.words import Outcome
from claims._views.code import with_code
from claims._views.html import Html, tag
from claims._views.place import Entry
from claims._views.units import folded


def not_run(units: Sequence[Entry]) -> Html | None:
    """What nobody has run here, and what would run it; None if everything was."""
    return _lines(units, untested=True)


def reasons(units: Sequence[Entry]) -> Html | None:
    """Why a check came to nothing where it ran or didn't apply; None if none did."""
    return _lines(units, untested=False)


def _lines(units: Sequence[Entry], untested: bool) -> Html | None:
    """A line for each reason, with all units that share it and what they cost altogether."""
    alike: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
    for unit in units:
        for it in unit["levels"]:
            if it["reason"] and (it["outcome"] == Outcome.UNTESTED) == untested:
                cost = it["cost_bytes"]
                same = it["evidence"], it["reason"].replace(_bytes(cost), "")
                alike.setdefault(same, []).append((unit["unit"], cost))
    lines = [
        tag("li", tag("b", kind), _on([name for name, _ in them]), _said(why, them))
        for (kind, why), them in alike.items()
    ]
    return tag("ul", *lines, class_="not-run") if lines else None


def _on(units: Sequence[str]) -> str:
    return f" on {', '.join(folded(units))}: "


def _said(why: str, units: Sequence[tuple[str, int | None]]) -> Html:
    total = sum(cost or 0 for _, cost in units)
    return with_code(why + (_bytes(total) if total else ""))


def _bytes(cost: int | None) -> str:
    """How a reason tells what it would read; what never stands in one if it would read nothing."""
    return f" ({cost:,} bytes)" if cost else "\0"
