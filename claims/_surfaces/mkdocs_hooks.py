"""The site: what MkDocs calls, and nothing more; views and pages do the work."""

import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from claims._pages import links, rendering, staleness, verification
from claims._pages.references import resolve
from claims._pages.sections import Section, sections
from claims._views.claim_page import claim_page
from claims._views.export import document
from claims._views.html import tag
from claims._views.place import Place

log = logging.getLogger("mkdocs.plugins.claims")
NOTEBOOKS = "mkdocs-jupyter"


@dataclass
class Site:
    """What one build knows; MkDocs calls functions, so that it has to be kept between them."""

    serving: bool = False
    verified: verification.Verified = field(default_factory=verification.Verified)
    sections: list[Section] = field(default_factory=list)


SITE = Site()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether someone is watching: then problems are shown and never raised."""
    SITE.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the sections into the navigation, after the first entry."""
    SITE.sections = sections(Path(config.docs_dir))
    entries = [{it.title: f"{it.name}.ipynb"} for it in SITE.sections]
    if config.nav:
        config.nav[1:1] = [{"Comparison": entries}] if entries else []
    if NOTEBOOKS in config.plugins:
        # A build executes every page anew; whoever edits waits for what they changed alone.
        config.plugins[NOTEBOOKS].config.update(cache=SITE.serving, allow_errors=SITE.serving)
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring all results up to date."""
    SITE.verified = verification.verified()
    for line in SITE.verified.problems:
        log.warning(line)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each claim, and all results as one file."""
    results = document(SITE.verified.entries.values())
    text = json.dumps(results, ensure_ascii=False, indent=1) + "\n"
    files.append(File.generated(config, "claims.json", content=text))
    for claim_id, entry in SITE.verified.entries.items():
        title = json.dumps(entry["statement"])
        stub = f"---\ntitle: {title}\nhide: [toc]\n---\n"
        name = f"claims/{claim_id}.md"
        kept = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, name, content=stub, inclusion=kept))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Draw a claim's page, or a notebook's cells; then resolve the references in the prose."""
    uri = page.file.src_uri
    place = Place(SITE.verified.entries, get_relative_url("./", page.url).rstrip(".") or "./")
    problems: list[str] = []
    claim_id = uri.removeprefix("claims/").removesuffix(".md")
    if page.file.generated_by and claim_id in SITE.verified.entries:
        html = claim_page(place, claim_id, _title(claim_id))
    elif uri.endswith(".ipynb"):
        path = Path(page.file.abs_src_path or "")
        rendered = rendering.render(html, path, place, SITE.sections)
        html, problems = rendered.html, [*rendered.problems, *_outdated(path, rendered.outputs)]
    html, unknown = resolve(html, place)
    problems += [f"{uri}: unknown claim {it!r}" for it in unknown]
    for line in problems:
        log.warning(line)
    return _banner([*SITE.verified.problems, *problems]) + html


def _title(claim_id: str) -> str | None:
    section = claim_id.partition("/")[0]
    return next((it.title for it in SITE.sections if it.name == section), None)


def _outdated(path: Path, outputs: list[str]) -> list[str]:
    """What a page has stored and no longer puts out."""
    current = {name: entry["key"] for name, entry in SITE.verified.entries.items()}
    return staleness.stale(path, current) or staleness.differing(path, outputs)


def _banner(problems: list[str]) -> str:
    """Tell whoever is editing what a strict build would refuse."""
    if not (SITE.serving and problems):
        return ""
    lines = [tag("li", it) for it in problems]
    return tag(
        "aside", tag("b", "To be mended:"), tag("ul", *lines), class_="banner", role="status"
    )


def on_post_build(config: MkDocsConfig) -> None:
    """Check every link of what was built."""
    for line in links.problems(Path(config.site_dir)):
        log.warning(line)
