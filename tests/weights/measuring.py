"""What each check on the real weights reads of a checkpoint at its true size."""

import json
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.source import Recorded
from claims._checkpoints.weights.local import Local
from claims._checkpoints.weights.stored import stored
from claims._checkpoints.weights.subject import Weights
from claims._core.discovery import load_all
from claims._core.observed import NoOutcome

Measured = dict[str, Any]


def measured(name: str, folder: Path) -> Measured:
    """Run all checks about a checkpoint in a process alone: bytes by claim, and its memory."""
    command = [sys.executable, "-m", "tests.weights.measuring", name, str(folder)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Measured = json.loads(ran.stdout)
    return found


def _measure(name: str, folder: Path) -> Measured:
    record, before = Recorded().record(name), peak()
    claims: dict[str, int] = {}
    for claim in load_all().values():
        for check in claim.checks:
            if check.subject is not Weights or name not in {it.name for it in claim.about}:
                continue
            subject = Weights(name, record, stored(folder, Local(folder)), check.reads)
            # Files with nothing in them tell some checks nothing, which read as much for that.
            with suppress(NoOutcome):
                check.function(subject)
            if subject.bytes_read:
                claims[claim.id] = subject.bytes_read
    files = sum(it.stat().st_size for it in folder.glob("*.safetensors"))
    return {"file_bytes": files, "before": before, "peak": peak(), "claims": claims}


def peak() -> int:
    """The most memory that this process has had, which its parent's has no part in."""
    (most,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(most) * 1024


if __name__ == "__main__":
    assert checkpoint(sys.argv[1])
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
