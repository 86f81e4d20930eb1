"""A warm process that answers all claims of a house, as it does when the core was edited."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.serving.served import environment

LIMIT = "60"
LIST = """
import json
from claims._core.discovery import PACKAGE, claim_ids
print(json.dumps([*claim_ids(PACKAGE)]))
"""


@dataclass(frozen=True)
class Took:
    """Seconds from a batch to its first answer and to its last."""

    first: float
    all: float


def batch(house: Path, times: int = 3) -> Took:
    """Measure everything once, then have everything answered again; the quickest counts."""
    env = environment(house)
    said = subprocess.run((sys.executable, "-c", LIST), cwd=house, env=env, capture_output=True)
    claims = json.loads(said.stdout)
    process = subprocess.Popen(
        (sys.executable, "-m", "warm", LIMIT),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=env,
        cwd=house / "claims/_editing",
    )
    took = [_answered(process, number, claims) for number in range(times + 1)][1:]
    process.communicate()
    return Took(min(it.first for it in took), min(it.all for it in took))


def _answered(process: "subprocess.Popen[bytes]", number: int, claims: list[str]) -> Took:
    assert process.stdin
    assert process.stdout
    asked = {"batch": number, "claims": claims, "again": claims, "changed": [], "edited": []}
    start = time.perf_counter()
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    process.stdin.flush()
    first = None
    while "done" not in json.loads(process.stdout.readline()):
        first = first or time.perf_counter() - start
    assert first
    return Took(first, time.perf_counter() - start)
