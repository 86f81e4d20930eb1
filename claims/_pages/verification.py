"""The present results, checked in another process so that edited code is imported anew."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from claims._core import store
from claims._core.discovery import PACKAGE, claim_files

VERIFY = (sys.executable, "-m", "claims._surfaces.command_line", "verify", "--quiet")
DIFFERS = 1  # the exit code of a run that answered every claim, some otherwise than published


@dataclass(frozen=True)
class Verified:
    """The entries by id, and a line for each problem."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def verified() -> Verified:
    """Run what is stale, compare with what is published, and read all results."""
    ran = subprocess.run(
        VERIFY,
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        # A watched folder must not change by being checked, and a sentence stays on one line.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "10000"},
    )
    # Python itself ends with 1 on a crash, and a crash has answered nothing.
    crashed = "Traceback (most recent call last)" in ran.stderr
    broken = crashed or ran.returncode not in (0, DIFFERS)
    entries = {}
    for path in claim_files():
        claim_id = f"{path.parent.name}/{path.stem}"
        entry = store.read(claim_id)
        if entry:
            # Nothing says that this result still belongs, so it doesn't pass for current.
            entries[claim_id] = {**entry, "stale": True} if broken else entry
    lines = [line for line in ran.stderr.splitlines() if line.strip()]
    return Verified(entries, tuple(lines if ran.returncode else ()))
