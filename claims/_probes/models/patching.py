"""Replacing a module inside a model whose config goes on saying what it said."""

import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from claims._core.touched import touch

FOLDER = Path(__file__).parents[1] / "patches"


@cache
def available() -> tuple[str, ...]:
    """Name the patches that there are: the files of their folder."""
    stems = sorted(file.stem for file in FOLDER.glob("*.py"))
    return tuple(it for it in stems if not it.startswith("_"))


def named(name: str) -> Callable[[Any], Any]:
    """Find a patch by its file's name."""
    if name not in available():
        raise LookupError(f"no patch {name!r} in {FOLDER.name}/; there are {[*available()]}")
    touch(FOLDER / f"{name}.py")
    patch: Callable[[Any], Any] = importlib.import_module(f"claims._probes.patches.{name}").patch
    return patch


def apply(model: Any, path_suffix: str, patch: Callable[[Any], Any] | str) -> Any:
    """Put `patch(module)` in place of each module whose path is the suffix or ends with it."""
    change = named(patch) if isinstance(patch, str) else patch
    paths = [path for path, _ in model.named_modules() if path and _ends(path, path_suffix)]
    if not paths:
        known = sorted({path.rpartition(".")[2] for path, _ in model.named_modules()} - {""})
        raise LookupError(
            f"patch: {type(model).__name__} has no module at {path_suffix!r}; "
            f"its modules' last names are {known}"
        )
    for path in paths:
        model.set_submodule(path, change(model.get_submodule(path)))
    return model


def _ends(path: str, suffix: str) -> bool:
    return path == suffix or path.endswith(f".{suffix}")
