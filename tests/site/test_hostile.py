"""Names that try to be more than text: in a browser they are text, and turn nothing around."""

import attrs
import pytest

from claims._checkpoints.catalogue import catalogue
from claims._pages import generated
from tests.pages.small_site import REFERENCE, SmallSite, page, showing
from tests.serving.served import CHROMIUM, MISSING
from tests.site.host import Host
from tests.views.made_up import control, entry, level, unit

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
TAG = '<img src=x onerror="window.hit = 1">'
SCRIPT = "</title></script><script>window.hit = 2</script>"
TURN, ISOLATE = "gpt2\u202efnoc", "\u2067gpt2"
HOSTILE = f"{TAG} {SCRIPT} {TURN} {ISOLATE}"
SHOWN = HOSTILE.replace("\u202e", "\\u202e").replace("\u2067", "\\u2067")


@pytest.fixture
def hostile(tmp_path, monkeypatch, caplog):
    """A site about a checkpoint, a claim and controls with such names, served."""
    made = entry(
        statement=HOSTILE,
        finding=HOSTILE,
        outcomes=[unit(HOSTILE, levels=[level(reason=HOSTILE, it=HOSTILE)], it=HOSTILE)],
        controls=[control(HOSTILE, it=HOSTILE)],
    )
    named = replace_names(catalogue()[0])
    monkeypatch.setattr(generated, "catalogue", lambda: (named,))
    monkeypatch.setattr(generated, "checkpoint", lambda _: named)
    site = SmallSite(tmp_path, monkeypatch, caplog)
    site.entries = [made]
    keys = {made["id"]: made["key"]}
    stored = f"claim made_up/statement\nfinding: {HOSTILE}"
    site.pages["page.ipynb"] = page(showing(stored), stored, keys)
    site.pages["checkpoints.ipynb"] = page(showing(stored), stored, keys)
    site.pages["index.md"] = f"# Home\n\n{REFERENCE}\n"
    site.build("serve")
    with Host(tmp_path / "site") as host:
        yield host.url


def replace_names(checkpoint):
    """A checkpoint of which everything that somebody else has named is hostile."""
    return attrs.evolve(checkpoint, **dict.fromkeys(("hub", "generation", "note"), HOSTILE))


def test_a_name_is_text_on_every_page_and_in_a_search(hostile, tab):
    for path in ("", "page/", "claims/made_up/statement/", "checkpoints/gpt2/"):
        opened = tab(f"{hostile}{path}", searching=True)
        assert opened.evaluate("window.hit") is None, path
        assert opened.locator("article img, img[onerror]").count() == 0, path
        assert not set("\u202e\u2067") & set(opened.content()), path
        assert path == "" or SHOWN in opened.locator("body").inner_text()
    opened.keyboard.press("/")
    opened.locator(".md-search__input").press_sequentially("onerror")
    opened.locator(".md-search-result__link").first.wait_for()
    assert opened.evaluate("window.hit") is None
    assert opened.locator(".md-search-result img").count() == 0
