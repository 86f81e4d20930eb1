"""The real site, built at most once for a run of the tests."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
MADE_OF = ("claims", "docs", "overrides", "mkdocs.yml")


def built_site():
    """The folder of the site, built anew if anything that it is made of is newer."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build/site.lock").open("w") as lock:
        # Tests run in several processes, and each of them comes here.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_fresh():
            command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", SITE)
            known = {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
            done = subprocess.run(
                command, cwd=ROOT, env={**os.environ, **known}, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
    return SITE


def is_fresh(site=SITE, root=ROOT):
    """Whether a built site is younger than all that it was made of."""
    front = site / "index.html"
    if not front.is_file():
        return False
    return all(it.stat().st_mtime < front.stat().st_mtime for it in sources(root))


def sources(root):
    """Every file that a page may be made of."""
    for name in MADE_OF:
        top = root / name
        for path in [top] if top.is_file() else top.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def pages(site):
    """The address of every page below the site's root; the error page is one by its name."""
    found = sorted(it.relative_to(site).as_posix() for it in site.rglob("*.html"))
    return [it.removesuffix("index.html") for it in found]
