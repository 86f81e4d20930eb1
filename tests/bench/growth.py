"""How much longer everything takes with ten times the claims, which are made from those here."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from claims._core.discovery import PACKAGE, claim_ids
from tests.bench.commands import CLAIMS, PYTEST, seconds
from tests.bench.edit import whole
from tests.bench.row import row
from tests.bench.warmed import batch

TIMES = 10
CONFIG = (*PYTEST, "--evidence", "config,tensors")
ACCEPT = (*CLAIMS, "accept")


def rows() -> list[dict[str, object]]:
    """A row for each command: ten times the claims beside those that there are."""
    with tempfile.TemporaryDirectory() as folder:
        once, often = (whole(Path(folder) / name) for name in ("once", "often"))
        _multiply(often)
        for it in (once, often):
            seconds(ACCEPT, it)
        return [row(f"{TIMES} × the claims: {it}", *times) for it, times in _times(often, once)]


def _times(often: Path, once: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    """What each takes in either house."""
    for name, command, cold in (
        ("pytest claims/, cold", PYTEST, True),
        ("config and tensors alone, cold", CONFIG, True),
        ("claims verify, when nothing has changed", (*CLAIMS, "verify"), False),
    ):
        times = [seconds(command, house, cold=cold) for house in (often, once)]
        if not cold:
            times = [seconds(command, house) for house in (often, once)]
        yield name, (times[0], times[1])
    many, few = batch(often), batch(once)
    yield "an edit of the core → first verdict", (many.first, few.first)
    yield "an edit of the core → all of them", (many.all, few.all)


def _multiply(house: Path) -> None:
    """Copy each claim beside itself under other names; what follows from others follows anyway."""
    for claim_id in claim_ids(PACKAGE):
        path = house / "claims" / f"{claim_id}.py"
        text = path.read_text()
        for number in range(1, TIMES):
            name = f"{path.stem}_{number}"
            path.with_name(f"{name}.py").write_text(text.replace(path.stem, name))
