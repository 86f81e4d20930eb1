"""The site: what MkDocs calls, and nothing more; views and pages do the work."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin, urlsplit

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file

from claims._checkpoints.attestations.standing import Standing, standings
from claims._core.errors import Refused
from claims._editing import live
from claims._editing.live import Live
from claims._editing.loop import Answer
from claims._pages import links, rendering, staleness, verification
from claims._pages.finishing import as_files, linked, scoped
from claims._pages.generated import Generated, badges, generated
from claims._pages.limit import limited
from claims._pages.page import cells
from claims._pages.references import resolve
from claims._pages.sections import Section, sections
from claims._views.export import document
from claims._views.html import unturned
from claims._views.marks import sheet
from claims._views.not_found import not_found
from claims._views.place import Place
from claims._views.published import Published

if TYPE_CHECKING:
    from jinja2 import Environment

log = logging.getLogger("mkdocs.plugins.claims")
NOTEBOOKS = "mkdocs-jupyter"
# The icons of verdicts and outcomes, which every page shows.
MARKS = "stylesheets/marks.css"
# What the search of pages that are opened from a folder runs in.
OFFLINE = "javascripts/iframe-worker.js"
# What a served page has, and a built one doesn't: it listens.
LIVE = {"live.js": "javascripts/live.js", "live.css": "stylesheets/live.css"}


@dataclass
class Site:
    """What one build knows; MkDocs calls functions, so that it has to be kept between them."""

    serving: bool = False
    verified: verification.Verified = field(default_factory=verification.Verified)
    sections: list[Section] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # those that no single page has
    read: dict[str, str] = field(default_factory=dict)  # a page's HTML before it is drawn
    executed: dict[Path, int] = field(default_factory=dict)  # which of the live results it had
    unread: dict[str, str] = field(default_factory=dict)  # why a notebook couldn't be executed
    generated: dict[str, Generated] = field(default_factory=dict)
    attestations: tuple[Standing, ...] = ()
    published: Published = field(default_factory=Published)
    building: bool = False
    warned: set[str] = field(default_factory=set)
    live: Live | None = None

    @property
    def titles(self) -> dict[str, str]:
        """The title of each section by its name."""
        return {it.name: it.title for it in self.sections}


SITE = Site()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether someone is watching: then problems are shown and never raised."""
    SITE.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the sections into the navigation, after the first entry."""
    SITE.sections = sections(Path(config.docs_dir))
    # A served site is at an address that nobody should cite.
    site = "" if SITE.serving else (config.site_url or "")
    SITE.published = Published(config.site_name, site, config.repo_url or "")
    if not config.repo_url:
        config.edit_uri = None  # by itself it leads nowhere
    # The theme prints titles as HTML.
    entries = [{escape(it.title, quote=False): f"{it.name}.ipynb"} for it in SITE.sections]
    if config.nav:
        config.nav[1:1] = [{"Comparison": entries}] if entries else []
    if NOTEBOOKS in config.plugins:
        config.plugins[NOTEBOOKS].config.update(allow_errors=SITE.serving)
    config.extra_css.append(MARKS)
    if config.extra.get("polyfills"):
        config.extra["polyfills"] = [OFFLINE]  # the theme's plugin would ask another host for it
    if SITE.serving:
        config.extra_javascript.append(LIVE["live.js"])
        config.extra_css.append(LIVE["live.css"])
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring all results up to date."""
    SITE.building = True
    SITE.warned.clear()
    limit = verification.SERVING if SITE.serving else verification.BUILDING
    SITE.verified, SITE.unread = verification.verified(limit), {}
    SITE.problems = [it.problem for it in SITE.sections if it.problem]
    SITE.problems += SITE.verified.problems
    SITE.attestations = ()
    with _told("attestations", SITE.problems):
        SITE.attestations = standings()
    _warn(SITE.problems)
    if SITE.verified.stopped and NOTEBOOKS in config.plugins:
        # A cell would run the claim that never ends, and wait as long again.
        config.plugins[NOTEBOOKS].config["execute"] = False


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each claim and each checkpoint, and all results as one file."""
    problems: list[str] = []
    with _told("claims.json", problems):
        results = document(SITE.verified.entries.values(), standings=SITE.attestations)
        text = json.dumps(results, ensure_ascii=False, indent=1) + "\n"
        files.append(File.generated(config, "claims.json", content=text))
    _warn(problems)
    SITE.problems += problems
    files.append(File.generated(config, MARKS, content=sheet()))
    SITE.generated = generated(SITE.verified.entries, SITE.titles, Path(config.docs_dir))
    kept = InclusionLevel.NOT_IN_NAV
    for name in SITE.generated:
        files.append(File.generated(config, name, content="", inclusion=kept))
    for name, text in badges(SITE.verified.entries).items():
        files.append(File.generated(config, name, content=text))
    for name, path in LIVE.items() if SITE.serving else ():
        text = Path(live.__file__).with_name(name).read_text(encoding="utf-8")
        files.append(File.generated(config, path, content=text))
    return files


@event_priority(-50)  # after mkdocs-jupyter has put its own rendering into the page
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Let a notebook that can't be executed say so instead of taking the site with it."""
    if page.file.src_uri.endswith(".ipynb"):
        page.render = _guarded(page, page.render)  # type: ignore[method-assign]
    return page


def _guarded(page: Page, execute: Callable[..., None]) -> Callable[..., None]:
    """The rendering of a notebook that fails where someone is watching by showing why."""

    def render(config: MkDocsConfig, files: Files) -> None:
        try:
            cells(Path(page.file.abs_src_path or ""))
            with limited(editing=SITE.live is not None):
                execute(config, files)
        except Exception as error:
            if not SITE.serving:
                raise (PluginError(str(error)) if isinstance(error, Refused) else error) from None
            page.content = ""
            SITE.unread[page.file.src_uri] = rendering.problem(page.file.src_uri, error)

    return render


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A notebook is read when it is executed: half a file might not even be text."""
    return "" if page.file.src_uri.endswith(".ipynb") else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the pages titles as HTML, which is what the theme takes them for."""
    it, title = _generated(page), SITE.titles.get(page.file.src_uri.removesuffix(".ipynb"))
    title = it.title if it else title
    if it or (page.file.src_uri.endswith(".ipynb") and not title):
        page.meta["hide"] = ["toc"]  # what isn't read section by section has tables to be seen
    if it:
        page.meta["search"] = {"boost": it.boost}
    if it and it.source and config.repo_url and config.edit_uri:
        # Pages are edited below `docs/`; what makes this one lies beside it.
        docs = urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri)
        page.edit_url = urljoin(docs, f"../{it.source}")
    if title:
        page.meta["title"] = escape(unturned(title), quote=False)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Draw a generated page, or a notebook's cells; then resolve the references in the prose."""
    SITE.read[page.file.src_uri] = html
    problems, drawn = list[str](), ""
    with _told(page.file.src_uri, problems):
        drawn = _drawn(html, page, files, problems)
        drawn = drawn if config.use_directory_urls else as_files(drawn)
    _warn(problems)
    drawn = drawn or (rendering.missing(problems[-1]) if problems else "")
    return (rendering.banner([*SITE.problems, *problems]) if SITE.serving else "") + drawn


def _drawn(html: str, page: Page, files: Files, problems: list[str]) -> str:
    """A page's own HTML; what is wrong with it joins the problems."""
    uri = page.file.src_uri
    root = get_relative_url("./", page.url).rstrip(".") or "./"
    wrong = SITE.live.problems if SITE.live else {}
    place = Place(
        SITE.verified.entries, root, SITE.attestations, wrong, SITE.published, page.edit_url
    )
    if it := _generated(page):
        html = it.draw(place)
        page.meta["data"] = it.data(place) if it.data else ""
    elif uri in SITE.unread:
        raise Refused(SITE.unread[uri])
    elif uri.endswith(".ipynb"):
        path = Path(page.file.abs_src_path or "")
        rendered = rendering.render(html, path, place, SITE.titles)
        html = linked(rendered.html, partial(_address, page, files))
        problems += rendered.problems
        with _told(uri, problems):
            problems += _outdated(path, rendered.outputs)
    html, unknown = resolve(html, place)
    problems += [f"{uri}: unknown claim {it!r}" for it in unknown]
    return scoped(html)


def _address(page: Page, files: Files, source: str) -> str | None:
    """The way from a page to the one that a file of `docs/` is shown as."""
    file = files.get_file_from_path(source)
    return file.url_relative_to(page.file) if file else None


@contextmanager
def _told(what: str, problems: list[str]) -> Iterator[None]:
    """Whatever goes wrong is a problem to be told: a strict build refuses it, a server goes on."""
    try:
        yield
    except Exception as error:
        log.debug(what, exc_info=True)
        problems.append(rendering.problem(what, error))


def _warn(problems: list[str]) -> None:
    """Warn of each once a build, however often a page is drawn."""
    for line in problems:
        if line not in SITE.warned:
            log.warning(line)
            SITE.warned.add(line)


def _generated(page: Page) -> Generated | None:
    """What draws a page that has no file; None for any other page."""
    return SITE.generated.get(page.file.src_uri) if page.file.generated_by else None


def _outdated(path: Path, outputs: list[str]) -> list[str]:
    """What a page has stored and no longer puts out, as far as that was tried."""
    current = {name: entry["key"] for name, entry in SITE.verified.entries.items()}
    stale = staleness.stale(path, current)
    # What a page put out under other results says nothing of what it would put out now.
    before = SITE.live and SITE.live.results != SITE.executed.get(path, 0)
    return stale if stale or before else staleness.differing(path, outputs)


def on_post_build(config: MkDocsConfig) -> None:
    """Check every link of what was built."""
    problems: list[str] = []
    with _told("links", problems):
        root = urlsplit(config.site_url or "/").path
        problems += links.problems(Path(config.site_dir), root)
    _warn(problems)
    SITE.building = False
    if SITE.live:
        SITE.live.built()


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the navigation, which stands on every page."""
    SERVED.nav = nav


def on_env(env: "Environment", config: MkDocsConfig, files: Files) -> None:
    """Keep what a single page is drawn with, and draw the page of unknown addresses."""
    # The theme's indentation would be a tenth of what is sent of every page's frame.
    env.trim_blocks = env.lstrip_blocks = True
    problems: list[str] = []
    with _told("404.html", problems):
        env.globals["not_found"] = _not_found(config)
    _warn(problems)
    SERVED.config, SERVED.files, SERVED.env = config, files, env
    SERVED.by_url = {f"/{it.url}".replace("/./", "/"): it for it in files.documentation_pages()}


def _not_found(config: MkDocsConfig) -> str:
    """That page is shown at any address, so that its links begin at the root, if there is one."""
    entries = SITE.verified.entries
    if not config.use_directory_urls:
        return as_files(not_found(Place(entries), SITE.titles))
    return not_found(Place(entries, urlsplit(config.site_url or "/").path), SITE.titles)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch instead of MkDocs, which would build everything anew and reload every page.

    It goes on to do that for its own configuration.
    """
    server.unwatch(config.docs_dir)
    SERVED.server, SITE.live = server, Live(SERVED)
    app = server.get_app()
    assert app
    server.set_app(SITE.live.stream.beside(app, SITE.live.draw))
    SITE.live.loop.start()
    return server


def on_shutdown() -> None:
    """End what was started."""
    if SITE.live:
        SITE.live.loop.stop()


def _shown(entry: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """An entry without what changes each time that it is made; only the claim's own page has it."""
    return entry and {**entry, "key": "", "checked_at": ""}


class Served:
    """The pages of the last build, one of which is read or drawn anew."""

    config: MkDocsConfig
    files: Files
    env: "Environment"
    nav: Navigation
    server: LiveReloadServer
    by_url: dict[str, File]

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
        SITE.unread.pop(file.src_uri, None)
        assert file.page
        if SITE.live and execute:
            SITE.executed[path] = SITE.live.results
        problems: list[str] = []
        with _told(file.src_uri, problems):
            _populate_page(file.page, self.config, self.files)
        return execute and not problems and file.src_uri not in SITE.unread

    def draw(self, address: str) -> None:
        """Write the page at an address out anew, from the present results."""
        file = self.by_url.get(address)
        if file is None or file.page is None or SITE.building:
            return
        page = file.page
        page.content = on_page_content(SITE.read[file.src_uri], page, self.config, self.files)
        page.active = True
        context = get_context(self.nav, self.files, self.config, page)
        text = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        write_file(text.encode("utf-8", "xmlcharrefreplace"), str(file.abs_dest_path))

    def build(self) -> None:
        """Have everything built anew, and every page reloaded."""
        with self.server._rebuild_cond:
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()

    def take(self, answer: Answer) -> bool:
        """Take a claim's present answer, and give a claim that is new its page.

        Hands back whether there is another thing to show than before.
        """
        entries, known = SITE.verified.entries, SITE.verified.entries.get(answer.claim)
        if answer.entry:
            entries[answer.claim] = answer.entry
        elif known:
            entries[answer.claim] = {**known, "stale": True}
        if bool(known) is answer.gone or (answer.entry and not known):
            self.build()
        return _shown(entries.get(answer.claim)) != _shown(known)


SERVED = Served()
