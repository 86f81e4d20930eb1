"""An environment with another transformers, beside the project's own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.versions.bounds import CONSTRAINTS, HOUSE

# A version of transformers goes with some versions of these alone.
TIED = ("transformers==", "huggingface_hub==", "tokenizers==")


def python_with(requirement: str, folder: Path) -> Path:
    """Set up an environment in which a requirement is met, by the newest that meets it."""
    if not (folder / "bin" / "python").exists():
        subprocess.run((sys.executable, "-m", "venv", str(folder)), check=True)
    python = folder / "bin" / "python"
    lines = CONSTRAINTS.read_text("utf-8").splitlines(keepends=True)
    loosened = folder / "constraints.txt"
    loosened.write_text("".join(it for it in lines if not it.startswith(TIED)), "utf-8")
    subprocess.run(
        (python, "-m", "pip", "install", "--quiet", "--upgrade", "--editable", ".", requirement),
        check=True,
        cwd=HOUSE,
        env=os.environ | {"PIP_CONSTRAINT": str(loosened)},
    )
    return python
