"""A copy of the project with a few claims and pages, served on a free port."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.pages.small_site import page

ROOT = Path(__file__).parents[2]
CAUSAL = "attention/gpt2_attention_is_causal"
MADE = {
    "made/up.py": '''"""Made up."""

from claims import Config, Observed, altered, claim, gpt2


@claim(
    statement="GPT-2 has a width.",
    about=gpt2[:1],
    finding="GPT-2 is {width} wide.",
    controls=[altered("gpt2", hidden_size=1, expect="failed")],
    sources=["gpt2-report"],
)
def up(config: Config) -> Observed:
    width = config.fact("hidden_size")
    return Observed(width > 1, width=width)
''',
    "made/__init__.py": '"""Made up."""\n\nTITLE = "Made up"\nPLACE = 1\n',
}
CONFIG = """
site_name: A small house
docs_dir: docs
hooks: [claims/_surfaces/mkdocs_hooks.py]
plugins:
  - mkdocs-jupyter: {include: ["*.ipynb"], execute: true, kernel_name: python3, cache: false}
theme: {name: material, font: false}
extra_css: [stylesheets/claims.css]
nav: [{Home: index.md}, {Other: other.md}]
"""
FILLER = "\n\n".join(f"Paragraph {number}." for number in range(60))
HOME = f"# Home\n\n{FILLER}\n\nSee [the width](claim:made/up).\n\n{FILLER}\n"
CELL = "from claims._surfaces.page import card\n\ncard('made/up')"


class Served:
    """The small house while it is served."""

    def __init__(self, folder):
        self.folder, self.package = folder, folder / "claims"
        shutil.copytree(ROOT / "claims", self.package, ignore=_sections)
        for name, text in MADE.items():
            (self.package / name).parent.mkdir(exist_ok=True)
            (self.package / name).write_text(text)
        docs = folder / "docs"
        shutil.copytree(ROOT / "docs/stylesheets", docs / "stylesheets")
        (docs / "index.md").write_text(HOME)
        (docs / "other.md").write_text("# Other\n\nNothing.\n")
        (docs / "made.ipynb").write_text(page(CELL, "", {}))
        (folder / "mkdocs.yml").write_text(CONFIG)
        self.run("claims", "accept")
        self.port = free_port()
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"],
            cwd=folder,
            env=self.env,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        self.wait()

    @property
    def env(self):
        known = {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        known |= {"OMP_NUM_THREADS": "1", "NO_MKDOCS_2_WARNING": "1"}
        return {**os.environ, **known}

    def run(self, *command):
        code = "from claims._surfaces.command_line import app; app()"
        started = [sys.executable, "-c", code, *command[1:]]
        subprocess.run(started, cwd=self.folder, env=self.env, check=True, capture_output=True)

    def wait(self, seconds=120):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said
            try:
                return self.get("/")
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.said)

    def get(self, path):
        with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as answer:
            return answer.read().decode()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self):
        return (self.folder / "log").read_text()

    def edit(self, name, old, new):
        """Save a file of the package, or of `docs/`, with something else in it."""
        path = self.folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        self.log.close()


def free_port():
    """A port that nobody has, and that no kernel is given in the meantime."""
    while True:
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", random.randrange(20000, 32000)))
            except OSError:
                continue
            return free.getsockname()[1]


def _sections(folder, names):
    """Leave out the sections, and what was published of them."""
    if Path(folder) == ROOT / "claims":
        sections = [it for it in names if (Path(folder) / it).is_dir() and not it.startswith("_")]
        return ["published.toml", *(it for it in sections if it != "attestations"), "__pycache__"]
    return ["__pycache__"]


def entry(house, claim_id):
    return json.loads((house.folder / f"build/results/{claim_id}.json").read_text())["entry"]
