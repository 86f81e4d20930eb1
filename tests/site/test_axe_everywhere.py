"""axe finds nothing on any page; a file of its own, so that another process can run it."""

import pytest

from tests.serving.served import CHROMIUM, MISSING
from tests.site.axe import SEEN, violations
from tests.site.built import pages
from tests.site.kinds import kinds

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


# Each half is seen in two ways, which between them have both palettes and both widths.
HALVES = [(0, SEEN[0]), (0, SEEN[3]), (1, SEEN[1]), (1, SEEN[2])]


@pytest.mark.parametrize(("half", "seen"), HALVES)
def test_every_page_passes(browser, url, site, half, seen):
    left = [it for it in pages(site) if it not in kinds(site)]
    assert violations(browser, url, left[half::2], *seen) == {}
