"""The controls that an author declares: a unit, what is changed about it, what must come out."""

from collections.abc import Mapping, Sequence
from typing import Any

from claims._checkpoints.catalogue import checkpoint as known
from claims._checkpoints.catalogue import pair_of
from claims._core.control import (
    Altered,
    Architecture,
    Change,
    Control,
    EditedInventory,
    EditedSnapshot,
    Patched,
)
from claims._core.unit import Snapshot, Unit
from claims._core.words import Outcome
from claims._probes.models.patching import available


def checkpoint(name: str, *, expect: str) -> Control:
    """Another checkpoint, where the check must come out as said."""
    return Control(name, known(name).unit, Outcome(expect), Change())


def altered(name: str, *, expect: str, **facts: Any) -> Control:
    """A checkpoint with some recorded facts replaced, in our words: `activation="relu"`."""
    said = ", ".join(f"{word}={value}" for word, value in facts.items())
    return Control(f"{name} with {said}", known(name).unit, Outcome(expect), Altered(facts))


def patched(on: str | Unit, module: str, patch: str, *, expect: str) -> Control:
    """A checkpoint's reference model with one module replaced; its config stays as it is.

    `module` is the end of the module's dotted name, `patch` the name of a file in
    `claims/_probes/patches/`. Of a pair the first is patched, of a snapshot every member.
    """
    if patch not in available():
        raise ValueError(f"unknown patch {patch!r}; known: {', '.join(available())}")
    words = patch.replace("_", " ")
    # The same in one layer alone is another control.
    where = f" at {module}" if any(it.isdigit() for it in module) else ""
    unit = known(on).unit if isinstance(on, str) else on
    change = Patched(module, patch)
    return Control(f"{unit.name} with {words}{where}", unit, Outcome(expect), change)


def random_model(model_type: str, *, expect: str) -> Control:
    """A small random model of another architecture that transformers can build."""
    unit = Unit(model_type, known("gpt2").released)
    return Control(model_type, unit, Outcome(expect), Architecture(model_type))


def edited(
    on: str | Unit,
    *,
    expect: str,
    without: Sequence[str] = (),
    extra: Sequence[str] = (),
    reshaped: Mapping[str, tuple[int, ...]] | None = None,
) -> Control:
    """A checkpoint with some of its tensors dropped, added, or in another shape.

    Dropped and reshaped ones are given by regular expressions. Of a pair the first is edited, of
    a snapshot every member.
    """
    unit = known(on).unit if isinstance(on, str) else on
    shapes = dict(reshaped or {})
    said = [f"without {it}" for it in without] + [f"and {it}" for it in extra]
    said += [f"with {it} of {'×'.join(map(str, shape))}" for it, shape in shapes.items()]
    change = EditedInventory(tuple(without), tuple(extra), shapes)
    return Control(f"{unit.name} {' '.join(said)}", unit, Outcome(expect), change)


def pair(name: str, baseline: str, *, expect: str, **facts: Any) -> Control:
    """Another pair of checkpoints, the first with some recorded facts replaced."""
    unit = pair_of(name, baseline)
    said = ", ".join(f"{word}={value}" for word, value in facts.items())
    named = f"{name} with {said} against {baseline}" if said else unit.name
    return Control(named, unit, Outcome(expect), Altered(facts) if facts else Change())


def snapshot(on: Snapshot, *, expect: str, without: Sequence[str] = ()) -> Control:
    """Another dated snapshot of a family, or one as it would be without some of its members."""
    said = f" without {', '.join(without)}" if without else ""
    return Control(f"{on.name}{said}", on, Outcome(expect), EditedSnapshot(tuple(without)))
