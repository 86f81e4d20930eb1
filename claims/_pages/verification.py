"""The present results, checked in another process so that edited code is imported anew."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from claims._core import published, store
from claims._core.discovery import PACKAGE, claim_files, claim_ids

# A check that ends the process takes this last word with it, whatever the exit code.
WHOLE = "all were asked"


def asking(code: str, *words: str) -> tuple[str, ...]:
    """The command that runs code: by a signal it says on which line it is, even an endless one."""
    lines = (
        "import faulthandler, signal",
        "faulthandler.register(signal.SIGUSR1)",
        f"try:\n    {code}",
        f"finally:\n    print({WHOLE!r}, flush=True)",
    )
    return (sys.executable, "-c", "\n".join(lines), *words)


VERIFY = asking("from claims._surfaces.command_line import app; app()", "verify", "--quiet")
DIFFERS = 1  # the exit code of a run that answered every claim, some otherwise than published
# Everything anew takes seconds; whoever edits shouldn't wait long to read that a claim hangs.
BUILDING, SERVING = 300.0, 60.0
FRAME = re.compile(r'^  File "(.+)", line (\d+) in ', re.M)


@dataclass(frozen=True)
class Verified:
    """The entries by id, a line for each problem, and whether the run had to be stopped."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    stopped: bool = False


def verified(seconds: float = BUILDING) -> Verified:
    """Run what is stale, compare with what is published, and read all results."""
    code, said, whole = _run(seconds)
    # Python itself ends with 1 on a crash, and a crash has answered nothing.
    crashed = "Traceback (most recent call last)" in said or not whole
    broken = crashed or code not in (0, DIFFERS)
    refused = {path for path in claim_files() if f"{path}:" in said}
    entries = {}
    for path in claim_files():
        claim_id = f"{path.parent.name}/{path.stem}"
        entry = store.read(claim_id)
        if entry:
            # A refused claim wasn't answered, and a run that ended for no claim's sake answered
            # nobody: such results don't pass for current.
            unanswered = broken and (crashed or not refused or path in refused or code is None)
            entries[claim_id] = {**entry, "stale": True} if unanswered else entry
    if code is None:
        return Verified(entries, (_stopped(said, seconds),), stopped=True)
    # Every problem names a file as an answer does that comes afterwards.
    lines = [it.replace(f"{PACKAGE.parent}/", "") for it in said.splitlines() if it.strip()]
    if not whole:
        lines.append(f"checking the claims ended with {code} before all were asked")
    return Verified(entries, tuple(lines if code or not whole else ()))


def stored() -> Verified:
    """All results as they are, where each is brought up to date by somebody else."""
    read = {it: store.read(it) for it in claim_ids(PACKAGE)}
    return Verified({it: entry for it, entry in read.items() if entry}, tuple(orphans()))


def orphans() -> list[str]:
    """A line for each claim that is published and isn't there."""
    there = claim_ids(PACKAGE)
    told = "published, but no longer a claim: `claims accept` drops it"
    return [f"{it}: {told}" for it in published.read() if it not in there]


def _run(seconds: float) -> tuple[int | None, str, bool]:
    """The exit code, None for a run that had to be stopped; what it said; whether to its end."""
    # A file and no pipe: a pipe stays open as long as anything that the run has started.
    with _unnamed() as said, _unnamed() as last:
        started = subprocess.Popen(
            VERIFY,
            cwd=PACKAGE.parent,
            stdin=subprocess.DEVNULL,
            stdout=last,
            stderr=said,
            # A watched folder must not change by being checked; a sentence stays on one line.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "10000"},
            start_new_session=True,  # so that what it starts can be stopped with it
        )
        try:
            code: int | None = started.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
            os.kill(started.pid, signal.SIGUSR1)
            time.sleep(0.5)
        finally:
            if started.returncode is None:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait()
        said.seek(0)
        last.seek(0)
        return code, said.read(), last.read().rstrip().endswith(WHOLE)


def _unnamed() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")


def _stopped(said: str, seconds: float) -> str:
    """One sentence for a run without end: where it was, by the claim's line if it was in one."""
    frames = [(Path(path), line) for path, line in FRAME.findall(said)]
    known = set(claim_files())
    inside = [it for it in frames if it[0] in known]
    inside += [it for it in frames if it[0].is_relative_to(PACKAGE)]
    at = f"{inside[0][0].relative_to(PACKAGE.parent)}:{inside[0][1]}: " if inside else ""
    return f"{at}no answer after {seconds:.0f} seconds, so checking the claims was stopped"
