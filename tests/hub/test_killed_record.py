"""`claims record`, killed in the middle: each record is the old one or the new one."""

import json
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def test_the_command_is_killed_a_hundred_times_and_no_record_is_torn(tmp_path):
    command = [sys.executable, "-m", "tests.hub.killing_record", str(tmp_path), "100"]
    ran = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    assert found["broken"] == []
    assert found["others"] == ["gpt2.toml", "llama-7b.toml"]
    # Some were killed when one was written and the other not yet.
    assert len(found["seen"]) > 2
