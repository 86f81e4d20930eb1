"""What is typed on the command line, each timed in turn with what it is held against."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.row import row
from tests.serving.served import ROOT, environment

ROUNDS = 3
CLASSES = "from transformers import GPT2LMHeadModel, LlamaForCausalLM"
IMPORT = (sys.executable, "-c", f"import torch, transformers; {CLASSES}")
PYTEST = (sys.executable, "-m", "pytest", "claims", "-q", "-p", "no:cacheprovider")
CLAIMS = (sys.executable, "-m", "claims._surfaces.command_line")
RESULTS = "build/results"


@dataclass(frozen=True)
class Timed:
    """A command, how it begins, and the highest ratio or seconds that it may take."""

    name: str
    ours: tuple[str, ...]
    baseline: tuple[str, ...] = IMPORT
    cold: bool = True
    ratio: float | None = None
    seconds: float | None = None


TIMED = (
    Timed(
        "pytest claims/, cold, beside importing torch and the two model classes", PYTEST, ratio=2
    ),
    Timed(
        "config and tensors alone, cold, beside importing torch and the two model classes",
        (*PYTEST, "--evidence", "config,tensors"),
        seconds=0.8,
    ),
    Timed(
        "config and tensors alone, cold, beside as many empty tests",
        (*PYTEST, "--evidence", "config,tensors"),
        (sys.executable, "-m", "pytest", "tests/bench/empty.py", *PYTEST[4:]),
        seconds=0.8,
    ),
    Timed(
        "claims verify with nothing changed, beside claims --help",
        (*CLAIMS, "verify"),
        (*CLAIMS, "--help"),
        cold=False,
        seconds=0.5,
    ),
    Timed(
        "inspecting one model, beside importing torch and the two model classes",
        (*CLAIMS, "inspect", "llama-3.1-8b", "--json"),
    ),
)


def seconds(command: tuple[str, ...], folder: Path = ROOT, *, cold: bool = False) -> float:
    """Run a command in a checkout, without any stored result if it is to be cold."""
    if cold:
        shutil.rmtree(folder / RESULTS, ignore_errors=True)
    # Modules stay compiled from run to run, as the libraries' do, which pip compiles.
    env = {**environment(folder), "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True)
    took = time.perf_counter() - start
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return took


def rows() -> list[dict[str, object]]:
    """A row for each; the quickest of each counts, whatever else runs only makes it slower."""
    made = []
    for it in TIMED:
        seconds(it.ours, cold=it.cold)
        pairs = [(seconds(it.ours, cold=it.cold), seconds(it.baseline)) for _ in range(ROUNDS)]
        ours, baseline = (min(times) for times in zip(*pairs, strict=True))
        limit = it.ratio if it.seconds is None else f"{it.seconds:g} s"
        made.append(row(it.name, ours, baseline, limit))
    return made
