"""What every claim comes to in a process in which the reference or a record is another."""

import gc
import importlib
from collections.abc import Collection, Iterable
from typing import Any

# For each claim the outcome on each unit and the finding, as they would be published.
Told = dict[str, dict[str, Any]]
# No outcome: a check that crashed says nothing about what was changed.
CRASHED = "crashed"


def with_reference(module: str, names: Collection[str]) -> tuple[Told, Told]:
    """Import a module that changes the reference, then run what is about these checkpoints twice.

    The second time every model has the parameters that the library itself starts from.
    """
    gc.disable()  # what is made lasts to the end anyway, and the end is near
    importlib.import_module(module)
    from claims._checkpoints.selection import recorded

    wide = _told(recorded(), names)
    _draw_as_the_library()
    return wide, _told(recorded(), names)


def with_records(modules: Iterable[str]) -> dict[str, Told]:
    """Run, with each of the changed records, all that reads it; nothing else is changed."""
    gc.disable()
    from claims._checkpoints.source import Recorded
    from tests.mutants.changing import WithChange

    changes = {it: importlib.import_module(it).MUTANT for it in modules}
    return {
        name: _told(WithChange(Recorded(), changed=it), {it.checkpoint})
        for name, it in changes.items()
    }


def _draw_as_the_library() -> None:
    """From now on no recipe asks for parameters that are drawn wider."""
    from claims._probes.models.recipe import Recipe

    make = Recipe.__init__

    def not_wide(self: Any, *given: Any, **named: Any) -> None:
        make(self, *given, **named)
        object.__setattr__(self, "wide", False)

    Recipe.__init__ = not_wide  # type: ignore[method-assign]


def _told(source: Any, names: Collection[str]) -> Told:
    """The claims on all their units, if one of these is about one of the checkpoints.

    No other claim can come out otherwise. Controls are left out, since they are not published.
    """
    from claims._core.discovery import load_all
    from claims._core.evaluate import EVERYTHING
    from claims._core.run import Run
    from claims._probes.models.reference import load_library

    load_library()
    run, claims = Run(source, source, EVERYTHING), load_all()
    reached = [it for it in claims if _checkpoints(claims, it) & set(names)]
    return {name: _entry(run, claims, name) for name in reached}


def _checkpoints(claims: Any, name: str) -> set[str]:
    """The checkpoints that a claim is about, or that those are that it follows from."""
    from claims._core.unit import Pair, Snapshot

    found = set[str]()
    for it in claims[name].about:
        if isinstance(it, Pair):
            found |= {it.checkpoint, it.baseline}
        else:
            found |= set(it.members) if isinstance(it, Snapshot) else {it.name}
    return found.union(*(_checkpoints(claims, it) for it in claims[name].follows))


def _entry(run: Any, claims: Any, name: str) -> dict[str, Any]:
    """The outcomes of a claim and its finding; of a demonstration nothing, as it decides none."""
    claim = claims[name]
    outcomes = {it.name: _outcome(run, claim, it) for it in claim.about}
    try:
        made = _concluded(run, claims, name)
    except Exception as error:
        return {"outcomes": outcomes, "finding": "", "refused": str(error)}
    if claim.follows:
        outcomes = {it.unit.name: _words(it) for it in made.units}
    return {"outcomes": outcomes, "finding": "" if claim.undecidable else made.finding}


def _outcome(run: Any, claim: Any, unit: Any) -> str:
    try:
        return _words(run.unit(claim, unit))
    except Exception:  # whatever it is, it is no outcome
        return CRASHED


def _words(result: Any) -> str:
    """An outcome by each kind of evidence, as it is published."""
    from claims._core.published import PublishedUnit

    return str(PublishedUnit.of(result.as_json()))


def _concluded(run: Any, claims: Any, name: str) -> Any:
    """A claim on its units alone, or from what it follows from."""
    from claims._core.evaluate import conclude, conclude_derived

    claim = claims[name]
    if claim.follows:
        return conclude_derived(claim, {it: _concluded(run, claims, it) for it in claim.follows})
    return conclude(claim, [run.unit(claim, unit) for unit in claim.about], [])
