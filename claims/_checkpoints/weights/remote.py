"""Weights files on the hub, of which the asked bytes are requested, or taken from its cache."""

from collections.abc import Iterable

from attrs import field, frozen

from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.fetching import stretch
from claims._checkpoints.hub.place import Place
from claims._checkpoints.hub.took import Counter
from claims._core.observed import Untested


@frozen
class Remote:
    """Reads stretches of a repository's files at one commit."""

    repo: str
    commit: str
    counter: Counter = field(factory=Counter)

    @property
    def location(self) -> str:
        """The repository."""
        return self.repo

    @property
    def revision(self) -> str:
        """The commit."""
        return self.commit

    @property
    def bytes_read(self) -> int:
        """Bytes of all bodies, and of what was read in the cache."""
        return self.counter.took.bytes_read + sum(self.counter.cached)

    @property
    def requests(self) -> int:
        """Requests, repeated ones counted each time."""
        return self.counter.took.requests

    def here(self, files: Iterable[str]) -> bool:
        """Whether the hub's cache has all of some files."""
        return all(Place(self.repo, it, self.commit).cached for it in files)

    def stretch(self, file: str, begin: int, end: int) -> bytes:
        """Request the bytes from `begin` up to `end`; raises Untested with what went wrong."""
        if begin == end:
            return b""
        try:
            return stretch(Place(self.repo, file, self.commit), begin, end, self.counter).data
        except HubError as problem:
            raise Untested(str(problem)) from None
