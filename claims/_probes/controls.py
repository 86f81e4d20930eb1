"""The controls that an author declares: a unit, what is changed about it, what must come out."""

from collections.abc import Sequence
from typing import Any

from claims._checkpoints.catalogue import checkpoint as known
from claims._core.control import (
    Altered,
    Architecture,
    Change,
    Control,
    EditedInventory,
    EditedSnapshot,
    Patched,
)
from claims._core.unit import Pair, Snapshot, Unit
from claims._core.words import Outcome
from claims._probes.patching import available


def checkpoint(name: str, *, expect: str) -> Control:
    """Another checkpoint, where the check must come out as said."""
    return Control(name, known(name).unit, Outcome(expect), Change())


def altered(name: str, *, expect: str, **facts: Any) -> Control:
    """A checkpoint with some recorded facts replaced, in our words: `activation="relu"`."""
    said = ", ".join(f"{word}={value}" for word, value in facts.items())
    return Control(f"{name} with {said}", known(name).unit, Outcome(expect), Altered(facts))


def patched(name: str, module: str, patch: str, *, expect: str) -> Control:
    """A checkpoint's reference model with one module replaced; its config stays as it is.

    `module` is the end of the module's dotted name, `patch` the name of a file in
    `claims/_probes/patches/`.
    """
    if patch not in available():
        raise ValueError(f"unknown patch {patch!r}; known: {', '.join(available())}")
    words = patch.replace("_", " ")
    # The same in one layer alone is another control.
    where = f" at {module}" if any(it.isdigit() for it in module) else ""
    change = Patched(module, patch)
    return Control(f"{name} with {words}{where}", known(name).unit, Outcome(expect), change)


def architecture(model_type: str, *, expect: str) -> Control:
    """A small random model of another architecture that transformers can build."""
    unit = Unit(model_type, known("gpt2").released)
    return Control(model_type, unit, Outcome(expect), Architecture(model_type))


def edited(
    name: str, *, expect: str, without: Sequence[str] = (), extra: Sequence[str] = ()
) -> Control:
    """A checkpoint's inventory with tensors dropped (regular expressions) and others added."""
    said = [f"without {it}" for it in without] + [f"and {it}" for it in extra]
    change = EditedInventory(tuple(without), tuple(extra))
    return Control(f"{name} {' '.join(said)}", known(name).unit, Outcome(expect), change)


def pair(name: str, baseline: str, *, expect: str, **facts: Any) -> Control:
    """Another pair of checkpoints, the first with some recorded facts replaced."""
    one, other = known(name), known(baseline)
    said = ", ".join(f"{word}={value}" for word, value in facts.items())
    named = f"{one.id}{' with ' + said if said else ''} against {other.id}"
    unit = Pair(named, max(one.released, other.released), one.id, other.id)
    return Control(named, unit, Outcome(expect), Altered(facts))


def snapshot(on: Snapshot, *, without: Sequence[str], expect: str) -> Control:
    """A dated snapshot of a family as it would be without some of its members."""
    change = EditedSnapshot(tuple(without))
    return Control(f"{on.name} without {', '.join(without)}", on, Outcome(expect), change)
