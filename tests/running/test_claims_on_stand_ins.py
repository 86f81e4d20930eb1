"""The claims themselves are run on the stand-ins, as they would be on real weights."""

import re
import subprocess
import sys
from pathlib import Path

from tests.running.stand_ins import folder

HOUSE = Path(__file__).parents[2]


def checked(*options):
    """Run pytest over the claims, on weights alone; give its exit code and what it said."""
    asked = ["pytest", "claims", "--evidence", "weights", "-n", "0", "-q", *options]
    ran = subprocess.run(
        [sys.executable, "-m", *asked, "-p", "no:cacheprovider"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
    )
    return ran.returncode, ran.stdout


# Trained for minutes and not for weeks: late positions are still as they were drawn.
ROWS = "claims/position_encoding/each_gpt2_position_has_a_row_in_use.py::gpt2-stand-in"


def test_what_holds_for_a_family_holds_for_its_stand_in_but_for_what_takes_long_to_train():
    both = [str(folder(it)) for it in ("gpt2-stand-in", "llama-stand-in")]
    code, said = checked("--checkpoint", both[0], "--checkpoint", both[1])
    assert code == 1, said
    (passed,) = re.findall(r"(\d+) passed", said)
    assert int(passed) >= 20
    assert re.findall(r"^FAILED (\S+)", said, re.MULTILINE) == [ROWS]
    assert "error" not in said


def test_without_weights_each_check_says_what_it_would_read():
    code, said = checked("--checkpoint", "gpt2")
    assert code == 0, said
    assert "passed" not in said.splitlines()[-1]
    assert "the real weights were not run, as published and with “relu” in place" in said
    assert "(655,300,608 bytes)" in said
