"""A bar for what a run of claims reads from the hub, on pytest's own terminal."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest
from attrs import frozen

from claims._checkpoints.hub.repository import Progress, unshown


@frozen
class HubBar:
    """Shows what is read, where pytest writes to a terminal; a worker of xdist has none."""

    config: pytest.Config

    @contextmanager
    def __call__(self) -> Iterator[Progress]:
        """Give what hears of progress, for as long as something is read."""
        plugins = self.config.pluginmanager
        found, capture = map(plugins.get_plugin, ("terminalreporter", "capturemanager"))
        if not isinstance(found, pytest.TerminalReporter) or not found.isatty:
            yield unshown
            return
        from rich.console import Console  # a run that reads nothing needs no bar

        from claims._views.reading_bar import reading_bar

        # Past what captures a test's output, also where it is drawn from another thread.
        past = capture.global_and_fixture_disabled() if capture else nullcontext()
        with past, reading_bar(Console()) as progress:
            yield progress
