"""The hub as a source of records: each checkpoint read at its pinned revision, once a run."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.hub.environment import require_environment
from claims._checkpoints.hub.failure import named_as_on_the_hub
from claims._checkpoints.hub.repository import Mirrored, Progress, Watch, mirror, unshown, unwatched
from claims._checkpoints.hub.took import Counter, Took
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make
from claims._checkpoints.source import Folder, OnBytes, Reconcile
from claims._core.errors import Refused
from claims._core.observed import Untested

if TYPE_CHECKING:
    from claims._checkpoints.weights.stored import Stored


class Hub(Folder):
    """What is published on the hub now: configs, indexes and the headers of weights.

    Of the weights themselves nothing is read unless `on_bytes` is there to hear of it. Where the
    environment would keep all from being read, it raises WrongEnvironment at once.
    """

    def __init__(
        self, reconcile: Reconcile, on_bytes: OnBytes | None = None, watch: Watch = unwatched
    ) -> None:
        require_environment()
        room = mkdtemp(prefix="claims-hub-")
        # Kept as long as this is: it goes when the run does.
        finalize(self, rmtree, room, ignore_errors=True)
        super().__init__(Path(room), reconcile, on_bytes)
        self.name = "hub"
        self.read: dict[str, Mirrored] = {}
        self.watch = watch
        self.progress: Progress = unshown
        self._counters: dict[str, Counter] = {}
        self._failed: dict[str, str] = {}

    @property
    def took(self) -> dict[str, Took]:
        """What reading each checkpoint took up to now, even in vain."""
        return {name: it.took for name, it in self._counters.items()}

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
                with self._watched():
                    self.read[name] = mirror(
                        wanted.hub,
                        wanted.revision,
                        self.path / wanted.hub,
                        self.progress,
                        counter=self._counters.setdefault(name, Counter()),
                    )
        return self.read[name]

    def bring(self, names: Iterable[str]) -> None:
        """Fetch those of the catalogue; what can't be fetched says so when it is asked for."""
        wanted = {it.id for it in catalogue()} & set(names)
        with self._watched():
            for name in sorted(wanted - self.read.keys() - self._failed.keys()):
                with suppress(Untested):
                    self.fetch(name)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Let what watches hear of what is read, and once of all that is read together."""
        if self.progress is not unshown:
            yield
            return
        with self.watch() as self.progress:
            try:
                yield
            finally:
                self.progress = unshown

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

    def weights(self, name: str) -> "Stored | None":
        """Find its tensors on the hub, where a run was asked to read any; else only headers are."""
        from claims._checkpoints.weights.remote import Remote
        from claims._checkpoints.weights.stored import stored

        if self.on_bytes is None:
            return None
        repo, commit = checkpoint(name).hub, self.fetch(name).commit
        at = commit or checkpoint(name).revision or "main"
        return stored(self.path / repo, Remote(repo, at, self._counters[name]), self.on_bytes)
