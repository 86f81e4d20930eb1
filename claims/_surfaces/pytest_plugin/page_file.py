"""A page of the site as pytest collects it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims._core.discovery import claim_ids
from claims._core.errors import Refused
from claims._pages.cells import claims_on


class PageFile(pytest.File):
    """A page of the site: no test of its own, but refused if it names an unknown claim."""

    def __init__(self, *, house: Path, **rest: Any) -> None:
        super().__init__(**rest)
        self.house = house

    def collect(self) -> Iterator[pytest.Item]:
        """Give nothing; nbval runs the page's cells."""
        try:
            claims_on(self.path, claim_ids(self.house))
        except Refused as error:
            raise self.CollectError(str(error)) from None
        yield from ()
