"""A hub for a test, and a small repository on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checkpoints.made_up import tiny_llama_folder
from tests.hub.hub import Hub
from tests.hub.server import serving

TINY = "owner/tiny"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """Serve `owner/tiny`, a config and one weights file of zeros."""
    tiny_llama_folder(tmp_path / "hub" / TINY)
    with serving(tmp_path / "hub") as served:
        yield served
