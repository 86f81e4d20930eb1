"""A site of the pages that a browser looks at, built once, and served as any host would."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager

from tests.serving.served import ROOT, environment

PAGES = ("statements", "checkpoints", "compare", "calculator", "real_weights")


def build(folder):
    """Build it from the project's own pages, scripts and styles; hands back where it is."""
    docs = folder / "docs"
    for name in ("stylesheets", "javascripts"):
        shutil.copytree(ROOT / "docs" / name, docs / name)
    for name in PAGES:
        shutil.copy(ROOT / "docs" / f"{name}.ipynb", docs)
    (docs / "index.md").write_text("# Home\n")
    (folder / "mkdocs.yml").write_text(config())
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", "site"],
        cwd=folder,
        env=environment(ROOT),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "site"


def config():
    """The project's own configuration with another navigation."""
    lines = (ROOT / "mkdocs.yml").read_text().partition("\nnav:")[0].splitlines()
    text = "\n".join(it for it in lines if not it.startswith("site_url"))
    text = text.replace("hooks: [claims/", f"hooks: [{ROOT}/claims/")
    text = text.replace("custom_dir: ", f"custom_dir: {ROOT}/")
    entries = ["index.md", *(f"{name}.ipynb" for name in PAGES)]
    # Without an address of its own a site has no list of its pages, and no instant navigation.
    return f"{text}\nsite_url: http://127.0.0.1/\nnav: {json.dumps(entries)}\n"


def made_instant(site, folder):
    """A copy of a site with the theme's instant navigation switched on."""
    other = folder / "instant"
    shutil.copytree(site, other)
    for page in other.rglob("*.html"):
        text = page.read_text()
        page.write_text(text.replace('"features": [', '"features": ["navigation.instant", ', 1))
    return other


@contextmanager
def served(site):
    """Serve a folder; hands back its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=os.fspath(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
