"""What a result belongs to: a digest of the claim, the code it reaches, its facts and libraries."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from claims._core.claim import Claim
from claims._core.discovery import PACKAGE
from claims._core.words import Evidence

# A claim reaches everything below it; views and surfaces stand above and change no result.
REACHED = ("_core", "_checkpoints", "_probes", "_running")
LIBRARIES = ("torch", "transformers")


def key(claim: Claim, source: Any) -> str:
    """Digest all that a claim's result depends on: 16 hex digits, the same on any machine."""
    kinds = {check.evidence for check in claim.checks}
    beside = sorted(claim.path.parent.glob("_*.py"))
    parts: list[Any] = [it.read_text(encoding="utf-8") for it in (claim.path, *beside)]
    parts.append(_code())
    parts.append(sorted((name, source.digest(name)) for name in _checkpoints(claim)))
    if kinds & {Evidence.BEHAVIOUR, Evidence.WEIGHTS}:
        parts.append(libraries())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def joined(keys: Iterable[str]) -> str:
    """The key of a result that follows from other results."""
    return hashlib.sha256("".join(keys).encode()).hexdigest()[:16]


@cache
def libraries() -> dict[str, str]:
    """The versions of the reference implementation; a build's local suffix (+cpu) is left out."""
    return {name: version(name).partition("+")[0] for name in LIBRARIES}


def _checkpoints(claim: Claim) -> set[str]:
    """The checkpoints behind a claim's units and controls."""
    units = (*claim.about, *(control.on for control in claim.controls))
    return {name for unit in units for name in unit.behind}


@cache
def _code() -> str:
    """Digest the project's code that any claim reaches, and what is written down for all of them.

    The records have digests of their own.
    """
    files = [PACKAGE / "__init__.py"]
    files += [path for folder in REACHED for path in sorted((PACKAGE / folder).rglob("*.py"))]
    files += [*sorted((PACKAGE / "_checkpoints").glob("*.toml")), PACKAGE / "sources.toml"]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(Path(path).read_bytes() + b"\0")
    return digest.hexdigest()
