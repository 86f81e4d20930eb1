"""`make versions`: run the claims on both, and write `claims/versions.toml`.

What is explained stays so as long as it comes out the same; what isn't is told, and is an error.
"""

import json
import subprocess
import sys
from typing import Any

import tomli
import tomli_w
from rich.console import Console
from rich.table import Table

from claims._core.atomic import write_text
from claims._views.overviews.versions import FILE
from tests.versions.bounds import HOUSE, admitted, oldest, pinned
from tests.versions.environment import python_with

Ran = dict[str, Any]


def ran_on(bound: str, requirement: str) -> Ran:
    """Run all claims in an environment of their own."""
    python = python_with(requirement, HOUSE / "build" / "versions" / bound)
    command = (python, "-m", "tests.versions.measure")
    ran = subprocess.run(command, check=True, cwd=HOUSE, stdout=subprocess.PIPE, text=True)
    return {"bound": bound, **json.loads(ran.stdout)}


def explained(ran: list[Ran], before: list[Ran]) -> list[Ran]:
    """Keep each explanation of what came out as it did before."""
    known = {_what(each, it): it["explanation"] for each in before for it in each["moved"]}
    return [
        each
        | {"moved": [it | {"explanation": known.get(_what(each, it), "")} for it in each["moved"]]}
        for each in ran
    ]


def _what(ran: Ran, moved: dict[str, Any]) -> str:
    return json.dumps([ran["bound"], moved["claim"], moved["published"], moved["measured"]])


def main() -> int:
    """Run, keep, show."""
    ran = [ran_on("oldest", f"transformers=={oldest()}"), ran_on("newest", str(admitted()))]
    before = tomli.loads(FILE.read_text("utf-8"))["ran"] if FILE.exists() else []
    ran = explained(ran, before)
    libraries = {name: pinned()[name] for name in ("transformers", "torch")}
    write_text(FILE, tomli_w.dumps({"published_with": libraries, "ran": ran}))
    table = Table("transformers", "claims", "results", "moved", "not explained", box=None)
    open_ = [it["claim"] for each in ran for it in each["moved"] if not it["explanation"]]
    for each in ran:
        left = sum(not it["explanation"] for it in each["moved"])
        cells = (each["transformers"], each["claims"], each["results"], len(each["moved"]), left)
        table.add_row(*map(str, cells))
    Console().print(table)
    for claim_id in open_:
        Console(stderr=True).print(f"{FILE}: expected an explanation of {claim_id}, found none")
    return 1 if open_ else 0


if __name__ == "__main__":
    sys.exit(main())
