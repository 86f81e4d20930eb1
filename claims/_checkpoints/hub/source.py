"""The hub as a source of records: each checkpoint read at its pinned revision, once a run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.hub.failure import named_as_on_the_hub
from claims._checkpoints.hub.repository import Mirrored, mirror
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make
from claims._checkpoints.source import Folder, Reconcile
from claims._core.errors import Refused
from claims._core.observed import Untested


class Hub(Folder):
    """What is published on the hub now: configs, indexes and the headers of weights."""

    def __init__(self, reconcile: Reconcile) -> None:
        room = mkdtemp(prefix="claims-hub-")
        # Kept as long as this is: it goes when the run does.
        finalize(self, rmtree, room, ignore_errors=True)
        super().__init__(Path(room), reconcile)
        self.name = "hub"
        self.read: dict[str, Mirrored] = {}
        self._failed: dict[str, str] = {}

    def record(self, name: str) -> Record:
        """Read a checkpoint's repository and reconcile it; raises Untested where that fails.

        What one repository has that can't be is no reason to stop at the others.
        """
        self.fetch(name)
        with self._untested(name):
            return super().record(name)

    def made(self, name: str) -> Record:
        """Make a checkpoint's record, not yet reconciled; raises Untested where that fails."""
        self.fetch(name)
        with self._untested(name):
            return make(checkpoint(name), self.path)

    def fetch(self, name: str) -> Mirrored:
        """Bring a checkpoint's metadata here, if it isn't yet; raises Untested if that fails."""
        wanted = checkpoint(name)
        with self._untested(name):
            if name not in self.read:
                self.read[name] = mirror(wanted.hub, wanted.revision, self.path / wanted.hub)
        return self.read[name]

    @contextmanager
    def _untested(self, name: str) -> Iterator[None]:
        """Turn a refusal into the reason why a checkpoint is untested, now and ever after."""
        if name in self._failed:
            raise Untested(self._failed[name])
        try:
            with named_as_on_the_hub(self.path):
                yield
        except Refused as problem:
            self._failed[name] = str(problem)
            raise Untested(str(problem)) from None

    def weights(self, name: str) -> None:
        """Of weights only the headers are read."""
