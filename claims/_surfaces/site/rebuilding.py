"""Building everything anew while the site is served as it was."""

import shutil
import tempfile
import zlib
from collections.abc import Callable
from copy import copy
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from claims._editing.live import Live
from claims._pages import rendering
from claims._surfaces.site.served import Served, address_of
from claims._surfaces.site.site import NOTEBOOKS, Site, log

# Where the theme begins what a page says, all of which the reader's scripts may change.
ARTICLE = b'<article class="md-content__inner md-typeset"'


class Rebuilding:
    """Takes the place of MkDocs's own, which has whoever asks wait, for ever if it fails."""

    server: LiveReloadServer
    live: Live
    build: Callable[[], None]

    def __init__(self, site: Site, served: Served) -> None:
        self.site, self.served = site, served

    def begin(self, server: LiveReloadServer, live: Live) -> None:
        """From now on, build beside what is served."""
        self.server, self.live, self.build = server, live, server.builder
        self._folder = tempfile.TemporaryDirectory(prefix="claims-site-")
        self._kernels = tempfile.TemporaryDirectory(prefix="claims-kernels-")
        self.site.kernels = self._kernels.name
        self.live.epoch = server._visible_epoch
        server.builder = self.rebuild
        server.error_handler = self._error_page
        server._inject_js_into_html = _marked  # type: ignore[method-assign]

    def end(self) -> None:
        """Keep nothing of what was built, or of what built it."""
        self._folder.cleanup()
        self._kernels.cleanup()

    def rebuild(self) -> None:
        """Build, and have open pages loaded again; a site that can't be built is left as it was."""
        # Who asks meanwhile is given what there is.
        epoch, self.server._wanted_epoch = self.server._wanted_epoch, self.server._visible_epoch
        with self.live.without_running():
            with self.live.without_reading():
                self.served.site = copy(self.site)
            self._tidy()
            self.site.folder = tempfile.mkdtemp(dir=self._folder.name)
            try:
                self.build()
            except Exception as error:
                with self.live.without_reading():
                    vars(self.site).update(vars(self.served.site))
                    self.served.site, self.served.failed = self.site, True
                log.error("the site couldn't be built anew: %s", rendering.problem("MkDocs", error))
                return
            with self.live.redrawn(epoch):
                self.served.site, self.served.failed = self.site, False
                self.server.root = self.site.config.site_dir
        self.server._wanted_epoch = epoch
        self.live.stream.send(reload=epoch)

    @event_priority(50)  # before mkdocs-jupyter looks whether it executes the page
    def leave_out(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Have a notebook that is built beside what is served wait for no check without end."""
        path = Path(page.file.abs_src_path or "")
        beside = self.served.site is not self.site
        if not beside or path.suffix != ".ipynb" or NOTEBOOKS not in config.plugins:
            return
        without = self.site.without[path] = self.live.without(path, address_of(page.file))
        config.plugins[NOTEBOOKS].config["execute"] = not without

    def site_of(self, config: MkDocsConfig) -> Site:
        """The site of a page that is read with some settings: that which is served, or the next."""
        served = self.served.site
        return served if served is not self.site and served.config is config else self.site

    def _tidy(self) -> None:
        """Keep nothing of what isn't served any more, or never was."""
        for it in Path(self._folder.name).iterdir():
            if str(it) != self.site.folder:
                shutil.rmtree(it)

    def _error_page(self, code: int) -> bytes | None:
        """What stands for a page that isn't there."""
        page = Path(self.server.root, f"{code}.html")
        return page.read_bytes() if page.is_file() else None


def _marked(content: bytes, epoch: int) -> bytes:
    """A page that knows which build it is of and what was sent, and listens by a script of its own.

    That of MkDocs would keep a connection for each open page, of which a browser has six.
    """
    before, start, article = content.partition(ARTICLE)
    if start:
        text, end, after = article.rpartition(b"</article>")
        sent = b' data-sent="%d"' % zlib.crc32(text)
        content = b"%b%b%b%b%b%b" % (before, start, sent, text, end, after)
    before, end, after = content.rpartition(b"</body>")
    return b"%b<script>window.built = %d</script>%b%b" % (before, epoch, end, after)
