"""What transformers calls things, as it was written down: importing it would bring torch along."""

from functools import cache
from pathlib import Path
from typing import Any

import tomli

# Written by `python -m tests.inspection.library_words`.
FILE = Path(__file__).with_name("library.toml")


@cache
def _known() -> dict[str, Any]:
    found: dict[str, Any] = tomli.loads(FILE.read_text("utf-8"))
    return found


def version() -> str:
    """The version that the words are of."""
    return str(_known()["transformers"])


def decoder(kind: object) -> dict[str, Any] | None:
    """What is known of a `model_type`; None where the library has no causal model of it.

    `names` are its own words for common ones, `is_encoder_decoder` is there if it is one by
    default, and `own_head_width` if heads are not as wide as a quotient.
    """
    found: dict[str, Any] | None = _known()["decoders"].get(kind) if isinstance(kind, str) else None
    return found


def activation(name: str) -> str | None:
    """Our word for the function that the library has under a name."""
    found: str | None = _known()["activations"].get(name)
    return found
