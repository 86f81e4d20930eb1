"""The pages that have no file: one for each claim and one for each checkpoint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._views.checkpoint_page import checkpoint_page
from claims._views.checkpoints import recorded
from claims._views.claim_page import claim_page
from claims._views.html import Html
from claims._views.place import Place


@dataclass(frozen=True)
class Generated:
    """A page's title, and how it is drawn where it stands."""

    title: str
    draw: Callable[[Place], Html]


def generated(
    entries: Mapping[str, Mapping[str, Any]], titles: Mapping[str, str], docs: Path
) -> dict[str, Generated]:
    """Every page to add to those in `docs`, by the path of the file that it stands for.

    Checkpoints have pages of their own below the page that shows them all.
    """
    made = {f"claims/{it}.md": _claim(it, entry, titles) for it, entry in entries.items()}
    if (docs / "checkpoints.ipynb").exists():
        made |= {f"checkpoints/{it.id}.md": _checkpoint(it) for it in catalogue()}
    return made


def _claim(claim_id: str, entry: Mapping[str, Any], titles: Mapping[str, str]) -> Generated:
    section = titles.get(claim_id.partition("/")[0])
    draw = partial(claim_page, claim_id=claim_id, section_title=section)
    return Generated(entry.get("statement", claim_id), draw)


def _checkpoint(checkpoint: Checkpoint) -> Generated:
    def draw(place: Place) -> Html:
        return checkpoint_page(place, checkpoint, recorded(checkpoint))

    return Generated(checkpoint.id, draw)
