"""`claims record`, killed at random moments of its work: what it leaves each time.

Run as a module it kills a number of processes, in a folder, and prints what it saw as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from typer.testing import CliRunner

from claims._surfaces import command_line
from claims._surfaces.command_line import app
from tests.hub.true_size import place

# Two checkpoints, so that one may be written and the other not yet.
NAMES = ("gpt2", "llama-7b")
# Seconds that a record may take, on however slow a machine.
LONGEST = 60
EPSILONS = ("layer_norm_epsilon", "rms_norm_eps")


def published(root: Path, *, changed: bool) -> Path:
    """What is published of both, or the same with another epsilon in each config."""
    for name in NAMES:
        config = root / place(root, name) / "config.json"
        stated = json.loads(config.read_text())
        if changed:
            stated |= {key: 0.5 for key in EPSILONS if key in stated}
        config.write_text(json.dumps(stated))
    return root


def record(root: Path) -> None:
    """Run the command."""
    result = CliRunner().invoke(app, ["record", *NAMES, "--from", str(root)])
    assert result.exit_code == 0, result.output


def killed(root: Path, after: float, first: Path | None) -> None:
    """Start the command in a process of its own, and kill it as nothing can defend itself against.

    It is forked with all that it needs imported, so that what is killed is its work: some time
    after it began, or after it put the first record in place.
    """
    before = first and first.stat().st_ino
    child = os.fork()
    if not child:
        try:
            record(root)
        finally:
            os._exit(0)
    until = time.monotonic() + LONGEST
    while first and first.stat().st_ino == before and time.monotonic() < until:
        time.sleep(0.0005)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: Path, kills: int) -> None:
    """Kill, and look at what is there after each kill."""
    command_line.record.RECORDS = records = folder / "records"  # type: ignore[attr-defined]
    records.mkdir()
    roots = [published(folder / "old", changed=False), published(folder / "new", changed=True)]
    texts, took = [], 0.0
    for root in (*roots, roots[0]):
        began = time.monotonic()
        record(root)
        took = time.monotonic() - began
        texts.append({name: (records / f"{name}.toml").read_text() for name in NAMES})
    moments, broken, seen = random.Random(0), [], set()
    for number in range(kills):
        # Each way from either side.
        amid = number % 4 < 2
        after = moments.uniform(0, 0.02 if amid else took)
        killed(roots[number % 2], after, records / f"{NAMES[0]}.toml" if amid else None)
        now = [(records / f"{name}.toml").read_text() for name in NAMES]
        known = [[of[name] for of in texts[:2]] for name in NAMES]
        pairs = zip(now, known, strict=True)
        found = [two.index(text) if text in two else -1 for text, two in pairs]
        seen.add(tuple(found))
        broken += [f"kill {number}: {found}"] if -1 in found else []
    others = sorted(it.name for it in records.iterdir() if not it.name.endswith(".part"))
    print(json.dumps({"broken": broken, "seen": sorted(seen), "others": others}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
