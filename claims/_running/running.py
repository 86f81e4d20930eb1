"""The subject of a check that runs the real weights: what would another architecture cost?"""

from math import isfinite
from typing import TYPE_CHECKING, Any

from claims._checkpoints.facts import Facts, origins
from claims._checkpoints.record import Record
from claims._checkpoints.weights.planned import Planned
from claims._checkpoints.weights.stored import Stored
from claims._core.control import Change
from claims._core.errors import Refused
from claims._core.observed import CantTell, Inapplicable, Untested
from claims._core.unit import Unit
from claims._core.words import Evidence
from claims._running.cost import running_cost

if TYPE_CHECKING:
    from claims._running.comparison import Comparison
    from claims._running.counterfactuals import Comparisons


class Running(Facts):
    """One checkpoint's real weights, run on a text as published and with something done otherwise.

    `model.tried("relu")` compares the two losses; the alternatives are files of their folder.
    """

    evidence = Evidence.WEIGHTS
    # One run answers every check on a checkpoint.
    once_a_checkpoint = True

    def __init__(self, name: str, record: Record, stored: Stored | None) -> None:
        super().__init__(name, record.values, origins(record))
        self.record, self.stored = record, stored
        self._before = stored.bytes_read if stored else 0

    @property
    def planned(self) -> list[Planned]:
        """What running reads: everything, once a run; raises Refused for what can't be run."""
        expected = None
        if self.stored is not None:
            from claims._running.counterfactuals import bytes_to_read, read_text

            read_text(self._config, self.stored)
            expected = bytes_to_read(self._config, self.stored)
        return [Planned("everything", expected or running_cost(self.record))]

    @property
    def bytes_read(self) -> int:
        """The bytes of data that this check read; none where another had the same model run."""
        return self.stored.bytes_read - self._before if self.stored else 0

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Running":
        """Look for the unit's weights in a source; a control changes nothing about them."""
        # It takes a while, and all of the model: nobody's folder is run unasked, and nothing is
        # fetched for it that a check on one tensor, asked for with it, would never read.
        stored = source.weights(unit.name) if source.on_bytes is not None else None
        here = stored is not None and stored.all_here
        record: Record = source.record(unit.name)
        record.require_understood()
        return cls(unit.name, record, stored if here else None)

    @property
    def _config(self) -> Any:
        from claims._probes.models.reference import reference_config

        return reference_config(self.record.values, self.record.id)

    def tried(self, alternative: str) -> "Comparison":
        """Put an alternative in place, under the same weights and config, and compare the losses.

        Raises Untested, with the cost in bytes, if the weights aren't at hand; Inapplicable if the
        model has nothing there to change; CantTell if the difference isn't clear, or as published
        it reads nothing.
        """
        words = f"“{alternative.replace('_', ' ')}”"
        if self.stored is None:
            raise Untested(
                f"the real weights were not run, as published and with {words} in place; "
                "`--evidence weights --source FOLDER` does it, a layer at a time, and so does "
                "`--source hub` where the hub's cache has all of it",
                cost_bytes=running_cost(self.record),
            )
        try:
            found = self._compared(self.stored).get(alternative)
        except Refused as problem:
            raise Untested(f"the weights can't be run: {problem}") from None
        if found is None:
            raise Inapplicable(f"it has nothing to put {words} in place of")
        if not isfinite(found.dearer):
            run = f"with {words} in place" if isfinite(found.published) else "as published"
            raise CantTell(f"run {run}, the weights come to what is no number")
        if not found.reads:
            raise CantTell(
                "as published it reads no better than by how often each token occurs: "
                f"{found.published:.2f} nats a token, by frequency {found.by_frequency:.2f}; "
                "it is untrained, or the tokenizer is another model's",
                **found.values,
            )
        if not found.clear:
            said = f"{found.dearer:+.2g} nats a token, with a standard error of {found.error:.1g}"
            raise CantTell(f"{words} makes no clear difference: {said}", **found.values)
        return found

    def _compared(self, stored: Stored) -> "Comparisons":
        """Run everything at once, and only once: each check of a run asks for one alternative.

        Raises Refused where it can't be run, the next time too.
        """
        from claims._running.counterfactuals import counterfactuals

        at = (self.record.id, stored.location, stored.revision)
        if at not in _known:
            try:
                _known[at] = counterfactuals(self._config, stored)
            except Refused as problem:
                _known[at] = Refused(str(problem))  # without what it held
        known = _known[at]
        if isinstance(known, Refused):
            raise known
        return known


_known: "dict[tuple[str, str, str | None], Comparisons | Refused]" = {}
