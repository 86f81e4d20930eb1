"""A target as it is asked: its config, its class at full size, its small model, each made once."""

from collections.abc import Callable
from math import isfinite
from typing import Any

from claims._core.errors import Refused
from claims._core.observed import CantTell, Inapplicable, NoOutcome
from claims._inspection.property import Property, unknown
from claims._inspection.stored_names import Stored, by_name
from claims._inspection.stored_twice import StoredTwice, stored_twice
from claims._inspection.target import Target
from claims._probes.fitting.declared import Declared, declared
from claims._probes.fitting.fitting import Fitted, fitted
from claims._probes.fitting.library_words import unforeseen
from claims._probes.fitting.stated_config import StatedConfig
from claims._probes.measuring import measured
from claims._probes.watching.operations import Operations, operations


class Subject:
    """Answers probes by name; what can't be told raises NoOutcome, whatever went wrong."""

    def __init__(self, target: Target) -> None:
        self.target = target
        # Of its files, so far.
        self.bytes_read = target.bytes_read
        self._known: dict[str, tuple[Any, NoOutcome | Refused | None]] = {}
        self.stated = StatedConfig(target.config)
        self.stated.require_decoder()

    @property
    def declared(self) -> Declared:
        """The class at the stated sizes."""
        made: Declared = self.once("the class", lambda: declared(self.stated))
        return made

    @property
    def fitted(self) -> Fitted:
        """The small model, if one could be made."""
        made: Fitted = self.once("the small model", self._fit)
        return made

    def _fit(self) -> Fitted:
        try:
            kinds = self.declared.kinds()
        except Refused:
            kinds = ()
        return fitted(self.stated, kinds)

    @property
    def stored(self) -> Stored:
        """What is stored, under the class's own names."""
        whole = self.stated.is_whole
        made: Stored = self.once(
            "what is stored",
            lambda: by_name(self.declared, self.target.inventory, is_whole=whole),
        )
        return made

    @property
    def stored_twice(self) -> StoredTwice | None:
        """Embedding and head, if both are stored, and whether they are the same."""
        found: StoredTwice | None = self.once("what is stored twice", self._compare)
        return found

    def _compare(self) -> StoredTwice | None:
        found = stored_twice(self.target, self.declared, self.stored)
        self.bytes_read += found.bytes_read if found else 0
        return found

    @property
    def attends(self) -> tuple[bool, ...]:
        """For each layer of the small model, whether it multiplies queries with keys."""
        return tuple(bool(it.scores) for it in self._multiplied)

    @property
    def _multiplied(self) -> tuple[Operations, ...]:
        seen: tuple[Operations, ...] = self.once(
            "what is multiplied", lambda: operations(self.fitted.model)
        )
        return seen

    def ask(self, probe: str) -> Any:
        """What a probe finds; raises NoOutcome, also where the probe fails on this model."""
        return self.once(probe, lambda: self._measure(probe))

    def _measure(self, probe: str) -> Any:
        try:
            return measured(probe, self.fitted.model)
        except NoOutcome:
            raise
        # Made for architectures that nobody here has seen: one that it breaks on is one that it
        # can say nothing about.
        except Exception as error:
            said = unforeseen(error)
            raise CantTell(f"the probe `{probe}` doesn't fit this model: {said}") from error

    def once(self, what: str, make: Callable[[], Any]) -> Any:
        """Make something, or fail to, no more than once: several properties ask for the same."""
        if what not in self._known:
            try:
                self._known[what] = (make(), None)
            except (NoOutcome, Refused) as why:
                self._known[what] = (None, why)
        made, problem = self._known[what]
        if problem is not None:
            raise problem
        return made

    def require_attention(self) -> None:
        """Raise Inapplicable for a model none of whose layers attends.

        CantTell where a softmax weighs something all the same, as in Reformer, whose queries meet
        the keys in chunks.
        """
        if any(self.attends):
            return
        if any(it.softens for it in self._multiplied):
            raise CantTell("a softmax weighs something, but no queries were seen to meet all keys")
        raise Inapplicable("doesn't apply: no layer multiplies queries with keys")


def told(question: Any, subject: object) -> Property:
    """Ask, and turn a refusal to say into a property without a value."""
    try:
        found: Property = question(subject)
    except NoOutcome as none:
        values = ", ".join(
            f"{key}={_shown(it)}" for key, it in none.values.items() if _is_known(it)
        )
        said = f"{none.reason} ({values})" if values else none.reason
        return Property(None, None, said, applies=not isinstance(none, Inapplicable))
    except Refused as refused:
        return unknown(str(refused))
    # An architecture that something here breaks on is one that nothing can be said of.
    except Exception as error:
        return unknown(f"can't be measured here: {unforeseen(error)}")
    return found


def _is_known(value: Any) -> bool:
    """Whether a value says something: of a share of nothing there is no number."""
    return not isinstance(value, float) or isfinite(value)


def _shown(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
