"""A config as it is written, under the library's words, with no class to fill in what it leaves."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import frozen

from claims._core.observed import CantTell, Inapplicable
from claims._inspection.survey import library

LEFT = "the config doesn't state it; `claims inspect` asks its class"


@frozen(slots=False)
class WrittenConfig:
    """What a `config.json` states; what it leaves to a default is not there."""

    published: Mapping[str, Any]

    @cached_property
    def _decoder(self) -> Mapping[str, Any]:
        """The part that is about the text decoder, if a model has other parts."""
        nested = self.published.get("text_config")
        if isinstance(nested, dict) and self._kind_among(nested, self.published):
            return nested
        return self.published

    def _kind_among(self, *configs: Mapping[str, Any]) -> object:
        """The first of these configs' kinds that the library has a causal language model of."""
        kinds = (it.get("model_type") for it in configs)
        return next((it for it in kinds if library.decoder(it) is not None), None)

    @property
    def is_whole(self) -> bool:
        """Whether the config is of a text model alone, and not of a part of something else."""
        return self._decoder is self.published

    @property
    def model_type(self) -> object:
        """The library's word for the kind of model, or whatever stands in its place."""
        # Some kinds are known by the whole's word alone, not by that of the text decoder within.
        known = self._kind_among(self._decoder, self.published)
        return self._decoder.get("model_type") if known is None else known

    @cached_property
    def known(self) -> dict[str, Any]:
        """What is known of its kind; raises Inapplicable for a kind that is no decoder alone."""
        found = library.decoder(self.model_type)
        if found is None:
            said = f"transformers {library.version()} has no causal language model of it"
            raise Inapplicable(f"model_type {self.model_type!r}: {said}")
        both = self._decoder.get("is_encoder_decoder", found.get("is_encoder_decoder", False))
        if both:
            raise Inapplicable(f"{self.model_type} is an encoder with a decoder, no decoder alone")
        return found

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What the file states, under its class's own words."""
        names: dict[str, str] = self.known.get("names", {})
        return {names.get(key, key): it for key, it in self._decoder.items()}

    def get(self, name: str) -> Any:
        """A setting by its common name; None where the file doesn't state it."""
        return self.settings.get(self.known.get("names", {}).get(name, name))

    def size(self, name: str) -> int:
        """A whole number from 1; raises CantTell where the file states none."""
        found = self.get(name)
        if found is None:
            raise CantTell(LEFT)
        if type(found) is not int or found < 1:
            said = " ".join(str(found).split())[:60]
            raise CantTell(f"the config states {name}: expected 1 or more, measured {said}")
        return found
