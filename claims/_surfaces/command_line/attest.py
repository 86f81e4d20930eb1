"""`--attest NAME`: the claims run on what was read, and all of it written down to be sent."""

from datetime import UTC, datetime

from rich.text import Text

from claims._checkpoints.attestations import file
from claims._checkpoints.attestations.attestation import Attestation
from claims._checkpoints.attestations.author import author
from claims._checkpoints.attestations.making import Making, Wording
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.selection import Selection, recorded
from claims._checkpoints.source import Folder
from claims._core import published
from claims._core.discovery import load_all
from claims._core.errors import Refused
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run
from claims._core.visible import visible
from claims._surfaces.command_line.app import err, out
from claims._surfaces.command_line.attest_weights import run_weights


def begin(by: str, source: Folder) -> Making:
    """Begin an attestation; raises Refused for a name or a file that can't be, before the work."""
    name, today = author(by), datetime.now(UTC).date()
    file.path_of(name, today)
    return Making(name, today, Wording(source.path), "hub" if isinstance(source, Hub) else "folder")


def finish(making: Making, source: Folder, *, weights: bool = False) -> int:
    """Run the claims and write the file; gives how many results aren't as published.

    Of `weights`, those alone that ask them. Raises Refused, and writes nothing, where nothing could
    be read.
    """
    if not making.there:
        raise Refused("nothing could be read, so no attestation was written")
    if weights:
        made = run_weights(making, source, load_all())
    else:
        made = making.attestation(Run(Selection(source), recorded(), EVERYTHING), load_all())
    differences = [*making.refusals, *_differences(made)]
    for line in differences:
        err.print(Text(visible(line)), soft_wrap=True)
    path = file.path_of(made.by, made.on)
    file.write(made, path)
    units = sum(len(it.units) for it in made.claims)
    ran = f"{len(making.there)} checkpoints, {len(made.claims)} claims on {units} units"
    said = f"{path.parent.name}/{path.name}: {ran}, {len(differences)} differences"
    out.print(Text(said), soft_wrap=True)
    if not made.counts:
        said = f"{made.endpoint} isn't the hub: this will not be shown as run on it"
        err.print(Text(visible(said)), soft_wrap=True)
    return len(differences)


def _differences(made: Attestation) -> list[str]:
    """Where a claim came out otherwise than published."""
    known = published.read()
    return [
        f"{claim.id}: on {unit.unit} {difference}"
        for claim in made.claims
        for unit in claim.units
        if claim.id in known and unit.unit in known[claim.id].units
        for difference in unit.differences(known[claim.id].units[unit.unit])
    ]
