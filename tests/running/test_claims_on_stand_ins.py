"""The claims themselves are run on the stand-ins, as they would be on real weights."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running.stand_ins import folder

HOUSE = Path(__file__).parents[2]


def ran(*options):
    """Run pytest; give its exit code and what it said."""
    made = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *options],
        cwd=HOUSE,
        capture_output=True,
        text=True,
    )
    return made.returncode, made.stdout


def checked(*options):
    """Run all claims on weights alone."""
    return ran("claims", "--evidence", "weights", *options)


# No token follows the last position, so that no loss ever reaches its row.
ROWS = "claims/position_encoding/each_gpt2_position_has_a_row_in_use.py::gpt2-stand-in"


def test_what_holds_for_a_family_holds_for_its_stand_in_but_for_the_one_row_without_a_loss():
    both = [str(folder(it)) for it in ("gpt2-stand-in", "llama-stand-in")]
    code, said = checked("--checkpoint", both[0], "--checkpoint", both[1])
    assert code == 1, said
    (passed,) = re.findall(r"(\d+) passed", said)
    assert int(passed) >= 20
    assert re.findall(r"^FAILED (\S+)", said, re.MULTILINE) == [ROWS]
    assert "'rows_not_in_use': 1, 'such_as': [127]" in said
    assert not re.search(r"\d+ errors?\b", said)


def test_without_weights_each_check_says_what_it_would_read():
    code, said = checked("--checkpoint", "gpt2")
    assert code == 0, said
    assert "passed" not in said.splitlines()[-1]
    assert "the real weights were not run, as published and with “relu” in place" in said
    assert "(655,300,608 bytes)" in said


def without_tokenizer(into):
    """A stand-in that can't be run."""
    made = into / "no-tokenizer"
    shutil.copytree(folder("llama-stand-in"), made, ignore=shutil.ignore_patterns("token*"))
    return made


def test_weights_that_can_not_be_run_are_untested_with_the_reason(tmp_path):
    code, said = checked("--checkpoint", str(without_tokenizer(tmp_path)))
    assert code == 0, said
    assert "the weights can't be run" in said
    assert "expected a tokenizer beside the weights" in said
    assert "Traceback" not in said


def test_weights_at_hand_are_not_run_unless_they_are_asked_for(tmp_path):
    """Real ones take hours: whoever runs all claims on a folder meant what is quick."""
    claim = "claims/normalization/llama_uses_layer_normalization.py"
    code, said = ran(claim, "--checkpoint", str(without_tokenizer(tmp_path)))
    assert code == 0, said
    assert re.search(r"\d+ passed", said)


def test_weights_that_contradict_what_was_published_are_red(tmp_path):
    """In the place of a model with another base of rotation, the stand-in's loss gives it away."""
    place = tmp_path / "meta-llama" / "Llama-3.1-8B"
    shutil.copytree(folder("llama-stand-in"), place)
    claim = "claims/position_encoding/llama_rope_base_is_10_000.py"
    weights = ("--evidence", "weights", "--source", str(tmp_path))
    code, said = ran(claim, *weights, "--checkpoint", "llama-3.1-8b")
    assert code == 1
    assert re.search(r"llama-3\.1-8b: by weights: expected .*, measured passed; observed", said)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_is_read_of_a_model_is_announced_before_and_counted_after(workers):
    code, said = checked("--checkpoint", str(folder("llama-stand-in")), "-n", workers)
    assert code == 0, said
    (announced,) = re.findall(r"weights: reading \d+ tensors, ([\d,]+) bytes from (.+)", said)
    assert announced[1] == "llama-stand-in"
    assert f"weights of llama-stand-in: {announced[0]} bytes read" in said
