"""The hub's own list of the headers of all shards, in the answer to one request.

The hub gives it for the main branch alone. It is weaker evidence than headers that are read from
the files, since it holds what the hub parsed and not what is stored:

- how long each header and each file is isn't in it, so neither a file that was cut off nor a size
  that was recorded can be held against it;
- the bytes of a header aren't either, so there is no hash of one, and a name that a header has
  twice is there once;
- which commit it is of isn't said.

So it will do to say what a model is, where the index at a known commit names the same tensors in
the same files, and not to record or to verify one.
"""

import json

from attrs import frozen

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.header_json import SUFFIX
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.hub.expected import likely_length
from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.fetching import whole
from claims._checkpoints.hub.load import MOST
from claims._checkpoints.hub.place import Place
from claims._checkpoints.hub.took import Counter
from claims._checkpoints.inventory import Inventory
from claims._checkpoints.safetensors_header import parse_header

INDEX = "model.safetensors.index.json"
# Metadata of the author's own may come on top; beyond this the files are read instead.
MOST_BESIDES = 1_000_000


@frozen
class _List(Place):
    """Where the list of a repository's headers is: no file, and in no cache."""

    @property
    def url(self) -> str:
        from huggingface_hub import constants

        return f"{constants.ENDPOINT}/api/models/{self.repo}/safetensors-metadata/{self.file}"

    @property
    def cached(self) -> None:
        return None


def listed_headers(repo: str, index: Inventory, counter: Counter) -> dict[str, bytes]:
    """Ask for all headers at once; gives each, as JSON, under the name that it is saved by.

    Nothing, if the hub gives no list, or one that isn't what the index names and adds up to.
    """
    most = min(MOST, MOST_BESIDES + 2 * sum(map(likely_length, index.parts)))
    try:
        got = whole(_List(repo, INDEX, "main"), most, counter)
        return _checked(f"{repo}: list of headers", got.data, index)
    except (HubError, PublishedFileError):
        return {}


def _checked(said: str, data: bytes, index: Inventory) -> dict[str, bytes]:
    """Hold the list against the index; raises PublishedFileError where they disagree."""
    headers = strict_json.parse(said, data).get("headers")
    files = {part.file for part in index.parts}
    if type(headers) is not dict or headers.keys() != files:
        raise PublishedFileError(said, "`headers`", f"those of {len(files)} shards", "others")
    found, total = {}, 0
    for part in index.parts:
        header = json.dumps(headers[part.file], ensure_ascii=False).encode()
        extents = parse_header(f"{said}: {part.file}", header, None)
        if {it.tensor.name for it in extents} != {it.name for it in part.tensors}:
            raise PublishedFileError(said, part.file, "the tensors of the index", "others")
        found[part.file + SUFFIX] = header
        total += max((each.end for each in extents), default=0)
    if index.total_bytes not in (None, total):
        raise PublishedFileError(said, "data", f"{index.total_bytes} bytes, as indexed", total)
    return found
