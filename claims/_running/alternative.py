"""An alternative: one thing that a model could do otherwise, under the weights that it has."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from claims._core.touched import touch
from claims._running.places import Place

FOLDER = Path(__file__).parent / "alternatives"


@dataclass(frozen=True)
class Alternative:
    """What is changed, in words; where; and the function that makes the changed module."""

    name: str
    words: str
    place: Place
    patch: Callable[[Any], Any]

    def fits(self, block: Any, around: Any) -> bool:
        """Whether a model, of which one block is shown, has what it changes."""
        return bool(self.place.in_block(block) or self.place.around(around))

    def in_block(self, block: Any) -> Any:
        """Change a block; whoever shares its numbers is left as it was."""
        return self._changed(block, self.place.in_block(block))

    def around(self, module: Any) -> Any:
        """Change what stands around the blocks."""
        return self._changed(module, self.place.around(module))

    def _changed(self, part: Any, paths: list[str]) -> Any:
        for path in paths:
            if not path:
                part = self.patch(part)
            else:
                part.set_submodule(path, self.patch(part.get_submodule(path)))
        return part


def alternatives() -> tuple[Alternative, ...]:
    """Every alternative, one a file of their folder, in the order of the names."""
    stems = sorted(file.stem for file in FOLDER.glob("*.py"))
    touch(*(FOLDER / f"{it}.py" for it in stems))
    return tuple(_load(it) for it in stems if not it.startswith("_"))


def alternative(name: str) -> Alternative:
    """Find one by its file's name."""
    known = {it.name: it for it in alternatives()}
    if name not in known:
        raise LookupError(f"no alternative {name!r} in {FOLDER.name}/; there are {[*known]}")
    return known[name]


@cache
def _load(name: str) -> Alternative:
    module = importlib.import_module(f"claims._running.alternatives.{name}")
    words = str(module.__doc__).partition("\n")[0].rstrip(".")
    return Alternative(name, words, module.place, module.patch)
