"""Surveying many repositories beside the hub library's own call for the same: `make survey`.

Both ask the served hub, so many at a time, each in a process of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event
from typing import Any

import tomli_w
from attrs import define, frozen

from claims._core.discovery import PACKAGE
from claims._inspection.survey.pool import AT_ONCE
from tests.bench.row import row
from tests.hub.answer import Answer
from tests.hub.faults import Fault
from tests.hub.hub import Hub
from tests.hub.request import Request
from tests.hub.server import serving
from tests.hub.varied import varied

FILE = PACKAGE / "survey.toml"
MANY, FEW = 1000, 100
# What the record assumes of a way to the hub, and scales to.
LATE, DECODERS = 0.1, 100_000
# A new process's own high-water mark; what `resource` says includes its parent's.
PEAK = """
import re, sys
from pathlib import Path
said = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(1024 * int(said.group(1)), file=sys.stderr)
"""
OURS = f"""
from claims._surfaces.command_line import app
from sys import argv
code = app(["survey", argv[1], "--out", argv[2]], standalone_mode=False)
assert code == 0, code
{PEAK}"""
THEIRS = f"""
from concurrent.futures import ThreadPoolExecutor
from sys import argv
from huggingface_hub import HfApi
from huggingface_hub.errors import NotASafetensorsRepoError
def read(name):
    try:
        HfApi().get_safetensors_metadata(name)
    except NotASafetensorsRepoError:
        pass
with ThreadPoolExecutor({AT_ONCE}) as pool:
    for _ in pool.map(read, open(argv[1]).read().split()):
        pass
{PEAK}"""


@define
class Late(Fault):
    """Answers well, but so many seconds later, as what is far away does."""

    seconds: float = 0.0

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The same answer."""
        closing.wait(self.seconds)
        return answer


@frozen
class Took:
    """What a run took: seconds in all, answers and bytes of their bodies, and most memory."""

    seconds: float
    requests: int
    bytes: int
    memory: int


def took(hub: Hub, code: str, names: list[str], folder: Path) -> Took:
    """Run code on a list of repositories; it must succeed."""
    listed = folder / "list.txt"
    listed.write_text("\n".join(names) + "\n", "utf-8")
    (folder / "out.jsonl").unlink(missing_ok=True)
    hub.log.clear()
    settings = {"HF_ENDPOINT": hub.url, "HF_HOME": str(folder / "home")}
    command = [sys.executable, "-c", code, str(listed), str(folder / "out.jsonl")]
    begun = time.perf_counter()
    ran = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True)
    seconds = time.perf_counter() - begun
    if ran.returncode:
        raise SystemExit(ran.stderr)
    sent = sum(it.sent for it in hub.log)
    return Took(seconds, len(hub.log), sent, int(ran.stderr.split()[-1]))


def measured(late: float = 0.0) -> dict[str, Took]:
    """Survey few and many, and have the library read the many."""
    with tempfile.TemporaryDirectory() as folder:
        names = varied(Path(folder) / "hub", MANY)
        with serving(Path(folder) / "hub") as hub:
            if late:
                hub.faults |= dict.fromkeys(names, Late(seconds=late))
            return {
                "few": took(hub, OURS, names[:FEW], Path(folder)),
                "ours": took(hub, OURS, names, Path(folder)),
                "theirs": took(hub, THEIRS, names, Path(folder)),
            }


def rows() -> list[dict[str, Any]]:
    """The rows of `make bench`."""
    found = measured()
    ours, theirs, few = found["ours"], found["theirs"], found["few"]
    what = f"a survey of {MANY:,} repositories, beside get_safetensors_metadata"
    made = [
        row(
            f"{what}, {unit}",
            getattr(ours, unit),
            getattr(theirs, unit),
            unit="bytes" if unit == "memory" else unit,
        )
        for unit in ("seconds", "requests", "bytes", "memory")
    ]
    flat = f"memory of a survey of {MANY:,}, beside one of {FEW}"
    return [*made, row(flat, ours.memory, few.memory, 1.1, "bytes")]


def record() -> dict[str, Any]:
    """What the page on surveys shows: measured here, and with answers that come late."""
    here, far = measured(), measured(LATE)
    return {
        "repositories": MANY,
        "few": FEW,
        "at_once": AT_ONCE,
        "assumed": {"late_seconds": LATE, "decoders": DECODERS},
        "here": {name: _table(it) for name, it in here.items()},
        "late": {name: _table(it) for name, it in far.items()},
    }


def _table(it: Took) -> dict[str, Any]:
    return {
        "seconds": round(it.seconds, 1),
        "requests": it.requests,
        "bytes": it.bytes,
        "memory": it.memory,
    }


if __name__ == "__main__":
    FILE.write_text(tomli_w.dumps(record()), "utf-8")
