"""What is known of the site that is being built."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.structure.pages import Page

from claims._checkpoints.attestations.standing import Standing
from claims._editing.live import Live
from claims._pages import rendering, verification
from claims._pages.generated import Generated
from claims._pages.sections import Section
from claims._views.published import Published

log = logging.getLogger("mkdocs.plugins.claims")
NOTEBOOKS = "mkdocs-jupyter"


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
