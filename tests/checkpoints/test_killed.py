"""A record whose writer is killed: the old one or the new one, and never a part of one."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from claims._core.atomic import write_text
from tests.checkpoints.killing import NAMES

HOUSE = Path(__file__).parents[2]


def test_a_hundred_writers_are_killed_and_the_record_is_whole_each_time(tmp_path):
    command = [sys.executable, "-m", "tests.checkpoints.killing", str(tmp_path), "100"]
    ran = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    assert found["broken"] == []
    assert found["others"] == ["record.toml"]
    # Otherwise nothing was tried: writers must be caught amid a write, and get to the other record.
    assert found["amid"] >= 5
    assert found["seen"] == sorted(NAMES)


def left_by(folder: Path, name: str, hours: float) -> Path:
    """What a writer left that was killed so long ago."""
    part = folder / name
    part.write_text("half")
    then = time.time() - 3600 * hours
    os.utime(part, (then, then))
    return part


def test_the_next_write_removes_what_killed_ones_left(tmp_path):
    long_ago = left_by(tmp_path, ".a.toml.x1.part", hours=2)
    now = left_by(tmp_path, ".a.toml.x2.part", hours=0)
    others = left_by(tmp_path, ".b.toml.x3.part", hours=2)
    write_text(tmp_path / "a.toml", "whole")
    # Somebody may be writing the second right now, and the third is of another file.
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "a.toml", now, others])
    assert not long_ago.exists()


def test_what_is_left_is_taken_for_no_record(tmp_path):
    left_by(tmp_path, ".gpt2.toml.x1.part", hours=0)
    assert list(tmp_path.glob("*.toml")) == []
