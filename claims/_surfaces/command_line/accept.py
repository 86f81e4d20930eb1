"""`claims accept [ID|PAGE …]`: publish what was measured."""

import tomli_w

from claims._checkpoints.selection import recorded
from claims._core import published
from claims._core.answer import answers
from claims._core.atomic import write_text
from claims._core.discovery import load_all
from claims._core.errors import Refused
from claims._surfaces.command_line.app import app, out, plain_errors
from claims._surfaces.command_line.chosen import Names, chosen


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
