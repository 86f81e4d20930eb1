"""Executing a notebook where someone may be watching."""

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from claims._core.errors import Refused
from claims._pages import rendering
from claims._pages.limit import limited
from claims._pages.page import cells
from claims._surfaces.site.site import Site


def guarded(site: Site, page: Page, execute: Callable[..., None]) -> Callable[..., None]:
    """The rendering of a notebook that fails where someone is watching by showing why."""

    def render(config: MkDocsConfig, files: Files) -> None:
        try:
            cells(Path(page.file.abs_src_path or ""))
            with limited(site.kernels):
                execute(config, files)
        except Exception as error:
            if not site.serving:
                raise (PluginError(str(error)) if isinstance(error, Refused) else error) from None
            page.content = ""
            site.unread[page.file.src_uri] = rendering.problem(page.file.src_uri, error)

    return render
