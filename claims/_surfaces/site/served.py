"""The pages of a served site, each of which can be read or drawn anew by itself."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from claims._editing.loop import Answer
from claims._editing.showing import shows
from claims._pages.generated import generated
from claims._surfaces.site.drawing import content
from claims._surfaces.site.results import result_file
from claims._surfaces.site.site import NOTEBOOKS, Site, told

if TYPE_CHECKING:
    from jinja2 import Environment


class Served:
    """The pages of the last build, one of which is read or drawn anew."""

    config: MkDocsConfig
    files: Files
    env: "Environment"
    nav: Navigation
    server: LiveReloadServer
    by_url: dict[str, File]

    def __init__(self, site: Site) -> None:
        self.site = site

    def address(self, path: Path) -> str | None:
        """Where a file of `docs/` is served as a page; None for one that isn't known."""
        return next((url for url, it in self.by_url.items() if it.abs_src_path == str(path)), None)

    def read(self, path: Path, execute: bool) -> bool:
        """Read a file of `docs/` anew, and execute it or take the outputs that it has stored.

        Hands back whether that went well.
        """
        file = self.by_url[str(self.address(path))]
        if NOTEBOOKS in self.config.plugins:
            self.config.plugins[NOTEBOOKS].config["execute"] = execute
        self.site.unread.pop(file.src_uri, None)
        assert file.page
        if self.site.live and execute:
            self.site.executed[path] = self.site.live.results
        problems: list[str] = []
        with told(file.src_uri, problems):
            _populate_page(file.page, self.config, self.files)
        return execute and not problems and file.src_uri not in self.site.unread

    def draw(self, address: str) -> None:
        """Write the page or the results at an address out anew, from the present results."""
        if self.site.building:
            return
        if text := result_file(self.site, name := address.removeprefix("/")):
            write_file(text.encode(), str(Path(self.config.site_dir, name)))
        file = self.by_url.get(address)
        if file is None or file.page is None:
            return
        page = file.page
        page.content = content(
            self.site, self.site.read[file.src_uri], page, self.config, self.files
        )
        page.active = True
        context = get_context(self.nav, self.files, self.config, page)
        text = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        write_file(text.encode("utf-8", "xmlcharrefreplace"), str(file.abs_dest_path))

    def showing(self, data: Sequence[Path]) -> Mapping[str, Path | None]:
        """Where files that the package reads are shown, each with the file of `docs/`, if any."""
        found = dict[str, Path | None]()
        for url, it in self.by_url.items():
            generated = self.site.generated.get(it.src_uri)
            path = Path(it.abs_src_path or "")
            if generated and not generated.reads.isdisjoint(data):
                found[url] = None
            elif path.suffix == ".ipynb" and any(shows(path, each) for each in data):
                found[url] = path
        return found

    def build(self) -> None:
        """Have everything built anew, and every page reloaded."""
        with self.server._rebuild_cond:
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()

    def take(self, answer: Answer) -> bool:
        """Take a present answer; a claim that is new gets its page, and one that is gone loses it.

        Hands back whether there is another thing to show than before.
        """
        entries, known = self.site.verified.entries, self.site.verified.entries.get(answer.claim)
        if answer.entry:
            entries[answer.claim] = answer.entry
        elif answer.gone:
            entries.pop(answer.claim, None)
        elif known:
            entries[answer.claim] = {**known, "stale": True}
        # Pages that name the claim tell what is wrong by now; what the build has found is over.
        self.site.problems = [it for it in self.site.problems if not _tells_of(answer.claim, it)]
        present = entries.get(answer.claim)
        if bool(present) != bool(known):
            self.keep_pages()
        return _shown(present) != _shown(known)

    def keep_pages(self) -> None:
        """Have a page for each claim that there is a result of by now, and for no other."""
        if self.site.building:
            return
        files, known = self.files, self.site.generated
        wanted = generated(self.site.verified.entries, Path(self.config.docs_dir))
        for name in known.keys() - wanted.keys():
            file = files.src_uris[name]
            files.remove(file)
            self.by_url.pop(address_of(file), None)
            Path(file.abs_dest_path).unlink(missing_ok=True)
        added = [add(files, self.config, name) for name in wanted.keys() - known.keys()]
        self.site.generated = wanted
        for file in added:
            self.by_url[address_of(file)] = file
            _populate_page(Page(None, file, self.config), self.config, files)


def address_of(file: File) -> str:
    """Where a file is served."""
    return f"/{file.url}".replace("/./", "/")


def add(files: Files, config: MkDocsConfig, name: str) -> File:
    """Let a page that is drawn from results be one of the site's, beside its navigation."""
    file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(file)
    return file


def _tells_of(claim_id: str, problem: str) -> bool:
    return re.search(rf"\b{re.escape(claim_id)}\b", problem) is not None


def _shown(entry: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """An entry without what changes each time that it is made; only the claim's own page has it."""
    return entry and {**entry, "key": "", "checked_at": ""}
