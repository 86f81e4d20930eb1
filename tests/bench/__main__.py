"""`make bench`: print the rows and write them to `build/bench.json`."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from claims._core import store
from tests.bench import edit, hub, survey, weights

ROUNDS = 3
OUT = store.FOLDER.parent / "bench.json"
CLASSES = "from transformers import GPT2LMHeadModel, LlamaForCausalLM"
IMPORT = (sys.executable, "-c", f"import torch, transformers; {CLASSES}")
PYTEST = (sys.executable, "-m", "pytest", "claims", "-q", "-p", "no:cacheprovider")
INSPECT = (str(Path(sys.executable).with_name("claims")), "inspect", "llama-3.1-8b", "--json")
# Name → what is timed, what it is timed beside, and the highest ratio that it may come to.
ROWS = {
    "pytest claims/, cold, beside importing torch and the two model classes": (PYTEST, IMPORT, 2.0),
    "inspecting one model, beside importing torch and the two model classes": (
        INSPECT,
        IMPORT,
        None,
    ),
    "config and tensors alone, beside importing torch and the two model classes": (
        (*PYTEST, "--evidence", "config,tensors"),
        IMPORT,
        None,
    ),
}


def seconds(command: tuple[str, ...]) -> float:
    """Run a command without any stored result; it must succeed."""
    shutil.rmtree(store.FOLDER, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=store.FOLDER.parents[1])
    return time.perf_counter() - start


def measured(name: str) -> dict[str, object]:
    """Time both in turn, and take the quickest of each: whatever else runs only makes it slower."""
    ours, baseline, limit = ROWS[name]
    pairs = [(seconds(ours), seconds(baseline)) for _ in range(ROUNDS)]
    mine, floor = (min(times) for times in zip(*pairs, strict=True))
    return {
        "name": name,
        "ours": round(mine, 2),
        "baseline": round(floor, 2),
        "ratio": round(mine / floor, 2),
        "limit": limit,
        "floor": round(floor, 2),
        "unit": "seconds",
    }


def main() -> None:
    """Measure all rows, show them, keep them."""
    rows = [*(measured(name) for name in ROWS), *hub.rows(), *survey.rows(), *weights.rows()]
    rows += edit.rows()
    table = Table(box=None)
    for heading in ("name", "ours", "baseline", "ratio", "limit"):
        table.add_column(heading)
    for row in rows:
        table.add_row(*(str(row[it]) for it in ("name", "ours", "baseline", "ratio", "limit")))
    Console().print(table)
    Path(OUT).parent.mkdir(parents=True, exist_ok=True)
    Path(OUT).write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
