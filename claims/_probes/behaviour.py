"""What a check on behaviour receives: a checkpoint's small model, to be asked by property."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from claims._checkpoints.facts import Facts, origins
from claims._checkpoints.inventory import Tensor
from claims._checkpoints.record import Record
from claims._checkpoints.two_matrices import two_matrices
from claims._checkpoints.unread import Unread
from claims._checkpoints.vocabulary import ARCHITECTURES, DIALECTS
from claims._core.control import Altered, Architecture, Change, Patched
from claims._core.observed import Untested
from claims._core.result import Lean
from claims._core.unit import Unit
from claims._core.words import Evidence
from claims._probes.measuring import measured, probes, rests_on
from claims._probes.models.architecture import tiny
from claims._probes.models.full_size import BUILT, FullSize, full_size, recorded_shapes
from claims._probes.models.model import Model
from claims._probes.models.patching import named
from claims._probes.models.recipe import Patch, PatchAt, Recipe, settings_text
from claims._probes.models.reference import load_library, reference_settings
from claims._probes.models.shrink import full_depth, one_full_head, shrink, stated_heads
from claims._probes.rotary_frequencies import expected_frequencies

# The ids with a role in the text lie beyond the small vocabulary, and have no role here.
NO_SPECIAL_TOKENS = {"bos_token_id": None, "eos_token_id": None}
# Read by some classes although their config doesn't list it.
UNLISTED = {"is_causal"}


class Behaviour(Facts):
    """The reference class at a small size, built as the record says and changed as a control says.

    `model.rotation()` asks the probe in `rotation.py`, and so on for each probe in this folder.
    """

    evidence = Evidence.BEHAVIOUR

    def __init__(
        self,
        name: str,
        facts: Mapping[str, Any],
        *,
        origins: Mapping[str, Lean] | None = None,
        alteration: Mapping[str, Any] | None = None,
        patches: Iterable[tuple[str, Patch | str]] = (),
        unread: Iterable[Unread] = (),
    ) -> None:
        ours, theirs = _alteration(facts["architecture"], alteration or {})
        super().__init__(name, {**facts, **ours}, origins, unread)
        self.fact("architecture")
        self._settings = theirs
        self._recorded: tuple[Tensor, ...] = ()
        self._patches = tuple((at, named(it) if isinstance(it, str) else it) for at, it in patches)
        self.model = _small_model(shrink(self.values), theirs, self._patches)

    @staticmethod
    def prepare() -> None:
        """Import what every measurement needs."""
        load_library()

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Behaviour":
        """Build the unit's model from a source's record, as a control changes it."""
        if isinstance(change, Architecture):
            return cls.of_architecture(change.model_type)
        record: Record = source.record(unit.name)
        record.require_understood()
        altered = change.facts if isinstance(change, Altered) else {}
        patches = [(change.module, change.patch)] if isinstance(change, Patched) else []
        known = origins(record, altered)
        made = cls(
            unit.name,
            record.values,
            origins=known,
            alteration=altered,
            patches=patches,
            unread=two_matrices(record),
        )
        made._recorded = record.reconciliation.tensors if record.reconciliation else ()
        return made

    @classmethod
    def of_architecture(cls, model_type: str) -> "Behaviour":
        """Make one of a small random model of another kind, of which no record states anything."""
        other = cls.__new__(cls)
        Facts.__init__(other, model_type, {"architecture": model_type})
        other._recorded = ()
        other.model = tiny(model_type)
        return other

    def with_one_full_head(self) -> "Behaviour":
        """The same checkpoint with one attention head of its real width, to see every pair turn."""
        wide = copy(self)
        wide.model = _small_model(one_full_head(self.values), self._settings, self._patches)
        return wide

    def at_full_depth(self) -> "Behaviour":
        """The same checkpoint with all its layers, as it would be drawn for a training."""
        deep = copy(self)
        facts = full_depth(self.values, self.fact("initializer_range"))
        deep.model = _small_model(facts, self._settings, self._patches).as_initialised()
        return deep

    def with_stated_heads(self) -> "Behaviour":
        """The same checkpoint with as many heads as its config states, each of them narrow."""
        if "query_heads" not in self.values:
            raise LookupError(f"{self.name} is no checkpoint: nothing states how many heads it has")
        many = copy(self)
        many.model = _small_model(stated_heads(self.values), self._settings, self._patches)
        return many

    def at_full_size(self) -> FullSize:
        """The class at the sizes that the record states, built anew and not allocated."""
        self.require_understood("tied_embeddings")
        return self._at_full_size()

    def _at_full_size(self) -> FullSize:
        facts = {**self.values, "layers": BUILT}
        recipe = _recipe(facts, self._settings)
        return full_size(recipe, self.fact("layers"), self._patches)

    def accounted(self) -> bool:
        """Whether the class built anew has the tensors, by name and shape, that the record met."""
        if not self._recorded:
            raise Untested(f"the tensors of {self.name} were not recorded with its class")
        return self._at_full_size().shapes == recorded_shapes(self._recorded)

    def tie(self) -> Any:
        """Whether embedding and head are one matrix, where what is stored doesn't leave it open."""
        self.require_understood("tied_embeddings")
        return self._asked("tie")

    def stated_frequencies(self, width: int) -> tuple[float, ...]:
        """Radians a position by which the recorded base and scaling turn each of width/2 pairs."""
        return self.scaled_frequencies(self.fact("rope_theta"), width)

    def scaled_frequencies(self, theta: float, width: int) -> tuple[float, ...]:
        """The same from another base, under the recorded scaling."""
        return expected_frequencies(theta, self.stated("rope_scaling"), width)

    def unscaled_frequencies(self, width: int) -> tuple[float, ...]:
        """Radians a position by which the recorded base alone turns each of width/2 pairs."""
        return expected_frequencies(self.fact("rope_theta"), None, width)

    def __getattr__(self, probe: str) -> Callable[[], Any]:
        if probe.startswith("_") or probe not in probes():
            raise AttributeError(f"no probe is called {probe!r}; there are {', '.join(probes())}")
        return lambda: self._asked(probe)

    def _asked(self, probe: str) -> Any:
        """Run a probe, and note the facts that its answer comes of."""
        for word in rests_on(probe):
            if word in self.values:
                self.stated(word)
        return measured(probe, self.model)


def _alteration(
    architecture: str, change: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part what a control alters into facts that have a word of ours, and bare config settings."""
    words = DIALECTS[ARCHITECTURES[architecture]]
    ours = {words.get(key, key): value for key, value in change.items()}
    theirs = {word: ours.pop(word) for word in list(ours) if word not in words.values()}
    return ours, theirs


def _small_model(
    facts: Mapping[str, Any], settings: Mapping[str, Any], patches: tuple[PatchAt, ...]
) -> Model:
    """Build what the facts describe."""
    return Model(replace(_recipe(facts, settings), patches=patches))


def _recipe(facts: Mapping[str, Any], settings: Mapping[str, Any]) -> Recipe:
    """Say what to build; no setting may be one that nothing reads."""
    model_type, stated = reference_settings(facts)
    stated |= NO_SPECIAL_TOKENS
    if settings:
        known = UNLISTED.union(Recipe(model_type, settings_text(stated)).config().to_dict())
        if unread := sorted(set(settings) - known):
            words = f"a {model_type} config has no {unread}, so altering it changes nothing"
            raise LookupError(words)
    return Recipe(model_type, settings_text({**stated, **settings}))
