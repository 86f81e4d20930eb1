"""What a run is about: where its records come from, and which checkpoints it is held to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from claims._checkpoints.catalogue import UnknownCheckpoint, catalogue, is_pinned, named
from claims._checkpoints.foreign import Foreign, in_folder, on_the_hub
from claims._checkpoints.hub.address import is_address
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.hub.took import Took
from claims._checkpoints.record import Record
from claims._checkpoints.source import OnBytes, Reconcile, Recorded, RecordSource, open_source
from claims._core.errors import Refused
from claims._core.unit import Pair, Snapshot, Unit

if TYPE_CHECKING:
    from claims._checkpoints.weights.stored import Stored


@frozen
class Selection:
    """A source, perhaps narrowed to some checkpoints, perhaps with models from elsewhere."""

    source: RecordSource
    only: tuple[str, ...] = ()
    foreign: Mapping[str, Foreign] = field(factory=dict)
    on_bytes: OnBytes | None = None

    @property
    def name(self) -> str:
        """The source's name."""
        return self.source.name

    @property
    def narrowed(self) -> bool:
        """Whether units are left out or added, so that no verdict can be told."""
        return bool(self.only or self.foreign)

    @property
    def complete(self) -> bool:
        """Whether verdicts can be told: on all units, from the facts that were recorded."""
        return self.name == "recorded" and not self.narrowed

    def record(self, name: str) -> Record:
        """Give the record of a checkpoint, or raise Untested."""
        return self.foreign[name].record if name in self.foreign else self.source.record(name)

    def weights(self, name: str) -> "Stored | None":
        """Give a checkpoint's tensors where they can be read, or None."""
        if name in self.foreign:
            from claims._checkpoints.weights.local import Local
            from claims._checkpoints.weights.stored import stored

            folder = self.foreign[name].weights
            return stored(folder, Local(folder), self.on_bytes) if folder else None
        return self.source.weights(name)

    def digest(self, name: str) -> str:
        """Digest the recorded facts of a checkpoint."""
        return self.source.digest(name)

    def bring(self, names: Iterable[str]) -> None:
        """Read now what these checkpoints' records will be made from, where that takes long."""
        self.source.bring(names)

    @property
    def took(self) -> Mapping[str, Took]:
        """What reading each checkpoint from the hub took, if it was read there, even in vain."""
        elsewhere = {name: it.took for name, it in self.foreign.items() if it.took.requests}
        return {**self.source.took, **elsewhere}

    def units(self, about: Sequence[Unit]) -> list[Unit]:
        """The units to run of those that a claim is about."""
        if not self.narrowed:
            return list(about)
        kept = [unit for unit in about if _names(unit) & set(self.only)]
        names, today = {unit.name for unit in about}, datetime.now(UTC).date()
        for name, model in self.foreign.items():
            # What is said of some checkpoints of a family by name is no matter of another.
            members = model.kin & names
            if members == model.kin or (members and names - model.kin):
                kept.append(Unit(name, today))
        return kept


def _names(unit: Unit) -> set[str]:
    if isinstance(unit, Pair):
        return {unit.checkpoint}
    return set() if isinstance(unit, Snapshot) else {unit.name}


def recorded() -> Selection:
    """The records that come with the project, for all checkpoints."""
    return Selection(Recorded())


def select(
    source: str, targets: Sequence[str], reconcile: Reconcile, on_bytes: OnBytes | None = None
) -> Selection:
    """Open `recorded`, `hub` or a FOLDER, for all checkpoints or for the targets alone.

    A target is a folder that is there; else `owner/name[@revision]` on the hub, which is a
    checkpoint of the catalogue if that is the revision that it pins; else a short name. What comes
    from elsewhere is reconciled. Of the hub's weights nothing is read unless `on_bytes` is there to
    hear of it. Raises what is wrong as Refused.
    """
    if source == "hub":
        opened: RecordSource = Hub(reconcile, on_bytes)
    else:
        opened = open_source(source, reconcile, on_bytes)
    names: list[str] = []
    foreign: dict[str, Foreign] = {}
    for target in dict.fromkeys(targets):
        if Path(target).is_dir():
            foreign[_free(target, foreign)] = in_folder(Path(target), reconcile)
        elif Path(target).exists():
            raise Refused(f"{target}: expected a folder, measured a file")
        elif is_address(target) and not is_pinned(target):
            foreign[target] = on_the_hub(target, reconcile)
        else:
            names.append(_known(target))
    return Selection(opened, tuple(names), foreign, on_bytes)


def _known(target: str) -> str:
    """The short name of what can only be a checkpoint of the catalogue."""
    try:
        return named(target).id
    except UnknownCheckpoint as unknown:
        words = "Nor is it a folder that is there, or `owner/name[@revision]` on the hub"
        raise Refused(f"{unknown} {words}") from None


def _free(folder: str, taken: Mapping[str, Foreign]) -> str:
    """The name of a folder, which no other checkpoint of the run may have."""
    name = Path(folder).resolve().name
    if name in taken or any(it.id == name for it in catalogue()):
        raise Refused(f"{folder}: a checkpoint called {name!r} is there already: rename it")
    return name
