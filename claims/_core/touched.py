"""Which files a run touches that no import statement names: probes, patches, records."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claims._core.discovery import PACKAGE

_RECORDING: list[set[str]] = []


def touch(*paths: Path) -> None:
    """Note that what runs now depends on these files of the package, there or not."""
    if _RECORDING:
        _RECORDING[-1].update(path.relative_to(PACKAGE).as_posix() for path in paths)


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect, by their paths in the package, the files that are touched while this lasts.

    What an inner recording collects belongs to the outer one too.
    """
    found: set[str] = set()
    _RECORDING.append(found)
    try:
        yield found
    finally:
        _RECORDING.pop()
        if _RECORDING:
            _RECORDING[-1].update(found)
