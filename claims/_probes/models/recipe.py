"""What a small model is made from: equal recipes give equal models, so each is made once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Patch = Callable[[Any], Any]
# The module's path in the model, or the end of that path; and what takes its place.
PatchAt = tuple[str, Patch]


@dataclass(frozen=True)
class Recipe:
    """A kind of config with its settings, the patches on the model, and which draw of weights.

    The draw is ours, or the library's own if it isn't `wide`. In float64 it runs as if that were
    float32, if a part of it `insists` on that.
    """

    model_type: str
    settings: str
    patches: tuple[PatchAt, ...] = ()
    seed: int = 0
    wide: bool = True
    layers: int | None = None
    double: bool = False
    insists: bool = False

    def config(self) -> Any:
        """Build the config anew, so that no model shares one with another."""
        from transformers import AutoConfig

        return AutoConfig.for_model(self.model_type, **json.loads(self.settings))


def settings_text(settings: Mapping[str, Any]) -> str:
    """Write settings so that the same ones always give the same text."""
    return json.dumps(settings, sort_keys=True)
