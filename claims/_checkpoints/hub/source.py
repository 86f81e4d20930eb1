"""The hub as a source of records: each checkpoint read at its pinned revision, once a run."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.repository import Mirrored, Progress, mirror, unshown
from claims._checkpoints.hub.took import Counter, Took
from claims._checkpoints.record import Record
from claims._checkpoints.source import Folder, Reconcile
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
        self.progress: Progress = unshown
        self._counters: dict[str, Counter] = {}
        self._failed: dict[str, str] = {}

    @property
    def took(self) -> dict[str, Took]:
        """What reading each checkpoint took up to now, even in vain."""
        return {name: it.took for name, it in self._counters.items()}

    def record(self, name: str) -> Record:
        """Read a checkpoint's repository; raises Untested with the reason where that fails."""
        self.fetch(name)
        return super().record(name)

    def fetch(self, name: str) -> Mirrored:
        """Bring a checkpoint's metadata here, if it isn't yet."""
        wanted = checkpoint(name)
        if name in self._failed:
            raise Untested(self._failed[name])
        if name not in self.read:
            try:
                self.read[name] = mirror(
                    wanted.hub,
                    wanted.revision,
                    self.path / wanted.hub,
                    self.progress,
                    counter=self._counters.setdefault(name, Counter()),
                )
            except HubError as problem:
                self._failed[name] = str(problem)
                raise Untested(str(problem)) from None
        return self.read[name]

    def bring(self, names: Iterable[str]) -> None:
        """Fetch those of the catalogue; what can't be fetched says so when it is asked for."""
        for name in sorted({it.id for it in catalogue()} & set(names)):
            with suppress(Untested):
                self.fetch(name)

    def weights(self, name: str) -> None:
        """Of weights only the headers are read."""
