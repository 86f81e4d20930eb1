"""What reads published facts starts quickly, because it never imports torch."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers")


def loaded_by(code):
    """Which of the heavy packages a fresh interpreter has loaded after running some code."""
    report = f"import sys; print([it for it in {HEAVY} if it in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True
    )
    return ran.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "code",
    [
        "import claims",
        "from claims._core.discovery import load_all; load_all()",
        "import claims._surfaces.command_line, claims._surfaces.pytest_plugin",
    ],
)
def test_no_torch(code):
    assert loaded_by(code) == "[]"


def test_the_test_can_see_torch():
    assert loaded_by("import torch") != "[]"
