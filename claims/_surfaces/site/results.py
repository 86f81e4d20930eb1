"""The results as files for machines: all of them as one, and a badge for each."""

import json
from collections.abc import Mapping
from typing import Any

from claims._pages.generated import badges
from claims._surfaces.site.site import Site, told
from claims._views.export import document

ALL = "claims.json"


def results(site: Site, problems: list[str]) -> str:
    """All present results as JSON; empty where that can't be made, which is a problem."""
    made: Mapping[str, Any] = {}
    with told(ALL, problems):
        made = document(site.verified.entries.values(), standings=site.attestations)
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n" if made else ""


def result_file(site: Site, name: str) -> str:
    """The present text of a file of results; empty for any other file."""
    if name == ALL:
        return results(site, [])
    return badges(site.verified.entries).get(name, "") if name.endswith(".svg") else ""
