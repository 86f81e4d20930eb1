"""The pages of a served site, each of which can be read or drawn anew by itself."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from claims._checkpoints.attestations.file import FOLDER
from claims._editing.loop import Answer
from claims._editing.showing import shows
from claims._pages.generated import generated
from claims._pages.sections import sections
from claims._surfaces.site.drawing import content
from claims._surfaces.site.results import result_file
from claims._surfaces.site.site import NOTEBOOKS, Site, told


class Served:
    """The pages of the last build that went well, one of which is read or drawn anew."""

    server: LiveReloadServer

    def __init__(self, site: Site) -> None:
        self.site = site
        self.failed = False  # whether there should be another than is served

    def address(self, path: Path) -> str | None:
        """Where a file of `docs/` is served as a page; None for one that isn't known."""
        known = list(self.site.by_url.items())  # a claim may come or go meanwhile
        return next((url for url, it in known if it.abs_src_path == str(path)), None)

    def outdated(self, path: Path) -> bool:
        """Whether a file is no page to be read, and what is served of it isn't what there is."""
        docs = self.site.config.docs_dir
        if self.failed:
            return True
        if not path.is_relative_to(docs):
            return sections(Path(docs)) != self.site.sections
        served = [
            it for it in list(self.site.files) if Path(it.abs_src_path or "").is_relative_to(path)
        ]
        if served or not path.is_file():
            return bool(served) and not (path.exists() and self.address(path))
        name = path.relative_to(docs).as_posix()
        file = File(name, docs, self.site.config.site_dir, True)
        set_exclusions([file], self.site.config)
        return file.inclusion is not InclusionLevel.EXCLUDED

    def read(self, path: Path, without: Sequence[str]) -> bool:
        """Read a file of `docs/` anew, and execute it.

        If there are claims that it would have to do without, it shows the outputs that it has
        stored. Hands back whether all went well.
        """
        site, file = self.site, self.site.by_url.get(str(self.address(path)))
        if file is None or file.page is None:
            return True  # it has gone meanwhile
        if NOTEBOOKS in site.config.plugins and path.suffix == ".ipynb":
            site.config.plugins[NOTEBOOKS].config["execute"] = not without
        site.without[path] = without
        site.unread.pop(file.src_uri, None)
        if site.live and not without:
            site.executed[path] = site.live.results
        problems: list[str] = []
        with told(file.src_uri, problems):
            _populate_page(file.page, site.config, site.files)
        return not (without or problems or file.src_uri in site.unread)

    def draw(self, address: str) -> None:
        """Write the page or the results at an address out anew, from the present results."""
        if text := result_file(self.site, name := address.removeprefix("/")):
            write_file(text.encode(), str(Path(self.site.config.site_dir, name)))
        file = self.site.by_url.get(address)
        if file is None or file.page is None:
            return
        site, page = self.site, file.page
        shown = copy(page)  # the page itself may be being read
        shown.content = content(site, site.read[file.src_uri], page, site.config, site.files)
        page.active = shown.active = True  # the first in the navigation
        context = get_context(site.nav, site.files, site.config, shown)
        text = site.env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        write_file(text.encode("utf-8", "xmlcharrefreplace"), str(file.abs_dest_path))

    def showing(self, data: Sequence[Path]) -> Mapping[str, Path | None]:
        """Where files that the package reads are shown, each with the file of `docs/`, if any."""
        found = dict[str, Path | None]()
        for url, it in list(self.site.by_url.items()):
            generated = self.site.generated.get(it.src_uri)
            path = Path(it.abs_src_path or "")
            if generated and not generated.reads.isdisjoint(data):
                found[url] = None
            elif path.suffix == ".ipynb" and any(shows(path, each) for each in data):
                found[url] = path
        return found

    def attested(self) -> list[str]:
        """Read anew what others ran; hands back where that is shown, if it is otherwise by now."""
        site, before = self.site, (self.site.attestations, self.site.unattested)
        site.attest()
        if before == (site.attestations, site.unattested):
            return []
        if before[1] != site.unattested:
            return list(site.by_url)  # every page tells what is wrong
        shown = (
            url
            for url, it in list(site.by_url.items())
            if it.src_uri in site.generated or shows(Path(it.abs_src_path or ""), FOLDER)
        )
        return list(shown)

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
        if not present:  # no page of its own has a place for it
            self.site.problems = [*self.site.problems, *answer.problems]
        shown = f"claims/{answer.claim}.md" in self.site.generated
        if bool(present) != bool(known) or shown is answer.gone:
            self.keep_pages()
        return _shown(present) != _shown(known)

    def keep_pages(self) -> None:
        """Have a page for each claim that there is by now, or the reason on it, and no other."""
        files, known, live = self.site.files, self.site.generated, self.site.live
        refused: dict[str, Any] = {it: {} for it in (live.problems if live else ())}
        entries = refused | self.site.verified.entries
        wanted = generated(entries, Path(self.site.config.docs_dir))
        # A claim that is mended has another title than the one whose page told of it.
        before, now = ({(name, it.title) for name, it in all_.items()} for all_ in (known, wanted))
        for name, _ in before - now:
            file = files.src_uris[name]
            files.remove(file)
            self.site.by_url.pop(address_of(file), None)
            Path(file.abs_dest_path).unlink(missing_ok=True)
        added = [add(files, self.site.config, name) for name, _ in now - before]
        self.site.generated = wanted
        for file in added:
            self.site.by_url[address_of(file)] = file
            _populate_page(Page(None, file, self.site.config), self.site.config, files)


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
