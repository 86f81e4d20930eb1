"""A copy of the package with its own results, in which anything may be edited."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
STALE = (
    "import json; from claims._core.answer import current; "
    "from claims._core.discovery import load_each; loaded, refused = load_each(); "
    "known = [name for name, it in loaded.items() if current(it)]; "
    "gone = [f'{it.path.parent.name}/{it.path.stem}' for it in refused]; "
    "print(json.dumps([[it for it in loaded if it not in known], gone]))"
)


class House:
    """A folder that holds `claims/`, and with it everything that is imported and stored."""

    def __init__(self, folder):
        self.folder, self.package = folder, folder / "claims"
        ignored = shutil.ignore_patterns("__pycache__", "_surfaces", "_pages", "_views")
        shutil.copytree(ROOT / "claims", self.package, ignore=ignored)

    def python(self, *command):
        """Run a program here, and hand back what it printed as JSON."""
        env = {**os.environ, "PYTHONPATH": f"{self.folder}", "PYTHONDONTWRITEBYTECODE": "1"}
        env["OMP_NUM_THREADS"] = "1"
        started = [sys.executable, *command]
        done = subprocess.run(started, cwd=self.folder, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def files(self, claim_id):
        """The files that the stored result of a claim belongs to."""
        return set(self._kept(claim_id)["files"])

    def followed(self, claim_id):
        """The first claim that another follows from."""
        return self._kept(claim_id)["entry"]["follows"][0]

    def _kept(self, claim_id):
        return json.loads((self.folder / f"build/results/{claim_id}.json").read_text())

    def stale(self):
        """The claims without a present result; those that are refused are among them."""
        stale, refused = self.python("-c", STALE)
        return {*stale, *refused}

    def stale_after(self, name, old, new):
        """Edit a file, see what is stale, and undo it."""
        path = self.package / name
        text = path.read_text() if path.exists() else None
        assert text is None or old in text, name
        path.write_text(new if text is None else text.replace(old, new, 1))
        try:
            return self.stale()
        finally:
            path.unlink() if text is None else path.write_text(text)
