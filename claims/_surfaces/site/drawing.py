"""What a page shows, drawn from the present results."""

from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from claims._core.errors import Refused
from claims._pages import rendering, staleness
from claims._pages.finishing import apart, as_files, linked, scoped
from claims._pages.notebook import switched_off
from claims._pages.references import resolve
from claims._surfaces.site.site import Site, told
from claims._views.not_found import not_found
from claims._views.place import Place


def content(site: Site, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Draw a generated page, or a notebook's cells; then resolve the references in the prose."""
    problems, made = list[str](), ""
    with told(page.file.src_uri, problems):
        made = _drawn(site, html, page, files, problems)
        made = made if config.use_directory_urls else as_files(made)
    site.warn(problems)
    made = made or (rendering.missing(problems[-1]) if problems else "")
    return (rendering.banner([*site.problems, *problems]) if site.serving else "") + made


def _drawn(site: Site, html: str, page: Page, files: Files, problems: list[str]) -> str:
    """A page's own HTML; what is wrong with it joins the problems."""
    uri = page.file.src_uri
    root = get_relative_url("./", page.url).rstrip(".") or "./"
    wrong = site.live.problems if site.live else {}
    place = Place(
        site.verified.entries,
        root,
        titles=site.titles,
        attestations=site.attestations,
        problems=wrong,
        published=site.published,
        edit=page.edit_url,
    )
    if it := site.drawing_of(page):
        html = it.draw(place)
        page.meta["data"] = it.data(place) if it.data else ""
        page.meta["description"] = it.describe(place)
    elif uri in site.unread:
        raise Refused(site.unread[uri])
    elif uri.endswith(".ipynb"):
        path = Path(page.file.abs_src_path or "")
        rendered = rendering.render(html, path, place)
        html = linked(rendered.html, partial(_address, page, files))
        problems += rendered.problems
        if missed := ", ".join(site.without.get(path, ())):
            problems.append(f"{uri}: shows what it has stored, since {missed} can't be run")
        with told(uri, problems):
            problems += switched_off(path)
            problems += _outdated(site, path, rendered.outputs)
    html, unknown = resolve(html, place)
    problems += [f"{uri}: unknown claim {it!r}" for it in unknown]
    return apart(scoped(html))


def _address(page: Page, files: Files, source: str) -> str | None:
    """The way from a page to the one that a file of `docs/` is shown as."""
    file = files.get_file_from_path(source)
    return file.url_relative_to(page.file) if file else None


def _outdated(site: Site, path: Path, outputs: list[str]) -> list[str]:
    """What a page has stored and no longer puts out, as far as that was tried."""
    current = {name: entry["key"] for name, entry in site.verified.entries.items()}
    stale = staleness.stale(path, current)
    # What a page put out under other results says nothing of what it would put out now.
    before = site.live and site.live.results != site.executed.get(path, 0)
    return stale if stale or before else staleness.differing(path, outputs)


def nowhere(site: Site, config: MkDocsConfig, files: Files) -> str:
    """That page is shown at any address, so that its links begin at the root, if there is one."""
    root = urlsplit(config.site_url or "/").path if config.use_directory_urls else ""
    pages = {PurePosixPath(it.src_uri).with_suffix("").as_posix() for it in files}
    drawn = not_found(Place(site.verified.entries, root, titles=site.titles), pages)
    return drawn if config.use_directory_urls else as_files(drawn)
