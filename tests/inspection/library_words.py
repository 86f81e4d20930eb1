"""What the library calls things: writes `claims/_inspection/survey/library.toml`.

`python -m tests.inspection.library_words`, after another version of transformers is pinned.
"""

from typing import Any

import tomli_w
from transformers import CONFIG_MAPPING, __version__
from transformers.activations import ACT2FN
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

from claims._inspection.survey.library import FILE
from claims._probes.fitting.stated_config import SIZES
from claims._probes.models.own_names import own_name
from claims._probes.watching.named_activation import name_of

WORDS = (*SIZES, "max_position_embeddings")


def library_words() -> dict[str, Any]:
    """The words of the library that is installed."""
    return {
        "transformers": __version__,
        "activations": {it: ours for it in sorted(ACT2FN) if (ours := _activation(it))},
        "decoders": {it: _type(it) for it in sorted(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES)},
    }


def _activation(name: str) -> str | None:
    try:
        return name_of(name)
    # Some need a width, or a package that isn't there.
    except Exception:
        return None


def _type(kind: str) -> dict[str, Any]:
    known = CONFIG_MAPPING[kind]
    names = {word: own for word in WORDS if (own := own_name(known, word)) != word}
    found: dict[str, Any] = {"names": names} if names else {}
    if getattr(known, "is_encoder_decoder", False) is True:
        found["is_encoder_decoder"] = True
    # Elsewhere a head's width is the quotient, if it isn't stated.
    if getattr(known, names.get("head_dim", "head_dim"), None) is not None:
        found["own_head_width"] = True
    return found


if __name__ == "__main__":
    FILE.write_text(tomli_w.dumps(library_words()), "utf-8")
