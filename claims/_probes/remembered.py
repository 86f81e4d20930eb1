"""What other processes measured of equal models by the same files: for whoever edits others.

Who starts a process gives it what it knows by `begin`; without that nothing is remembered. What
is new goes back by `news`. It stays in memory, so that whoever can write it could run it anyway.
"""

import pickle
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from claims._core.key import key, libraries
from claims._core.reach import closure
from claims._probes.models.recipe import Patch, Recipe

PROBE = "_probes/{}.py"
PATCHES = "claims._probes.patches."
# Whatever a probe is, it is asked through this.
ASKED_BY = "_probes/measuring.py"


@dataclass
class Memory:
    """Measurements as texts, by what was measured, how, and of which model."""

    known: Mapping[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    wanted: bool = False


MEMORY = Memory()


def begin(known: Mapping[str, str]) -> None:
    """Use from now on what is known."""
    MEMORY.known, MEMORY.new, MEMORY.wanted = known, {}, True


def news() -> dict[str, str]:
    """Hand back what was measured since it was last asked for."""
    made, MEMORY.new = MEMORY.new, {}
    return made


def recall(probe: str, recipe: Recipe) -> tuple[Any, set[str]] | None:
    """What was found, with the files of other probes that took part, if all are as they were."""
    name = MEMORY.wanted and _name(probe, recipe)
    text = MEMORY.known.get(name) if name else None
    if text is None:
        return None
    found, others, by = pickle.loads(b64decode(text))
    return (found, set(others)) if by == _by(probe, others) else None


def remember(probe: str, recipe: Recipe, found: Any, touched: Iterable[str]) -> None:
    """Keep what was found, unless its code or its patches can't be told by their files."""
    name = MEMORY.wanted and _name(probe, recipe)
    if name:
        others = frozenset(touched)
        made = (found, others, _by(probe, others))
        MEMORY.new[name] = b64encode(pickle.dumps(made)).decode()


@cache
def _name(probe: str, recipe: Recipe) -> str:
    """One measurement, named by its probe and model; empty if a patch has no file of its own."""
    patches = [(path, _place(patch)) for path, patch in recipe.patches]
    if not all(place for _, place in patches):
        return ""
    files = [PROBE.format(f"patches/{place}") for _, place in patches]
    model = {**vars(recipe), "patches": patches}
    return f"{probe} {model} {_digest(frozenset(files))}"


def _place(patch: Patch) -> str:
    """The file of a patch; empty for whatever isn't the patch of a file."""
    module, name = (getattr(patch, it, "") for it in ("__module__", "__qualname__"))
    return module.removeprefix(PATCHES) if module.startswith(PATCHES) and name == "patch" else ""


def _by(probe: str, others: frozenset[str]) -> str:
    """The digest of all files that make a measurement what it is."""
    return _digest(others | {PROBE.format(probe), ASKED_BY})


@cache
def _digest(roots: frozenset[str]) -> str:
    return key(closure(roots), libraries(), {})
