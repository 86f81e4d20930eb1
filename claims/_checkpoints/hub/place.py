"""Where a file of the hub is: on its endpoint, or in the library's cache of it."""

from pathlib import Path
from urllib.parse import quote

from attrs import frozen

# Digits of a commit.
COMMIT = 40


@frozen
class Place:
    """A file of a repository at a revision, on an endpoint."""

    repo: str
    file: str
    revision: str

    @property
    def url(self) -> str:
        """Where it is, on the endpoint that the hub library was told."""
        from huggingface_hub import constants

        at = quote(self.revision, safe="")
        return f"{constants.ENDPOINT}/{self.repo}/resolve/{at}/{quote(self.file)}"

    @property
    def cached(self) -> Path | None:
        """It in the hub library's own cache: at a commit, which never changes, or offline."""
        known = self._known
        return Path(known) if isinstance(known, str) else None

    @property
    def is_known_to_be_absent(self) -> bool:
        """Whether the library was told once that the repository has no such file."""
        from huggingface_hub import _CACHED_NO_EXIST

        return self._known is _CACHED_NO_EXIST

    @property
    def _known(self) -> object:
        from huggingface_hub import constants, try_to_load_from_cache

        is_commit = len(self.revision) == COMMIT and set(self.revision) <= set("0123456789abcdef")
        if not is_commit and not constants.is_offline_mode():
            return None
        return try_to_load_from_cache(self.repo, self.file, revision=self.revision)
