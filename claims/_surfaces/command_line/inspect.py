"""`claims inspect TARGET`: what a model is, and how that is known."""

import json
import sys
from typing import Annotated, Any

import typer
from rich.text import Text

from claims._checkpoints.hub.failure import WrongEnvironment
from claims._checkpoints.hub.repository import Progress
from claims._checkpoints.hub.took import Counter
from claims._core.errors import Refused
from claims._core.observed import NoOutcome
from claims._core.visible import visible
from claims._inspection.inspect import Inspection, inspect
from claims._inspection.survey.lines import untested
from claims._surfaces.command_line.app import app, err, out, plain_errors
from claims._surfaces.command_line.progress import progress_bar
from claims._views.inspection import inspection_table, notes


@app.command("inspect")
def inspect_models(
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    against: Annotated[list[str] | None, typer.Option(metavar="TARGET")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say what a model is, each property with the evidence that decided it.

    TARGET is a short name of the catalogue, a repository of the hub, `owner/name[@revision]`, or
    a folder with a config.json and, if you like, safetensors files beside it. With --against,
    repeatable, models stand side by side; one that can't be read is told of and keeps no other
    from being shown, and the exit code is 2.
    """
    with plain_errors(), progress_bar() as progress:
        inspected = [_inspected(it, progress) for it in (target, *(against or []))]
    found = [it for it, _ in inspected if it is not None]
    if as_json:
        shown = [it for _, it in inspected]
        # What isn't ASCII is escaped: a name may hold what steers a terminal.
        sys.stdout.write(json.dumps(shown if against else shown[0], indent=1))
        sys.stdout.write("\n")
    elif found:
        out.print(inspection_table(found))
        for line in notes(found):
            out.print(Text(line), soft_wrap=True)
    if len(found) < len(inspected):
        raise typer.Exit(2)


def _inspected(target: str, progress: Progress) -> tuple[Inspection | None, dict[str, Any]]:
    """Inspect a target, also as JSON; where that fails, tell why and what was spent in vain.

    What is wrong with the environment is wrong for all, and is raised.
    """
    counter = Counter()
    try:
        found = inspect(target, progress, counter)
    except WrongEnvironment:
        raise
    except (Refused, NoOutcome, OSError) as problem:
        spent = f"; {counter.took}" if counter.requests else ""
        err.print(Text(visible(f"{problem}{spent}")), soft_wrap=True)
        return None, untested(target, str(problem), counter.took)
    return found, found.as_json()
