"""Small sites, built in the test's own process from made-up results."""

import json
import logging
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from claims._pages import verification
from claims._pages.staleness import KEYS
from tests.views.made_up import entry

ROOT = Path(__file__).parents[2]
HOOKS = f"{ROOT}/claims/_surfaces/site/hooks.py"
REFERENCE = "See [what it says](claim:made_up/statement)."
SCRIPT = "javascripts/not_found.js"  # which every site's page of unknown addresses has
SHOWN = "claim made_up/statement\nfinding: GPT-2 is real."


def page(code, text, keys):
    """A notebook of one cell that has stored a text and the results that it shows."""
    output = {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {KEYS: keys}}
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": code}
    cell |= {"execution_count": 1, "outputs": [output]}
    prose = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": f"# Page\n\n{REFERENCE}"}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": [prose, cell], "metadata": {"kernelspec": kernel}}
    return json.dumps(whole | {"nbformat": 4, "nbformat_minor": 5})


def showing(text=SHOWN):
    """Code that defines a view of its own and calls it, so that no real claim is run."""
    show = "display({'text/plain': " + repr(text) + "}, raw=True)"
    return f"def card(name):\n    {show}\n\ncard('made_up/statement')"


class SmallSite:
    """A folder with pages, and what building it came to."""

    def __init__(self, folder, monkeypatch, caplog):
        self.folder, self.monkeypatch, self.caplog = folder, monkeypatch, caplog
        self.entries = [entry()]
        self.problems, self.stopped = (), False
        self.sections, self.nav = [], ""
        self.pages = {"index.md": "# Home\n"}

    def build(self, command="build"):
        """Build or serve it; hands back what was warned of. Who builds refuses what is wrong."""
        docs = self.folder / "docs"
        docs.mkdir(exist_ok=True)
        for name, text in self.pages.items():
            (docs / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        (docs / SCRIPT).parent.mkdir(exist_ok=True)
        (docs / SCRIPT).write_text((ROOT / "docs" / SCRIPT).read_text())
        known = {it["id"]: it for it in self.entries}
        found = verification.Verified(known, self.problems, self.stopped)
        self.monkeypatch.setattr(verification, "verified", lambda seconds: found)
        config = load_config(str(self._config()), strict=command == "build")
        hooks = sys.modules[HOOKS]  # as MkDocs has loaded it, under its path
        self.monkeypatch.setattr(hooks, "sections", lambda docs: self.sections)
        logger = logging.getLogger("mkdocs")
        self.monkeypatch.setattr(logger, "propagate", True)
        config.plugins.on_startup(command=command, dirty=False)
        build(config)
        return self.warnings

    def refused(self):
        """Build it strictly, which must be refused; hands back what was warned of."""
        try:
            self.build()
        except Abort:
            return self.warnings
        raise AssertionError("a strict build took it")

    @property
    def warnings(self):
        """Every warning of the build, a line each."""
        return [it.getMessage() for it in self.caplog.records if it.levelno >= logging.WARNING]

    def read(self, path):
        """A built page."""
        return (self.folder / "site" / path).read_text()

    def _config(self):
        real = ROOT / "mkdocs.yml"
        lines = real.read_text().splitlines()
        # What lies in the real `docs/` isn't in these.
        kept = [it for it in lines if not it.startswith(("docs_dir", "extra_css", "extra_java"))]
        text = "\n".join(kept).partition("\nnav:")[0]
        text = text.replace("[claims/_surf", f"[{ROOT}/claims/_surf").replace(
            "watch: [claims]", "watch: []"
        )
        text = text.replace("custom_dir: overrides", f"custom_dir: {ROOT}/overrides")
        path = self.folder / "mkdocs.yml"
        path.write_text(f"{text}\n{self.nav}\n")
        return path
