"""A row of the table: a figure of ours beside its baseline."""


def row(
    name: str,
    ours: float,
    baseline: float,
    limit: float | str | None = None,
    unit: str = "seconds",
) -> dict[str, object]:
    """Both figures in a unit, the ratio of the two, and what it may come to at most."""
    return {
        "name": name,
        "ours": round(ours, 2),
        "baseline": round(baseline, 2),
        "ratio": round(ours / baseline, 2),
        "limit": limit,
        "floor": round(baseline, 2),
        "unit": unit,
    }
