"""`claims list`."""

from rich.text import Text

from claims._core import published
from claims._core.discovery import load_all
from claims._core.visible import visible
from claims._surfaces.command_line.app import app, out, plain_errors


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
