"""`claims` on the command line: list, show, verify, inspect, record, accept …"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import tomli_w
import typer
from attrs import evolve
from rich.console import Console
from rich.text import Text

from claims._checkpoints.catalogue import catalogue, named
from claims._checkpoints.drift import drifts
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.published_files import is_model_folder
from claims._checkpoints.record import write
from claims._checkpoints.recording import make
from claims._checkpoints.selection import recorded
from claims._checkpoints.source import RECORDS
from claims._core import published
from claims._core.answer import answer_each, answers
from claims._core.atomic import write_text
from claims._core.claim import Claim
from claims._core.discovery import load_all, load_each
from claims._core.errors import Refused, UnknownClaim
from claims._core.observed import NoOutcome
from claims._core.visible import visible
from claims._inspection.inspect import inspect
from claims._pages.cells import claims_on
from claims._pages.notebook import notebooks
from claims._pages.notebook import refresh as refresh_page
from claims._probes.reconcile import reconcile
from claims._views.drift import drift_table, reading_line
from claims._views.export import document
from claims._views.inspection import inspection_table, notes
from claims._views.text import claim_text

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Names = Annotated[list[str] | None, typer.Argument(metavar="[ID|PAGE]...")]


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a user got wrong into one line and exit code 2; never a traceback."""
    try:
        yield
    except (Refused, NoOutcome, OSError) as error:
        err.print(Text(visible(str(error))), soft_wrap=True)
        raise typer.Exit(2) from None


def chosen(names: list[str] | None, known: dict[str, Claim]) -> list[str]:
    """The claims that ids and pages name; all if none are named."""
    ids: list[str] = []
    for name in names or known:
        if name in known:
            ids.append(name)
        elif Path(name).suffix in (".ipynb", ".md"):
            ids += claims_on(Path(name), known)
        else:
            raise UnknownClaim(name, len(known))
    return list(dict.fromkeys(ids))


@app.command("list")
def list_claims() -> None:
    """List every claim with its published verdict."""
    with plain_errors():
        known, verdicts = load_all(), published.read()
        width = max(map(len, known), default=0)
        for claim in known.values():
            verdict = verdicts[claim.id].verdict if claim.id in verdicts else "not published"
            # Two lines, since most names are as long as their statements.
            said = Text(f"{claim.id:<{width}}  {verdict}\n  ")
            out.print(said.append(visible(claim.statement), style="dim"), soft_wrap=True)


@app.command()
def show(claim_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show one claim: verdict, finding, what came out on each unit and control."""
    with plain_errors():
        known = load_all()
        entry = answers(known, recorded(), chosen([claim_id], known))[claim_id]
        out.print(Text(visible(claim_text(entry))), soft_wrap=True)


@app.command()
def verify(
    names: Names = None,
    quiet: bool = False,
    source: Annotated[str, typer.Option(metavar="recorded|hub")] = "recorded",
) -> None:
    """Run what is stale, and compare everything with what was published.

    A claim that is refused doesn't keep the others from being answered. With `--source hub`, and
    short names or none, every recorded fact is compared with the file on the hub instead.
    """
    if source == "hub":
        verify_records(names)
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


def verify_records(names: list[str] | None) -> None:
    """Hold records against the hub; what can't be read is told, and the rest goes on."""
    with plain_errors():
        wanted = [named(it) for it in names] if names else list(catalogue())
    hub, found, unread = Hub(reconcile), {}, 0
    for checkpoint in wanted:
        try:
            read = hub.fetch(checkpoint.id)
            there = hub.made(checkpoint.id)
        except (NoOutcome, Refused) as problem:
            unread += 1
            err.print(Text(visible(f"{checkpoint.id}: untested: {problem}")), soft_wrap=True)
            continue
        found[checkpoint.id] = drifts(recorded().record(checkpoint.id), there)
        out.print(Text(reading_line(checkpoint.id, read, found[checkpoint.id])), soft_wrap=True)
    if any(found.values()):
        out.print(drift_table(found))
    raise typer.Exit(2 if unread else 1 if any(found.values()) else 0)


def differences(entry: dict[str, Any], known: published.Published | None) -> list[str]:
    """Say where a claim differs from what was published of it, if anything was."""
    measured = published.Published.of(entry)
    if known is None:
        return [f"not published yet: {measured.verdict}; `claims accept {entry['id']}` does"]
    wrong = [
        f"control {it['on']}: expected {it['expect']}, measured {it['outcome']}"
        for it in entry["controls"]
        if it["outcome"] != it["expect"]
    ]
    return wrong + published.differences(measured, known)


@app.command()
def accept(names: Names = None) -> None:
    """Publish the present verdicts of some claims, or of all, in `claims/published.toml`."""
    with plain_errors():
        known = load_all()
        answered = answers(known, recorded(), chosen(names, known))
        for claim_id, entry in answered.items():
            if wrong := [it for it in entry["controls"] if it["outcome"] != it["expect"]]:
                it = wrong[0]
                said = f"expected {it['expect']}, measured {it['outcome']}"
                raise Refused(f"{claim_id}: control {it['on']}: {said}; nothing was accepted")
        before = {it: table for it, table in published.read().items() if it in known}
        after = before | {it: published.Published.of(entry) for it, entry in answered.items()}
        tables = {claim_id: after[claim_id].as_table() for claim_id in sorted(after)}
        write_text(published.FILE, tomli_w.dumps(tables))
    changed = [it for it in after if after[it] != before.get(it)]
    said = f"{len(changed)} of {len(answered)} changed: {', '.join(changed) or 'none'}"
    out.print(said, soft_wrap=True)


@app.command("inspect")
def inspect_models(
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    against: Annotated[list[str] | None, typer.Option(metavar="TARGET")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say what a model is, each property with the evidence that decided it.

    TARGET is a short name of the catalogue, or a folder with a config.json and, if you like,
    safetensors files beside it. With --against, repeatable, models stand side by side.
    """
    with plain_errors():
        found = [inspect(it) for it in (target, *(against or []))]
    if as_json:
        shown = [it.as_json() for it in found]
        sys.stdout.write(json.dumps(shown if against else shown[0], ensure_ascii=False, indent=1))
        sys.stdout.write("\n")
        return
    out.print(inspection_table(found))
    for line in notes(found):
        out.print(Text(line), soft_wrap=True)


@app.command()
def record(
    folder: Annotated[Path, typer.Option("--from", metavar="FOLDER|hub")],
    targets: Annotated[list[str] | None, typer.Argument(metavar="[TARGET]...")] = None,
) -> None:
    """Make the records of some checkpoints, or of all, out of published files.

    FOLDER is laid out as on the hub, owner/name/file, or holds one model's files. `hub` reads the
    hub itself, of weights the headers alone.
    """
    with plain_errors():
        wanted = [named(it) for it in targets] if targets else list(catalogue())
        hub = Hub(reconcile) if str(folder) == "hub" and not folder.is_dir() else None
        if hub:
            for checkpoint in wanted:
                hub.made(checkpoint.id)
        if is_model_folder(folder) and len(wanted) > 1:
            raise Refused(f"{folder} holds one model: name the one TARGET that it is")
        for checkpoint in wanted:
            made = hub.made(checkpoint.id) if hub else make(checkpoint, folder)
            reconciled = reconcile(made)
            write(evolve(made, reconciliation=reconciled), RECORDS / f"{checkpoint.id}.toml")
            count = f"{reconciled.parameters:,} parameters"
            out.print(Text(f"{checkpoint.id}: {count}, reconciled: {reconciled.kind}"))


@app.command()
def refresh(
    pages: Annotated[list[Path] | None, typer.Argument(metavar="[PAGE]...")] = None,
) -> None:
    """Execute pages and store what their cells put out; twice changes nothing."""
    with plain_errors():
        for page in pages or notebooks():
            out.print(Text(f"{page}: {'changed' if refresh_page(page) else 'as it was'}"))


@app.command()
def export(folder: Annotated[Path, typer.Option("--out", metavar="FOLDER")]) -> None:
    """Write `claims.json`: every claim with its outcomes, every checkpoint with its facts."""
    with plain_errors():
        exported = document(answers(load_all(), recorded()).values())
        text = json.dumps(exported, ensure_ascii=False, indent=1)
        write_text(folder / "claims.json", f"{text}\n")
    out.print(Text(f"{len(exported['claims'])} claims, {len(exported['checkpoints'])} checkpoints"))


if __name__ == "__main__":
    sys.exit(app())
