"""What is known of the site that is being built."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from claims._checkpoints.attestations.standing import Standing, standings
from claims._editing.live import Live
from claims._editing.saves import Seen
from claims._pages import rendering, verification
from claims._pages.generated import Generated
from claims._pages.sections import Section
from claims._views.published import Published

if TYPE_CHECKING:
    from jinja2 import Environment

log = logging.getLogger("mkdocs.plugins.claims")
NOTEBOOKS = "mkdocs-jupyter"


@dataclass
class Site:
    """What one build knows; MkDocs calls functions, so that it has to be kept between them.

    The settings, the files and what a page is drawn with are there once MkDocs has made them.
    """

    config: MkDocsConfig = field(init=False)
    files: Files = field(init=False)
    nav: Navigation = field(init=False)
    env: "Environment" = field(init=False)
    by_url: dict[str, File] = field(default_factory=dict)  # every page by where it is served
    folder: str = ""  # where it is written, if not where MkDocs would

    serving: bool = False
    verified: verification.Verified = field(default_factory=verification.Verified)
    sections: list[Section] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # those that no single page has
    read: dict[str, str] = field(default_factory=dict)  # a page's HTML before it is drawn
    executed: dict[Path, int] = field(default_factory=dict)  # which of the live results it had
    # What can't be run for whose sake a page was left unexecuted.
    without: dict[Path, Sequence[str]] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)  # why a page couldn't be read or executed
    generated: dict[str, Generated] = field(default_factory=dict)
    attestations: tuple[Standing, ...] = ()
    unattested: list[str] = field(default_factory=list)  # why there are none, among the problems
    published: Published = field(default_factory=Published)
    warned: set[str] = field(default_factory=set)
    before: Seen = field(default_factory=dict)  # how files were before anything was read
    live: Live | None = None
    kernels: str = ""  # the folder for what describes kernels, where someone is editing

    def attest(self) -> None:
        """Read anew what others ran, and whether it still fits what is here."""
        found, wrong = tuple[Standing, ...](), list[str]()
        with told("attestations", wrong):
            found = standings()
        self.problems = [*(it for it in self.problems if it not in self.unattested), *wrong]
        self.attestations, self.unattested = found, wrong

    @property
    def titles(self) -> dict[str, str]:
        """The title of each section by its name."""
        return {it.name: it.title for it in self.sections}

    def warn(self, problems: list[str]) -> None:
        """Warn of each once a build, however often a page is drawn."""
        for line in problems:
            if line not in self.warned:
                log.warning(line)
                self.warned.add(line)

    def drawing_of(self, page: Page) -> Generated | None:
        """What draws a page that has no file; None for any other page."""
        return self.generated.get(page.file.src_uri) if page.file.generated_by else None


@contextmanager
def told(what: str, problems: list[str]) -> Iterator[None]:
    """Whatever goes wrong is a problem to be told: a strict build refuses it, a server goes on."""
    try:
        yield
    except Exception as error:
        log.debug(what, exc_info=True)
        problems.append(rendering.problem(what, error))
