"""The real site, built from the outputs that its pages have stored, where it would be published."""

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[2]
BELOW = "deep/er/"


def built(folder):
    """Build it below `folder`; pages aren't executed, since other tests do that."""
    site = folder / BELOW
    config = load_config(
        str(ROOT / "mkdocs.yml"), site_dir=str(site), site_url=f"https://example.org/{BELOW}"
    )
    config.plugins["mkdocs-jupyter"].config["execute"] = False
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return site


class Static(SimpleHTTPRequestHandler):
    """Serves files, and for an unknown address the page that is there for it, as hosts do."""

    def log_message(self, *_):
        """Say nothing."""

    def send_error(self, code, *rest):
        if code != 404:
            super().send_error(code, *rest)
            return
        page = (Path(self.directory) / BELOW / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@contextmanager
def serving(folder):
    """The address of the site below a folder, while this lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Static, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{BELOW}"
    finally:
        server.shutdown()
        server.server_close()
