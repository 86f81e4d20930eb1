"""What a run reads of the real weights: announced before, shown while it goes, counted after."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext

import pytest

from claims._checkpoints.weights.announcing import Announced, announced
from claims._core.claim import Claim
from claims._core.run import Run

# Seconds before there is anything to show, and between two looks at it.
PATIENCE, OFTEN = 1.0, 0.1


class WeightsRead:
    """Hears of every stretch of weights that is read."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.planned: Announced | None = None
        self.bytes_read = 0
        self._began = self._shown = 0.0

    def __call__(self, more: int) -> None:
        self.bytes_read += more
        now = time.monotonic()
        self._began = self._began or now
        if now - self._began > PATIENCE and now - self._shown > OFTEN:
            self._shown = now
            self._show()

    def announce(self, run: Run, claims: Iterable[Claim]) -> None:
        """Say before the first byte what all of them will read."""
        self.planned = announced(run, claims)
        with self._terminal() as reporter:
            if reporter:
                reporter.ensure_newline()
                reporter.write_line(f"weights: reading {self.planned}")

    def _show(self) -> None:
        of = max(self.planned.bytes if self.planned else 0, self.bytes_read)
        done = f"weights: {self.bytes_read:,} of {of:,} bytes ({self.bytes_read / of:.0%})"
        with self._terminal() as reporter:
            if reporter and reporter.isatty:
                reporter.rewrite(done, erase=True)

    @contextmanager
    def _terminal(self) -> Iterator[pytest.TerminalReporter | None]:
        """Where to write, past what captures a test's output; a worker of xdist has no terminal."""
        plugins = self.config.pluginmanager
        found, capture = map(plugins.get_plugin, ("terminalreporter", "capturemanager"))
        with capture.global_and_fixture_disabled() if capture else nullcontext():
            yield found if isinstance(found, pytest.TerminalReporter) else None


READ = pytest.StashKey[WeightsRead]()
