"""`claims verify [ID|PAGE …]`: run what is stale, and compare with what was published."""

from typing import Annotated

import typer
from rich.text import Text

from claims._checkpoints.selection import recorded
from claims._core import published
from claims._core.answer import answer_each
from claims._core.differing import differences
from claims._core.discovery import load_each
from claims._core.visible import visible
from claims._surfaces.command_line.app import app, err, out, plain_errors
from claims._surfaces.command_line.chosen import Names, chosen
from claims._surfaces.command_line.verify_records import verify_records


@app.command()
def verify(
    names: Names = None,
    quiet: bool = False,
    source: Annotated[str, typer.Option(metavar="recorded|hub")] = "recorded",
    attest: Annotated[str | None, typer.Option(metavar="NAME")] = None,
) -> None:
    """Run what is stale, and compare everything with what was published.

    A claim that is refused doesn't keep the others from being answered. With `--source hub`, and
    short names or none, every recorded fact is compared with the file on the hub instead. With
    `--attest` the claims are run on what was read there too, and what came out is written down
    under your name in `claims/attestations/`.
    """
    if source == "hub":
        verify_records(names, attest)
    if attest is not None:
        err.print("--attest tells what was run on the hub: it goes with `--source hub`")
        raise typer.Exit(2)
    if source != "recorded":
        err.print(Text(visible(f"no source {source!r}: expected `recorded` or `hub`")))
        raise typer.Exit(2)
    with plain_errors():
        known, refused = load_each()
        published_before = published.read()
        answered, unanswered = answer_each(known, recorded(), chosen(names, known))
    refused += unanswered
    for refusal in refused:
        err.print(Text(str(refusal)), soft_wrap=True)
    there = {*known, *(f"{it.path.parent.name}/{it.path.stem}" for it in refused)}
    orphans = [] if names else [it for it in published_before if it not in there]
    for claim_id in orphans:
        err.print(Text(f"{claim_id}: published, but no longer a claim: `claims accept` drops it"))
    problems = len(orphans)
    for claim_id, entry in answered.items():
        for line in differences(entry, published_before.get(claim_id)):
            problems += 1
            err.print(Text(visible(f"{claim_id}: {line}")), soft_wrap=True)
    if not quiet:
        out.print(f"{len(answered)} claims, {problems} differences from what was published")
    raise typer.Exit(2 if refused else 1 if problems else 0)
