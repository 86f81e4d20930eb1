"""`claims verify [ID|PAGE …]`: run what is stale, and compare with what was published."""

from typing import Annotated

import typer
from rich.text import Text

from claims._checkpoints.selection import recorded
from claims._core import published, store
from claims._core.answer import answer_each
from claims._core.differing import differences
from claims._core.discovery import PACKAGE, claim_ids, load_each
from claims._core.visible import visible
from claims._pages.verification import orphans
from claims._surfaces.command_line.app import app, err, out, plain_errors
from claims._surfaces.command_line.chosen import Names, chosen
from claims._surfaces.command_line.verify_records import verify_records


@app.command()
def verify(
    names: Names = None,
    quiet: bool = False,
    source: Annotated[str, typer.Option(metavar="recorded|hub|FOLDER")] = "recorded",
    attest: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    evidence: Annotated[str | None, typer.Option(metavar="weights")] = None,
) -> None:
    """Run what is stale, and compare everything with what was published.

    A claim that is refused doesn't keep the others from being answered. With `--source hub`, and
    short names or none, every recorded fact is compared with the file on the hub instead; with a
    FOLDER and short names, with the files there. With `--attest` the claims are run on what was
    read too, and what came out is written down under your name in `claims/attestations/`: on the
    hub all but those that ask the weights, with `--evidence weights` those alone.
    """
    if wrong := _wrong(source, attest, evidence):
        err.print(Text(visible(wrong)), soft_wrap=True)
        raise typer.Exit(2)
    if source != "recorded":
        verify_records(names, source, attest, weights=evidence is not None)
    with plain_errors():
        known, refused = load_each()
        published_before = published.read()
        answered, unanswered = answer_each(known, recorded(), chosen(names, known))
    refused += unanswered
    for refusal in refused:
        err.print(Text(str(refusal)), soft_wrap=True)
    if not names:
        store.keep_only(claim_ids(PACKAGE))
    gone = [] if names else orphans()
    for line in gone:
        err.print(Text(visible(line)), soft_wrap=True)
    problems = len(gone)
    for claim_id, entry in answered.items():
        for line in differences(entry, published_before.get(claim_id)):
            problems += 1
            err.print(Text(visible(f"{claim_id}: {line}")), soft_wrap=True)
    if not quiet:
        out.print(f"{len(answered)} claims, {problems} differences from what was published")
    raise typer.Exit(2 if refused else 1 if problems else 0)


def _wrong(source: str, attest: str | None, evidence: str | None) -> str | None:
    """What of the options doesn't go together, if anything."""
    if evidence not in (None, "weights"):
        return f"--evidence: expected `weights`, or nothing, measured {evidence!r}"
    if evidence and attest is None:
        return "--evidence weights goes with `--attest NAME`; `pytest claims/` runs it for yourself"
    if source in ("recorded", "hub"):
        words = "--attest tells what was read elsewhere: it goes with `--source hub` or a FOLDER"
        return words if attest is not None and source == "recorded" else None
    if attest is None or evidence:
        return None
    return "--attest with a FOLDER tells what its weights show: it takes `--evidence weights`"
