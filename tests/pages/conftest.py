"""What the tests of pages share."""

import pytest

from tests.pages.small_site import SmallSite


@pytest.fixture
def site(tmp_path, monkeypatch, caplog):
    """A site in an empty folder, with one made-up claim."""
    return SmallSite(tmp_path, monkeypatch, caplog)
