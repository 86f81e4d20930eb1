"""Which files are saved, told within milliseconds, however an editor writes them."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

log = logging.getLogger(__name__)
# A file that is open for writing holds half a text: what was closed, moved or deleted counts. One
# that comes from elsewhere is only ever created, and with a folder that goes nothing in it is told.
SAVED = (
    FileClosedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirMovedEvent,
    DirDeletedEvent,
)
# What is saved at once, as when a branch is changed, belongs together.
TOGETHER = 0.03
# What never comes to rest is told all the same.
LONGEST = 0.3

Seen = Mapping[Path, tuple[int, int]]


def present(folders: Iterable[Path]) -> Seen:
    """Every file in folders, with what tells whether it is saved."""
    found = {}
    for path in (it for folder in folders for it in folder.rglob("*") if it.is_file()):
        with suppress(FileNotFoundError):  # gone meanwhile
            known = path.stat()
            found[path] = known.st_ctime_ns, known.st_ino
    return found


class Saves(FileSystemEventHandler):
    """Watches folders, and tells of everything that was saved in them, a set at a time."""

    def __init__(self, folders: Iterable[Path], tell: Callable[[set[Path]], None]) -> None:
        self.tell = tell
        self._found: queue.Queue[Path | None] = queue.Queue()
        self._observer, self._folders = Observer(), tuple(folders)
        self._besides: set[Path] = set()
        for folder in self._folders:
            self._observer.schedule(self, str(folder), recursive=True)
        self._teller = threading.Thread(target=self._tell, daemon=True)

    def start(self, before: Seen | None = None) -> None:
        """Begin to watch; what has changed since files were as `before` is told as saved."""
        self._observer.start()
        if before is not None:
            for path, _ in before.items() ^ present(self._folders).items():
                self._take(path)
        self._teller.start()

    def also(self, paths: Iterable[Path]) -> None:
        """Watch single files too, or what comes into and goes from single folders, anywhere."""
        for path in set(paths) - self._besides:
            with suppress(OSError):  # the folder has gone
                self._observer.schedule(self, str(path if path.is_dir() else path.parent))
                self._besides.add(path)

    def stop(self) -> None:
        """Watch no more."""
        self._observer.stop()
        self._observer.join()
        self._found.put(None)
        self._teller.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what is a save."""
        if isinstance(event, SAVED):
            for name in filter(None, (event.src_path, event.dest_path)):
                self._take(Path(str(name)))

    def _take(self, path: Path) -> None:
        if path in self._besides or self._is_authors(path):
            self._found.put(path)

    def _is_authors(self, path: Path) -> bool:
        """Whether a path is watched and no program's; above that, any folder may be hidden."""
        watched = (it for it in (*self._folders, *self._besides) if path.is_relative_to(it))
        parts = next((path.relative_to(it).parts for it in watched), None)
        return parts is not None and not any(map(_is_no_authors, parts))

    def _tell(self) -> None:
        while path := self._found.get():
            found, until = {path}, time.monotonic() + LONGEST
            while time.monotonic() < until:
                try:
                    another = self._found.get(timeout=TOGETHER)
                    if another is None:
                        return
                    found.add(another)
                except queue.Empty:
                    break
            try:
                self.tell(found)
            except Exception:  # the next save is still to be told
                log.exception("a save couldn't be followed")


def _is_no_authors(name: str) -> bool:
    """Whether a file or folder is an editor's copy of another, or made by a program."""
    return name.startswith((".", "#")) or name.endswith("~") or name == "__pycache__"
