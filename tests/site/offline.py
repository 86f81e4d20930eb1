"""The site as `make offline` builds it, from what the pages have stored."""

import fcntl
import os
import subprocess
import sys

from tests.serving.served import environment
from tests.site.built import ROOT, is_fresh

FOLDER = ROOT / "build/offline"
# Whether cells still put out what is stored is what the site itself is built for.
BUILD = """
from mkdocs.commands.build import build
from mkdocs.config import load_config

config = load_config("mkdocs.yml", strict=True, site_dir="build/offline")
config.plugins["mkdocs-jupyter"].config["execute"] = False
config.plugins.on_startup(command="build", dirty=False)
build(config)
"""


def offline_site():
    """The folder, built anew if anything that it is made of is newer."""
    with (ROOT / "build/offline.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_fresh(FOLDER):
            known = {**os.environ, **environment(ROOT), "OFFLINE": "true"}
            command = [sys.executable, "-c", BUILD]
            done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
    return FOLDER
