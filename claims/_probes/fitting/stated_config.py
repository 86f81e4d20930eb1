"""A published config as transformers understands it, under the library's common names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from claims._core.errors import Refused
from claims._core.observed import CantTell, Inapplicable
from claims._probes.fitting.library_words import in_words
from claims._probes.models.measurable import MOST_LAYERS
from claims._probes.models.own_names import declares, own_name
from claims._probes.models.quiet import quiet
from claims._probes.models.text_decoder import text_decoder

# About the file, not about the model.
ABOUT = {"architectures", "auto_map", "model_type", "transformers_version", "_name_or_path"}
# Said of the stored weights, and no probe measures at that precision.
PRECISION = {"torch_dtype", "dtype", "quantization_config"}


# Keys that count layers, as the last word of them says; not what is so large for each layer.
OF_LAYERS = re.compile(r"(?<!per_)layers?$")

SIZES = (
    "num_hidden_layers",
    "hidden_size",
    "vocab_size",
    "num_attention_heads",
    "num_key_value_heads",
    "intermediate_size",
    "head_dim",
)


# How the library writes the numbers that JSON lacks, such as an endless interval.
TAG = "__float__"
TAGGED = ("Infinity", "-Infinity", "NaN")


def _number(value: Any, key: str) -> Any:
    """Read such numbers wherever they stand; raises Refused for what is tagged and is none."""
    if isinstance(value, list):
        return [_number(it, key) for it in value]
    if not isinstance(value, dict):
        return value
    if set(value) != {TAG}:
        return {name: _number(it, name) for name, it in value.items()}
    if value[TAG] not in TAGGED:
        known = ", ".join(TAGGED)
        raise Refused(
            f"config.json: {key}: expected {TAG} to be one of {known}, measured {value[TAG]!r}"
        )
    return float(value[TAG])


def _is_built(kind: Any) -> bool:
    """Whether the library has a causal language model of a kind."""
    from transformers import CONFIG_MAPPING
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    if not isinstance(kind, str) or kind not in CONFIG_MAPPING:
        return kind in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES
    return kind in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES or text_decoder(kind) is not None


@dataclass(frozen=True)
class StatedConfig:
    """What a `config.json` states, and what its class makes of it.

    Raises Refused where transformers has no such config, or the class refuses the values.
    """

    published: Mapping[str, Any] = field(hash=False)

    @cached_property
    def model_type(self) -> str:
        """The library's word for the kind of model."""
        return str(self._decoder.get("model_type"))

    @cached_property
    def _decoder(self) -> Mapping[str, Any]:
        """The part of the config that is about the text decoder, if a model has other parts."""
        nested = self.published.get("text_config")
        if isinstance(nested, dict) and _is_built(nested.get("model_type")):
            return nested
        return self.published

    @property
    def is_whole(self) -> bool:
        """Whether the config is of a text model alone, and not of a part of something else."""
        return self._decoder is self.published

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What the file states about the model itself, under this class's own names."""
        known = self._class.attribute_map
        kept = {key: it for key, it in self._decoder.items() if key not in ABOUT | PRECISION}
        return {known.get(key, key): _number(it, key) for key, it in kept.items()}

    @cached_property
    def _class(self) -> Any:
        from transformers import CONFIG_MAPPING, __version__

        quiet()
        kind = self._decoder.get("model_type")
        if not isinstance(kind, str) or kind not in CONFIG_MAPPING:
            said = f"transformers {__version__} knows no model_type {kind!r}"
            raise Refused(f"config.json: {said}; code that comes with a model is never run")
        return CONFIG_MAPPING[kind]

    @cached_property
    def config(self) -> Any:
        """The library's config object, at the stated sizes."""
        from copy import deepcopy

        known = self._class
        self._require_few_layers()
        try:
            # The library writes into the tables that it is given.
            return known(**deepcopy(self.settings))
        # Its refusals have no class in common.
        except Exception as error:
            words = f"expected a {self.model_type} that transformers accepts"
            raise Refused(f"config.json: {words}, measured {in_words(error)}") from error

    def _require_few_layers(self) -> None:
        """Refuse more than can be measured, before the library makes a list with an entry each."""
        own = self.own("num_hidden_layers")
        for key, it in self.settings.items():
            if (key == own or OF_LAYERS.search(key)) and isinstance(it, int) and it > MOST_LAYERS:
                words = f"expected at most {MOST_LAYERS:,} layers to measure, measured {it:,}"
                raise Refused(f"config.json: {key}: {words}")

    @cached_property
    def values(self) -> dict[str, Any]:
        """Every setting, stated or not, by the name that this config's class gives it."""
        found: dict[str, Any] = self.config.to_dict()
        return found

    def own(self, name: str) -> str:
        """This class's own name for what most classes call `name`."""
        return own_name(self._class, name)

    def is_own(self, key: str) -> bool:
        """Whether the config's class declares a setting; of another key nothing is built."""
        return declares(self._class, key)

    def get(self, name: str) -> Any:
        """A setting by its common name; None where the class has none."""
        try:
            return getattr(self.config, self.own(name), None)
        # Some configs say one thing for each layer, and refuse to say it for all.
        except Exception:
            return None

    @property
    def layers(self) -> int:
        """How many layers it states."""
        return int(self.get("num_hidden_layers") or 0)

    @property
    def hidden_size(self) -> int:
        """How wide its hidden state is."""
        return int(self.get("hidden_size") or 0)

    def require_decoder(self) -> None:
        """Raise Inapplicable for what isn't a decoder alone, Refused for what is no such model."""
        if getattr(self.config, "is_encoder_decoder", False):
            raise Inapplicable(f"{self.model_type} is an encoder with a decoder, no decoder alone")
        if not _is_built(self.model_type):
            raise Inapplicable(
                f"{self.model_type}: transformers has no causal language model of it"
            )
        for name in SIZES:
            if isinstance(size := self.get(name), int) and size < 1:
                raise Refused(f"config.json: {self.own(name)}: expected 1 or more, measured {size}")
        if not self.layers or not self.hidden_size:
            nested = self.published.get("text_config")
            inside = nested.get("model_type") if isinstance(nested, dict) else None
            if inside:
                said = (
                    f"its text_config is of a {inside}, which the library builds no model of alone"
                )
                raise CantTell(f"the layers of a {self.model_type} can't be built: {said}")
            raise Inapplicable(f"a {self.model_type} config states no layers or no hidden size")
