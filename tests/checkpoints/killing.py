"""Processes that do nothing but write records, killed at random moments: what is left each time.

Run as a module it kills a number of them, in a folder, and prints what it saw as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from claims._checkpoints.record import Record, dump, load, write
from claims._checkpoints.source import Recorded

NAMES = ("llama-3.1-405b", "gpt2")
# Seconds until a process is killed, at most: some writes of two records fit into it.
LONGEST = 0.03


def write_for_ever(path: Path, records: list[Record]) -> None:
    """Write one record over the other."""
    while True:
        for record in records:
            write(record, path)


def killed(path: Path, records: list[Record], after: float) -> None:
    """Start a process that writes, and kill it as nothing can defend itself against.

    It is left to write once, however slow the machine is, so that it is killed amid its work.
    """
    before = path.stat().st_ino
    child = os.fork()
    if not child:
        write_for_ever(path, records)
    while path.stat().st_ino == before:
        time.sleep(0.0005)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: Path, kills: int) -> None:
    """Kill, and look at what is there after each kill."""
    path = folder / "record.toml"
    records = [Recorded().record(name) for name in NAMES]
    texts = [dump(it) for it in records]
    write(records[0], path)
    moments, seen, broken, amid, before = random.Random(0), set(), [], 0, 0
    for number in range(kills):
        first = number % len(records)
        killed(path, records[first:] + records[:first], moments.uniform(0, LONGEST))
        if (text := path.read_text("utf-8")) in texts:
            seen.add(load(path).id)
        else:
            broken.append(f"kill {number}: {len(text)} characters")
        left = len(list(folder.glob(".record.toml.*.part")))
        amid += left > before
        before = left
    others = sorted(it.name for it in folder.iterdir() if not it.name.endswith(".part"))
    print(json.dumps({"amid": amid, "broken": broken, "seen": sorted(seen), "others": others}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
