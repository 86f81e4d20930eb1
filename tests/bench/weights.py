"""What reading and running real weights takes at true size: bytes, memory, and time."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.hub.true_size import place
from tests.running.measuring import CASES as RUNS
from tests.running.measuring import measured as measured_run
from tests.weights.measuring import measured

CASES = ("gpt2", "llama-3.1-70b", "llama-3.1-405b")


def rows() -> Iterator[dict[str, Any]]:
    """Read sparse files: their numbers are nought, and where they lie is as published."""
    with TemporaryDirectory() as room:
        for name in CASES:
            found = measured(name, Path(room) / place(Path(room), name))
            read = sum(found["claims"].values())
            yield _row(name, "bytes", read, found["file_bytes"])
            yield _row(name, "MB of memory", found["peak"] / 1e6, found["before"] / 1e6)
    for name in RUNS:
        with TemporaryDirectory() as room:
            yield _run_row(name, measured_run(name, Path(room)))


def _run_row(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Memory, beside the same process before it reads anything; and, in words, the time."""
    ours, baseline = found["peak_bytes"] / 1e6, found["before_bytes"] / 1e6
    row = _row(name, "MB of memory", ours, baseline)
    of = f"{found['tokens']:,} tokens, {found['alternatives']} alternatives"
    named = f"a run of {name} in {found['seconds']} s on {of}, MB of memory, beside none of it"
    return row | {"name": named}


def _row(name: str, unit: str, ours: float, baseline: float) -> dict[str, Any]:
    beside = "beside the whole file" if unit == "bytes" else "beside the same before it reads"
    return {
        "name": f"the weights of {name} as all checks on slices read them, {unit}, {beside}",
        "ours": round(ours, 1),
        "baseline": round(baseline, 1),
        "ratio": round(ours / baseline, 6),
        "limit": None,
        "floor": round(baseline, 1),
        "unit": unit,
    }
