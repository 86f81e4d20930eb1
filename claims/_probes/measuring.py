"""Finding a probe by its name, and asking it once for each model."""

import importlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from claims._core.touched import recording, touch
from claims._probes import remembered
from claims._probes.models.model import Model

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def probes() -> tuple[str, ...]:
    """Name the probes that there are: the files of this folder that define `measure`."""
    files = sorted(FOLDER.glob("*.py"))
    return tuple(it.stem for it in files if "\ndef measure(" in it.read_text(encoding="utf-8"))


def rests_on(probe: str) -> tuple[str, ...]:
    """Name the recorded facts that a probe's answer comes of; most answers are the class's own."""
    words: tuple[str, ...] = getattr(_module(probe), "RESTS_ON", ())
    return words


def _module(probe: str) -> Any:
    return importlib.import_module(f"claims._probes.{probe}")


def measured(probe: str, model: Model) -> Any:
    """Run a probe on a model, or hand back what it found before on one of the same recipe."""
    file = FOLDER / f"{probe}.py"
    touch(file)
    found, others = _measured(probe, model)
    touch(*others)
    return found


@lru_cache(maxsize=1024)
def _measured(probe: str, model: Model) -> tuple[Any, tuple[Path, ...]]:
    """What a probe found, and the files of the other probes that it asked for that.

    Another process may have found it by the same files and library, and left it to this one.
    """
    if known := remembered.recall(probe, model.recipe):
        found, touched = known
    else:
        with recording() as touched:
            found = _module(probe).measure(model)
        remembered.remember(probe, model.recipe, found, touched)
    return found, tuple(FOLDER.parent / it for it in sorted(touched))
