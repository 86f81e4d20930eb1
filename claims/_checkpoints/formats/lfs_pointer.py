"""A Git LFS pointer: size and SHA-256 of the file whose place it holds."""

import re
from pathlib import Path

from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.published_file import Pin

_FIRST = b"version https://git-lfs.github.com/spec/"
_TEXT = re.compile(r"version \S+\noid sha256:([0-9a-f]{64})\nsize (\d{1,18})\n?")


def is_pointer(path: Path) -> bool:
    """Whether the file is a pointer and not the real one."""
    if path.stat().st_size > 1024:
        return False
    with path.open("rb") as file:
        return file.read(len(_FIRST)) == _FIRST


def read(path: Path) -> Reading:
    """Read the pin."""
    text = path.read_bytes().decode("utf-8", "replace")
    found = _TEXT.fullmatch(text)
    if not found:
        raise PublishedFileError(path, "content", "version, oid and size", text)
    return Reading(pins=(Pin("", path.name, int(found.group(2)), found.group(1)),))
