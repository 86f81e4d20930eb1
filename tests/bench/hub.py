"""Reading a repository of the hub beside the hub library's own reading of the same."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.hub.hub import Hub
from tests.hub.server import serving
from tests.hub.true_size import place

ROUNDS = 3
# What is read, and whether the server lists headers; without a list files are read one by one, as
# they always are to verify and to record.
CASES = {
    "gpt2": ("gpt2", True),
    "llama-3.1-405b": ("llama-3.1-405b", True),
    "llama-3.1-405b file by file": ("llama-3.1-405b", False),
}
# Read what `claims inspect` reads; torch, which it needs for what it measures then, isn't loaded.
OURS = "from claims._inspection.target import find as read"
BASELINE = "from huggingface_hub import get_safetensors_metadata as read"
# Each loads what it needs within its time.
TIMED = """
import json, resource, sys, time
start = time.perf_counter()
exec(sys.argv[2])
read(sys.argv[1])
took = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": took, "MB of memory": peak / 1e6}))
"""
# Budgets: of bytes, times those of config, index and headers; of memory, megabytes.
MOST_BYTES = 1.5
MOST_MB = 200
Measured = dict[str, float]


def rows() -> Iterator[dict[str, Any]]:
    """Measure both on the same stand-in, in turn; requests and bytes as the server counts them."""
    with TemporaryDirectory() as room:
        repos = {name: place(Path(room), name) for name, _ in CASES.values()}
        with serving(Path(room)) as hub:
            for said, (name, lists) in CASES.items():
                repo, hub.lists_headers = repos[name], lists
                pairs = [[_read(it, hub, repo) for it in (OURS, BASELINE)] for _ in range(ROUNDS)]
                ours, baseline = map(_quickest, zip(*pairs, strict=True))
                floor = _needed(Path(room) / repo)
                for unit in ours:
                    yield _row(said, unit, ours[unit], baseline[unit], floor)


def _read(statement: str, hub: Hub, repo: str) -> Measured:
    """Read a repository in a process of its own, with nothing cached."""
    hub.log.clear()
    with TemporaryDirectory() as home:
        told = {"HF_ENDPOINT": hub.url, "HF_HOME": home, "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
        ran = subprocess.run(
            [sys.executable, "-c", TIMED, repo, statement],
            env={**os.environ, **told},
            check=True,
            capture_output=True,
            text=True,
        )
    asked = [it for it in hub.log if repo in it.path]
    return {
        "bytes": sum(it.sent for it in asked),
        # A redirect and what it leads to are one.
        "requests": sum(not it.path.startswith("/cdn/") for it in asked),
        **json.loads(ran.stdout),
    }


def _quickest(rounds: tuple[Measured, ...]) -> Measured:
    return {unit: min(it[unit] for it in rounds) for unit in rounds[0]}


def _needed(folder: Path) -> int:
    """Bytes of config, index and headers: nobody can say what a model is from less."""
    total = 0
    for path in folder.iterdir():
        if path.suffix == ".safetensors":
            with path.open("rb") as file:
                total += 8 + int.from_bytes(file.read(8), "little")
        else:
            total += path.stat().st_size
    return total


def _row(name: str, unit: str, ours: float, baseline: float, floor: int) -> dict[str, Any]:
    most = {"bytes": MOST_BYTES * floor, "MB of memory": MOST_MB}.get(unit)
    digits = 0 if unit in ("bytes", "requests") else 2
    return {
        "name": f"reading {name} from the hub, {unit}, beside the hub's library",
        "ours": round(ours, digits or None),
        "baseline": round(baseline, digits or None),
        "ratio": round(ours / baseline, 4),
        "limit": most and round(most / baseline, 4),
        "floor": floor if unit == "bytes" else round(baseline, digits or None),
        "unit": unit,
    }
