"""axe finds nothing on any page; a file of its own, so that another process can run it."""

import pytest

from tests.serving.served import CHROMIUM, MISSING
from tests.site.axe import SEEN, violations
from tests.site.built import pages
from tests.site.kinds import kinds

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_passes(browser, url, site, half):
    left = [it for it in pages(site) if it not in kinds(site)]
    width, palette = SEEN[3 * half]  # one half on a phone by day, the other on a desk by night
    assert violations(browser, url, left[half::2], width, palette) == {}
