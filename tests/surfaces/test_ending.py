"""A check that would end the process that runs it is told by its claim, and others are answered."""

import os
import subprocess
import sys

from claims._core.ending import not_ended
from tests.serving.served import environment
from tests.serving.small_house import MADE, small_house

UP = "claims/made/up.py"
VERIFY = "from claims._surfaces.command_line import app; app()"


def test_what_would_end_a_verification_with_0_is_named_and_ends_it_with_2(tmp_path):
    small_house(tmp_path)
    ends = MADE[UP].replace("    width = ", "    __import__('os')._exit(0)\n    width = ")
    (tmp_path / UP).write_text(ends)
    ran = subprocess.run(
        [sys.executable, "-c", VERIFY, "verify"],
        cwd=tmp_path,
        env={**environment(tmp_path), "COLUMNS": "10000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{UP}:14: up raised SystemExit on gpt2: os._exit(0)" in ran.stderr
    assert ran.returncode == 2


def test_a_process_that_a_check_forks_may_end():
    with not_ended():
        pid = os.fork()
        if not pid:
            os._exit(5)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 5
