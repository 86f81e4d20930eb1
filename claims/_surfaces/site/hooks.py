"""The site: what MkDocs calls, and nothing more; views and pages do the work."""

import signal
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from claims._core.discovery import PACKAGE
from claims._editing import live
from claims._editing.live import Live
from claims._editing.saves import present
from claims._pages import links, rendering, verification
from claims._pages.finishing import close_set
from claims._pages.generated import badges, generated
from claims._pages.page import DOCS
from claims._pages.sections import sections
from claims._surfaces.site.drawing import content, nowhere
from claims._surfaces.site.executing import guarded
from claims._surfaces.site.rebuilding import Rebuilding
from claims._surfaces.site.results import ALL, results
from claims._surfaces.site.served import Served, add, address_of
from claims._surfaces.site.site import NOTEBOOKS, Site, told
from claims._surfaces.site.templates import has_template
from claims._views.html import unturned
from claims._views.marks import sheet
from claims._views.published import Published

if TYPE_CHECKING:
    from jinja2 import Environment

# The icons of verdicts and outcomes, which every page shows.
MARKS = "stylesheets/marks.css"
# What the search of pages that are opened from a folder runs in.
OFFLINE = "javascripts/iframe-worker.js"
# How the theme puts one page in place of another.
INSTANT = "navigation.instant"
# Where a page begins that has no headings of its own to begin with.
CONTENT = "content"
# Where a served site begins, whichever folder it is published below.
ROOT = "/"
# The page of unknown addresses.
UNKNOWN = "404.html"
# What a served page has, and a built one doesn't: it listens.
LIVE = {
    "live.js": "javascripts/live.js",
    "live_code.js": "javascripts/live_code.js",
    "live_shared.js": "javascripts/live_shared.js",
    "live.css": "stylesheets/live.css",
}

SITE = Site()
SERVED = Served(SITE)
REBUILDING = Rebuilding(SITE, SERVED)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether someone is watching: then problems are shown and never raised."""
    SITE.serving = command == "serve"
    SITE.before = present([PACKAGE, DOCS]) if SITE.serving else {}
    if SITE.serving:  # whoever is asked to end keeps nothing, as on Ctrl-C
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the sections into the navigation, after the first entry."""
    config.site_dir = SITE.folder or config.site_dir
    SITE.sections = sections(Path(config.docs_dir))
    # A served site is at an address that nobody should cite.
    site = "" if SITE.serving else (config.site_url or "")
    if SITE.serving and config.site_url:
        config.site_url = urljoin(config.site_url, ROOT)  # the folder is where it will be, not here
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
        # It asks a host for each page; where there is none, the theme's own parts fail with it.
        config.theme["features"] = [it for it in config.theme["features"] if it != INSTANT]
    if SITE.serving:
        config.extra_javascript += [LIVE["live.js"], LIVE["live_code.js"]]
        config.extra_css.append(LIVE["live.css"])
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring all results up to date."""
    SITE.warned, SITE.read, SITE.unread, SITE.without = set(), {}, {}, {}
    limit = verification.SERVING if SITE.serving else verification.BUILDING
    SITE.verified = verification.stored() if SITE.live else verification.verified(limit)
    SITE.problems = [it.problem for it in SITE.sections if it.problem]
    SITE.problems += SITE.verified.problems
    SITE.attest()
    SITE.warn(SITE.problems)
    if SITE.verified.stopped and NOTEBOOKS in config.plugins:
        # A cell would run the claim that never ends, and wait as long again.
        config.plugins[NOTEBOOKS].config["execute"] = False


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each claim and each checkpoint, and all results as one file."""
    problems: list[str] = []
    if text := results(SITE, problems):
        files.append(File.generated(config, ALL, content=text))
    SITE.warn(problems)
    SITE.problems += problems
    files.append(File.generated(config, MARKS, content=sheet()))
    SITE.generated = generated(SITE.verified.entries, Path(config.docs_dir))
    for name in SITE.generated:
        add(files, config, name)
    for name, text in badges(SITE.verified.entries).items():
        files.append(File.generated(config, name, content=text))
    for name, path in LIVE.items() if SITE.serving else ():
        text = Path(live.__file__).with_name(name).read_text(encoding="utf-8")
        files.append(File.generated(config, path, content=text))
    return files


@event_priority(-50)  # after mkdocs-jupyter has put its own rendering into the page
def guard(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Let a notebook that can't be executed say so instead of taking the site with it."""
    if page.file.src_uri.endswith(".ipynb"):
        page.render = guarded(SITE, page, page.render)  # type: ignore[method-assign]
    return page


on_pre_page = CombinedEvent(REBUILDING.leave_out, guard)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A notebook is read when it is executed, and any other page here, if it is text at all."""
    uri = page.file.src_uri
    if uri.endswith(".ipynb"):
        return ""
    try:
        return page.file.content_string
    except (OSError, UnicodeDecodeError) as error:
        REBUILDING.site_of(config).unread[uri] = rendering.problem(uri, error)
        return ""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the pages titles as HTML, which is what the theme takes them for."""
    site = REBUILDING.site_of(config)
    if not has_template(site, page, config):
        return ""
    it, title = site.drawing_of(page), site.titles.get(page.file.src_uri.removesuffix(".ipynb"))
    title = it.title if it else title
    if it or (page.file.src_uri.endswith(".ipynb") and not title):
        page.meta["hide"] = ["toc"]  # what isn't read section by section has tables to be seen
    if it:
        page.meta.update(search={"boost": it.boost}, tags=list(it.tags))
    if it and it.source and config.repo_url and config.edit_uri:
        # Pages are edited below `docs/`; what makes this one lies beside it.
        docs = urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri)
        page.edit_url = urljoin(docs, f"../{it.source}")
    if title:
        page.meta["title"] = escape(unturned(title), quote=False)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Draw a generated page, or a notebook's cells; then resolve the references in the prose."""
    site = REBUILDING.site_of(config)
    site.read[page.file.src_uri] = html
    if not page.toc:  # with no heading to skip to, the theme has no link that skips
        page.toc = TableOfContents([AnchorLink(str(page.title), CONTENT, level=1)])
    return content(site, html, page, config, files)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Send no more of the frame, which every page has, than it takes."""
    return close_set(output)


def on_post_build(config: MkDocsConfig) -> None:
    """Check every link of what was built."""
    problems: list[str] = []
    with told("links", problems):
        problems += links.problems(Path(config.site_dir), urlsplit(config.site_url or "/").path)
    SITE.warn(problems)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the navigation, which stands on every page."""
    SITE.nav = nav


def on_env(env: "Environment", config: MkDocsConfig, files: Files) -> None:
    """Keep what a single page is drawn with, and draw the page of unknown addresses."""
    # The theme's indentation would be a tenth of what is sent of every page's frame.
    env.trim_blocks = env.lstrip_blocks = True
    problems: list[str] = []
    with told(UNKNOWN, problems):
        env.globals["not_found"] = nowhere(SITE, config, files)
    SITE.warn(problems)
    SITE.config, SITE.files, SITE.env = config, files, env
    SITE.by_url = {address_of(it): it for it in files.documentation_pages()}


def on_template_context(
    context: TemplateContext, template_name: str, config: MkDocsConfig
) -> TemplateContext:
    """In a folder no address has a root: the page of unknown ones finds all beside itself."""
    if template_name != UNKNOWN or config.use_directory_urls:
        return context
    return get_context(context["nav"], context["pages"], config, base_url=".")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch instead of MkDocs, which would build everything anew and reload every page.

    It goes on to do that for its own configuration.
    """
    server.unwatch(config.docs_dir)
    server.mount_path, server.url = ROOT, urljoin(server.url, ROOT)
    SERVED.server, SITE.live = server, Live(SERVED)
    REBUILDING.begin(server, SITE.live)
    app = server.get_app()
    assert app
    server.set_app(SITE.live.stream.beside(app, SITE.live.draw))
    SITE.live.loop.start(SITE.before)
    return server


def on_shutdown() -> None:
    """End what was started."""
    if SITE.live:
        SITE.live.loop.stop()
        REBUILDING.end()
