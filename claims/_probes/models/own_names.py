"""What a config's class calls a setting that most classes know by another name."""

from inspect import signature
from typing import Any


def own_name(kind: Any, name: str) -> str:
    """The class's own name for what most classes call `name`.

    BART's kind names its encoder's; where the decoder alone is built, the decoder's is meant.
    """
    known = str(kind.attribute_map.get(name, name))
    twin = known.replace("encoder_", "decoder_", 1)
    return twin if twin != known and declares(kind, twin) else known


def declares(kind: Any, key: str) -> bool:
    """Whether a config's class declares a setting."""
    return hasattr(kind, key) or key in signature(kind).parameters
