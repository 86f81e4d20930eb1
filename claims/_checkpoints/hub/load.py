"""What a repository's metadata comes to in memory: bounded, and large ones take turns."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from claims._checkpoints.hub.failure import HubError

# Bytes of all headers. Those of 405 billion parameters are a fifth of a megabyte, those of a
# hundred thousand tensors some ten.
MOST = 200_000_000
# From here on one repository is read at a time in all the process, however many are asked for.
LARGE = 4_000_000
_TURN = Lock()


class Load:
    """Adds up what the files of one repository declare, before any of it is read."""

    def __init__(self) -> None:
        self.declared = 0
        self._has_turn = False
        self._lock = Lock()

    def add(self, repo: str, file: str, more: int) -> None:
        """Take on so many bytes, in its turn if they become many; raises HubError for too many."""
        with self._lock:
            self.declared += more
            if self.declared > MOST:
                what = f"expected headers of at most {MOST:,} bytes in all"
                raise HubError(repo, file, f"{what}, got {self.declared:,} up to this one")
            if self.declared > LARGE and not self._has_turn:
                _TURN.acquire()
                self._has_turn = True

    def end(self) -> None:
        """Leave the turn to the next."""
        if self._has_turn:
            self._has_turn = False
            _TURN.release()


@contextmanager
def loading() -> Iterator[Load]:
    """Give the load of a repository, for as long as it is read."""
    load = Load()
    try:
        yield load
    finally:
        load.end()


@contextmanager
def in_turn(size: int) -> Iterator[None]:
    """Do something with what was read, one at a time where it is large."""
    if size <= LARGE:
        yield
        return
    with _TURN:
        yield
