"""How long a page's cell may take while the site is built: mkdocs-jupyter sets no limit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# All results are brought up to date before, so that a cell takes a second or two.
SECONDS = 60
# Whoever edits a claim while a page's cell runs it shouldn't wait that long for the page.
EDITING = 15


@contextmanager
def limited(kernels: str) -> Iterator[None]:
    """While this lasts, a cell that never ends is stopped, and raises.

    Whoever edits has a folder for what describes a kernel that runs, and can end it at any moment.
    """
    from mkdocs_jupyter import nbconvert2  # type: ignore[import-untyped]

    make = nbconvert2.get_nbconvert_app

    def with_limit(*arguments: Any, **settings: Any) -> Any:
        app = make(*arguments, **settings)
        app.config.NotebookClient.timeout = min(SECONDS, EDITING) if kernels else SECONDS
        if kernels:
            app.config.KernelManager.connection_file = f"{kernels}/kernel.json"
        return app

    nbconvert2.get_nbconvert_app = with_limit
    try:
        yield
    finally:
        nbconvert2.get_nbconvert_app = make
