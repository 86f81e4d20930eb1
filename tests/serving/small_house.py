"""A copy of the project with one claim of its own and a few pages."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.pages.small_site import page
from tests.serving.served import ROOT, environment

FILLER = "\n\n".join(f"Paragraph {number}." for number in range(60))
HOME = f"# Home\n\n{FILLER}\n\nSee [the width](claim:made/up).\n\n{FILLER}\n"
CELL = "from claims._surfaces.page import card\n\ncard('made/up')"
ALL = "from claims._surfaces.page import statements\n\nstatements()"
CHECKPOINTS = "from claims._surfaces.page import checkpoints\n\ncheckpoints()"
MADE = {
    "claims/made/up.py": '''"""Made up."""

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
    "claims/made/__init__.py": '"""Made up."""\n\nTITLE = "Made up"\nPLACE = 1\n',
    "docs/index.md": HOME,
    "docs/other.md": "# Other\n\nNothing.\n",
    "docs/made.ipynb": page(CELL, "", {}).replace("made_up/statement", "made/up"),
    "docs/all.ipynb": page(ALL, "", {}).replace("made_up/statement", "made/up"),
    "docs/checkpoints.ipynb": page(CHECKPOINTS, "", {}).replace("made_up/statement", "made/up"),
}
CONFIG = """
site_name: A small house
site_url: https://example.org/below/
docs_dir: docs
hooks: [claims/_surfaces/site/hooks.py]
plugins:
  - mkdocs-jupyter: {include: ["*.ipynb"], execute: true, kernel_name: python3, cache: false}
theme: {name: material, font: false, features: [navigation.instant, content.code.copy]}
extra_css: [stylesheets/claims.css]
extra_javascript: [javascripts/looked_for.js, javascripts/unknown.js, javascripts/reading.js,
  javascripts/words.js]
nav: [{Home: index.md}, {Other: other.md}]
"""


def small_house(folder):
    """Fill a folder; hands back the text of each file that may be edited."""
    package, docs = folder / "claims", folder / "docs"
    shutil.copytree(ROOT / "claims", package, ignore=_sections)
    (package / "made").mkdir()
    docs.mkdir()
    for name in ("stylesheets", "javascripts"):
        shutil.copytree(ROOT / "docs" / name, docs / name)
    for name, text in MADE.items():
        (folder / name).write_text(text)
    (folder / "mkdocs.yml").write_text(CONFIG)
    # A check that hangs is stopped sooner here.
    worker = package / "_editing/worker.py"
    worker.write_text(worker.read_text().replace("LIMIT = 10.0", "LIMIT = 5.0"))
    _command(folder, "accept")
    _command(folder, "refresh", *(it for it in MADE if it.endswith(".ipynb")))
    return {name: (folder / name).read_text() for name in MADE}


def _command(folder, *words):
    """Run a command of the folder's own."""
    code = "from claims._surfaces.command_line import app; app()"
    started = [sys.executable, "-c", code, *words]
    subprocess.run(started, cwd=folder, env=environment(folder), check=True, capture_output=True)


def _sections(folder, names):
    """Leave out the sections, and what was published of them."""
    if Path(folder) == ROOT / "claims":
        sections = [it for it in names if (Path(folder) / it).is_dir() and not it.startswith("_")]
        return ["published.toml", *(it for it in sections if it != "attestations"), "__pycache__"]
    return ["__pycache__"]
