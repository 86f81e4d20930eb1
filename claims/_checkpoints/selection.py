"""What a run is about: where its records come from, and which checkpoints it is held to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from claims._checkpoints.catalogue import UnknownCheckpoint, catalogue, is_pinned, named
from claims._checkpoints.foreign import Foreign, in_folder, kin, on_the_hub
from claims._checkpoints.hub.address import is_address
from claims._checkpoints.hub.failure import WrongEnvironment
from claims._checkpoints.hub.repository import Watch, unwatched
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.hub.took import Took
from claims._checkpoints.record import Record
from claims._checkpoints.source import OnBytes, Reconcile, Recorded, RecordSource, open_source
from claims._checkpoints.vocabulary import FAMILIES
from claims._core.errors import Refused
from claims._core.observed import Untested
from claims._core.unit import Pair, Snapshot, Unit

if TYPE_CHECKING:
    from claims._checkpoints.weights.stored import Stored

# Of a target that can't be one.
_SHOWN = 60


@frozen
class Selection:
    """A source, perhaps narrowed to some checkpoints, perhaps with models from elsewhere.

    Of models that could not be read, `unread` has the reason: they are of any family.
    """

    source: RecordSource
    only: tuple[str, ...] = ()
    foreign: Mapping[str, Foreign] = field(factory=dict)
    unread: Mapping[str, str] = field(factory=dict)
    on_bytes: OnBytes | None = None

    @property
    def name(self) -> str:
        """The source's name."""
        return self.source.name

    @property
    def narrowed(self) -> bool:
        """Whether units are left out or added, so that no verdict can be told."""
        return bool(self.only or self.foreign or self.unread)

    @property
    def complete(self) -> bool:
        """Whether verdicts can be told: on all units, from the facts that were recorded."""
        return self.name == "recorded" and not self.narrowed

    def record(self, name: str) -> Record:
        """Give the record of a checkpoint, or raise Untested."""
        if name in self.unread:
            raise Untested(self.unread[name])
        return self.foreign[name].record if name in self.foreign else self.source.record(name)

    def weights(self, name: str) -> "Stored | None":
        """Give a checkpoint's tensors where they can be read, or None."""
        if name in self.unread:
            return None
        return self.foreign[name].weights if name in self.foreign else self.source.weights(name)

    def whence(self, name: str) -> str:
        """From where a checkpoint's weights are read: its own target, or the source."""
        return name if name in self.foreign else self.name

    def digest(self, name: str) -> str:
        """Digest the recorded facts of a checkpoint."""
        return self.source.digest(name)

    def bring(self, names: Iterable[str]) -> None:
        """Read now what these checkpoints' records will be made from, where that takes long."""
        self.source.bring(names)

    @property
    def took(self) -> Mapping[str, Took]:
        """What reading each checkpoint from the hub took, if it was read there, even in vain."""
        counted = {name: it.counter.took for name, it in self.foreign.items()}
        elsewhere = {name: it for name, it in counted.items() if it.requests}
        return {**self.source.took, **elsewhere}

    def units(self, about: Sequence[Unit]) -> list[Unit]:
        """The units to run of those that a claim is about."""
        if not self.narrowed:
            return list(about)
        kept = [unit for unit in about if _names(unit) & set(self.only)]
        names, today = {unit.name for unit in about}, datetime.now(UTC).date()
        held = [name for name, it in self.foreign.items() if is_about(names, it.kin)]
        if any(is_about(names, kin(it)) for it in set(FAMILIES.values())):
            held += self.unread
        return kept + [Unit(name, today) for name in held]


def is_about(names: set[str], family: frozenset[str]) -> bool:
    """Whether what is said of these is of any of a family, and not of some of it by name."""
    members = family & names
    return members == family or bool(members and names - family)


def _names(unit: Unit) -> set[str]:
    if isinstance(unit, Pair):
        return {unit.checkpoint}
    return set() if isinstance(unit, Snapshot) else {unit.name}


def recorded() -> Selection:
    """The records that come with the project, for all checkpoints."""
    return Selection(Recorded())


def select(
    source: str,
    targets: Sequence[str],
    reconcile: Reconcile,
    on_bytes: OnBytes | None = None,
    watch: Watch = unwatched,
) -> Selection:
    """Open `recorded`, `hub` or a FOLDER, for all checkpoints or for the targets alone.

    A target is a folder that is there; else `owner/name[@revision]` on the hub, which is a
    checkpoint of the catalogue if that is the revision that it pins; else a short name. What comes
    from elsewhere is reconciled; what of it can't be read doesn't keep the rest from being held. Of
    the hub's weights nothing is read unless `on_bytes` is there to hear of it; `watch` sees what of
    the hub is being read. Raises what is wrong
    as Refused, also where nothing at all could be read.
    """
    if source == "hub":
        opened: RecordSource = Hub(reconcile, on_bytes, watch)
    else:
        opened = open_source(source, reconcile, on_bytes)
    names: list[str] = []
    foreign: dict[str, Foreign] = {}
    unread: dict[str, str] = {}
    for target in dict.fromkeys(targets):
        here = _is_folder(target)
        if not here and (not is_address(target) or is_pinned(target)):
            names.append(_known(target))
            continue
        name = _free(target, {*foreign, *unread}) if here else target
        try:
            read = (
                in_folder(Path(target), reconcile, on_bytes)
                if here
                else on_the_hub(target, reconcile, on_bytes, watch)
            )
        except WrongEnvironment:
            raise
        except Refused as problem:
            unread[name] = str(problem)
        else:
            foreign[name] = read
    if unread and not (foreign or names):
        raise Refused("; ".join(unread.values()))
    return Selection(opened, tuple(names), foreign, unread, on_bytes)


def _is_folder(target: str) -> bool:
    """Whether a target is a folder that is there; raises Refused for a file, and for no name."""
    try:
        here = Path(target).is_dir()
        if not here and Path(target).exists():
            raise Refused(f"{target}: expected a folder, measured a file")
    except OSError as problem:
        shown = target if len(target) <= _SHOWN else f"{target[:_SHOWN]}…"
        words = "expected a folder, `owner/name[@revision]` on the hub, or a short name"
        measured = f"measured {len(target):,} characters: {problem.strerror}"
        raise Refused(f"{shown}: {words}, {measured}") from None
    return here


def _known(target: str) -> str:
    """The short name of what can only be a checkpoint of the catalogue."""
    try:
        return named(target).id
    except UnknownCheckpoint as unknown:
        words = "Nor is it a folder that is there, or `owner/name[@revision]` on the hub"
        raise Refused(f"{unknown} {words}") from None


def _free(folder: str, taken: Collection[str]) -> str:
    """The name of a folder, which no other checkpoint of the run may have."""
    name = Path(folder).resolve().name
    if name in taken or any(it.id == name for it in catalogue()):
        raise Refused(f"{folder}: a checkpoint called {name!r} is there already: rename it")
    return name
