"""The name of a tensor, which is shown wherever the tensor is."""

from pathlib import Path

from claims._checkpoints.formats.refusal import PublishedFileError

# The longest published of a LLaMA has 48 characters.
_LONGEST = 1000


def tensor_name(path: Path | str, name: str) -> str:
    """Give the name back, or refuse one that is a text of its own."""
    if len(name) > _LONGEST:
        words = f"a name of at most {_LONGEST:,} characters"
        raise PublishedFileError(path, repr(name), words, len(name))
    return name
