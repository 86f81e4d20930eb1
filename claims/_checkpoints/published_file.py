"""What is known of a published file: one that was read, or one that others measured."""

from typing import Literal

from attrs import frozen

Relation = Literal["own", "sibling"]


@frozen
class PublishedFile:
    """A file that facts were read from; `tie` says how surely its bytes are the published ones."""

    repo: str
    name: str
    sha256: str
    size: int
    relation: Relation
    tie: str
    words: str | None = None
    revision: str | None = None

    @property
    def path(self) -> str:
        """The name that facts and inventories refer to it by."""
        return f"{self.repo}/{self.name}"


@frozen
class Pin:
    """Size and SHA-256 of a published file that isn't here; `*.safetensors` is all shards."""

    repo: str
    name: str
    size: int | None = None
    sha256: str | None = None
    revision: str | None = None
    words: str | None = None
