"""How long a run takes, and how much memory, of a model of a published one's true size."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.hub.true_size import place
from tests.weights.filled import fill
from tests.weights.measuring import peak

Measured = dict[str, Any]
DRAWN = np.random.default_rng(0).normal(0, 0.02, 2**16)
# How many windows and alternatives.
CASES = {"gpt2": (2, 99), "llama-3.2-1b": (1, 1)}


def measured(name: str, room: Path) -> Measured:
    """Run what fits it in a process alone, on random numbers and tokens: few of all that a run has.

    Time goes with windows and alternatives, and memory doesn't.
    """
    folder = fill(room / place(room, name), {".*": lambda shape: np.resize(DRAWN, shape)})
    few = map(str, CASES[name])
    command = [sys.executable, "-m", "tests.running.measuring", name, str(folder), *few]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Measured = json.loads(ran.stdout)
    return found


def _measure(name: str, folder: Path, windows: int, most: int) -> Measured:
    import torch

    from claims._checkpoints.source import Recorded
    from claims._probes.models.reference import reference_config
    from claims._running.counterfactuals import fitting
    from claims._running.streaming import streamed
    from claims._running.text import LONGEST
    from claims._running.threads import all_threads
    from tests.weights.here import in_folder

    stored, config = in_folder(folder), reference_config(Recorded().record(name).values, name)
    tried = fitting(config, stored)[:most]
    tokens = torch.randint(config.vocab_size, (windows, LONGEST))
    before, began = peak(), time.perf_counter()
    with all_threads():
        streamed(config, stored, tokens, tried)
    return {
        "alternatives": len(tried),
        "windows": windows,
        "tokens": tokens.numel(),
        "seconds": round(time.perf_counter() - began),
        "processors": os.cpu_count(),
        "before_bytes": before,
        "peak_bytes": peak(),
    }


if __name__ == "__main__":
    asked = _measure(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
    print(json.dumps(asked))
