"""How a repository of the hub is written: `owner/name`, at a revision if one is named."""

import re

_ADDRESS = re.compile(r"\w[\w.-]*/\w[\w.-]*(@[\w./-]+)?")


def is_address(target: str) -> bool:
    """Whether a target can be a repository of the hub."""
    return _ADDRESS.fullmatch(target) is not None


def parted(target: str) -> tuple[str, str | None]:
    """A target's repository, and its revision if it names one."""
    repo, _, revision = target.partition("@")
    return repo, revision or None
