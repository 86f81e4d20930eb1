"""The folders that are served, and what the hub says of a file in one."""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

# What repositories keep out of git itself, and serve from elsewhere.
_LARGE = (".safetensors", ".bin", ".h5", ".msgpack", ".ot", ".pt", ".pth", ".gguf", ".onnx")
# Beyond this, the beginning of a file and its length stand for it: it may be a hole of terabytes.
_HASHED = 65_536


@frozen(slots=False)
class Stored:
    """A file of a repository."""

    name: str
    path: Path

    @property
    def size(self) -> int:
        """How long it is."""
        return self.path.stat().st_size

    @property
    def large(self) -> bool:
        """Whether it is kept outside git, so that asking for it is answered by a redirect."""
        return self.name.endswith(_LARGE)

    @cached_property
    def sha256(self) -> str:
        """The hash that tells a large file from others."""
        with self.path.open("rb") as file:
            beginning = file.read(_HASHED)
        rest = str(self.size).encode() if self.size > _HASHED else b""
        return hashlib.sha256(beginning + rest).hexdigest()

    @cached_property
    def _in_git(self) -> bytes:
        if not self.large:
            return self.path.read_bytes()
        version = "version https://git-lfs.github.com/spec/v1"
        return f"{version}\noid sha256:{self.sha256}\nsize {self.size}\n".encode()

    @cached_property
    def oid(self) -> str:
        """The hash that git has for it, or for the pointer in its place."""
        return hashlib.sha1(b"blob %d\0" % len(self._in_git) + self._in_git).hexdigest()

    @property
    def etag(self) -> str:
        """The hash that tells one content from another."""
        return self.sha256 if self.large else self.oid

    def lfs(self, hash_key: str) -> dict[str, Any]:
        """The entry of a large file; two parts of the API name its hash differently."""
        if not self.large:
            return {}
        entry = {hash_key: self.sha256, "size": self.size, "pointerSize": len(self._in_git)}
        return {"lfs": entry}


def files_of(root: Path, repo: str) -> dict[str, Stored] | None:
    """List a repository's files by name; None if there is no such folder."""
    folder = root / repo
    if ".." in repo.split("/") or not folder.is_dir():
        return None
    found: dict[str, Stored] = {}
    for place, _, names in os.walk(folder):
        under = place[len(str(folder)) + 1 :].replace(os.sep, "/")
        for name in names:
            whole = f"{under}/{name}" if under else name
            found[whole] = Stored(whole, Path(place, name))
    return dict(sorted(found.items()))
