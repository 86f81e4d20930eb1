"""Home in one screen, a link to copy, a page for unknown addresses, and paper."""

import pytest

from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
RELU = "claims/feed_forward/gpt2_feed_forward_uses_relu/"
SCREENS = [(1440, 900), (390, 844)]


@pytest.mark.parametrize("width, height", SCREENS)
def test_home_says_what_it_is_in_one_screen(tab, width, height):
    page = tab("", width, height)
    for part in ("h1", ".myth .belief", ".myth .verdict", ".myth .finding", ".myth dl", ".ways-in"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= height, part
    ways = page.locator(".ways-in a").all_inner_texts()
    assert ways == ["Browse", "Verify", "Edit"]


@pytest.mark.parametrize("name", ["gpt2", "llama-7b", "llama-3.1-405b"])
def test_nothing_that_is_told_of_a_checkpoints_files_is_out_of_sight(tab, name):
    tables = tab(f"checkpoints/{name}/").locator("[aria-label^='Files that']")
    hidden = tables.evaluate_all("all => all.map((it) => it.scrollWidth - it.clientWidth)")
    assert set(hidden) == {0}


def test_without_a_script_home_says_the_same(tab):
    page = tab("", java_script_enabled=False)
    assert "ReLU" in page.locator(".myth .belief").inner_text()


def test_the_link_of_a_claim_is_copied_without_its_anchor(tab):
    page = tab(f"{RELU}#cite", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("[data-copy-link]")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-copy-link]').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url.removesuffix("#cite")


def test_where_nothing_may_be_copied_the_link_is_shown_to_be(tab):
    page = tab(RELU)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    shown = []
    page.on("dialog", lambda it: (shown.append(it.default_value), it.dismiss()))
    page.locator("[data-copy-link]").click()
    page.wait_for_function("document.querySelector('[data-copy-link]').textContent !== 'Copied'")
    assert shown == [page.url]


def test_where_no_setting_says_where_a_site_is_its_own_script_does(tab, address, site):
    page = tab(RELU)
    page.evaluate("""() => {
        document.querySelector('.citation').innerHTML = '<span data-site>[…]</span>';
        document$.next(document);
    }""")
    assert page.locator("[data-site]").inner_text() == address


@pytest.mark.parametrize(
    "asked", ["feed_forward/gpt2_feed_foward_uses_relu/", "some/where/else/gpt2_uses_relu.html"]
)
def test_an_unknown_address_shows_the_claim_that_was_meant(tab, asked, address):
    page = tab(f"claims/{asked}")
    first = page.locator("[data-near] li a").first
    assert first.get_attribute("href").endswith(RELU)
    first.click()
    page.wait_for_url(f"{address}{RELU}")
    # It has its style, so that it found its way from that deep.
    assert page.locator(".md-search__input").count()


@pytest.mark.parametrize(
    "asked, meant", [("claims/relu/", RELU), ("llama-3.1-8b/", "checkpoints/llama-3.1-8b/")]
)
def test_one_word_of_it_is_enough(tab, asked, meant):
    assert tab(asked).locator("[data-near] li a").first.get_attribute("href").endswith(meant)


@pytest.mark.parametrize(
    "asked, meant",
    [
        ("sinusoidal/", "claims/position_encoding/gpt2_positions_are_fixed_sinusoids/"),
        ("a/b/c/d/117M/", "claims/scale/gpt2_117m_and_124m_are_one_checkpoint/"),
        ("docs/position/swish.html", "claims/feed_forward/llama_feed_forward_is_built_alike/"),
        ("checkpoints/gpt3/", "checkpoints/gpt2/"),
    ],
)
def test_another_word_for_it_or_one_good_one_of_many_will_do(tab, asked, meant):
    found = tab(asked).locator("[data-near] li a").evaluate_all("all => all.map((it) => it.href)")
    assert [it for it in found[:1] if it.endswith(f"/{meant}")]


def test_an_address_like_nothing_shows_no_claim_as_meant(tab):
    page = tab("zzz/qqq")
    assert page.locator("[data-near]").is_hidden()
    assert page.locator("[data-claim]").count() > 50


def test_without_a_script_an_unknown_address_shows_every_claim(tab):
    page = tab("claims/nowhere/", java_script_enabled=False)
    assert page.locator("[data-near]").is_hidden()
    assert page.locator("[data-claim]").count() > 50


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_has_all_that_is_folded_and_none_of_the_ways_around(tab, scripts):
    page = tab("feed_forward/", java_script_enabled=scripts)
    page.emulate_media(media="print")
    if scripts:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".claim .outcomes li").first.is_visible()
    for gone in (".md-header", ".md-sidebar", ".md-footer", ".headerlink"):
        assert not any(it.is_visible() for it in page.locator(gone).all()), gone
    if scripts:
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".claim details[open]").count() == 0


def test_paper_is_light_whatever_the_screen_is(tab):
    page = tab(RELU, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print", color_scheme="dark")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    words = page.evaluate("getComputedStyle(document.querySelector('article p')).color")
    assert sum(map(int, dark[4:-1].split(","))) < 200
    assert light in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert "rgb(230, 233, 238)" not in words


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_shows_where_a_link_to_elsewhere_leads_and_no_other(tab, scripts):
    page = tab(RELU, java_script_enabled=scripts)
    page.emulate_media(media="print")
    behind = """(links) => links.map((it) => getComputedStyle(it, "::after").content)"""
    outside = page.locator(".sources a[href^='https://arxiv.org/']").evaluate_all(behind)
    assert outside
    assert all("https://arxiv.org/" in it for it in outside)
    inside = page.locator(".claim-back a, .would-change a, h1 ~ p a[href*='claims/']")
    assert not any("/" in it for it in inside.evaluate_all(behind))


@pytest.mark.parametrize(
    "path",
    ["calculator/", "scale/", "glance/", "compare/?with=", "mutants/", "checkpoints/"]
    + [f"checkpoints/{it}/" for it in ("gpt2", "llama-2-70b", "llama-3.1-70b")],
)
def test_all_columns_of_a_table_are_on_the_paper(tab, path):
    page = tab(path, width=720)  # of paper, less its margins
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    wide = page.evaluate("""() => [...document.querySelectorAll(".comparison")].filter(
      (it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.ariaLabel)""")
    assert wide == []


def test_on_paper_a_value_of_many_columns_says_which_it_is_of(tab):
    page = tab("compare/?with=", width=720)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    cell = page.locator("tr:has(th:text-is('Activation')) td").first
    assert cell.evaluate("(it) => getComputedStyle(it, '::before').content") == '"gpt2 "'
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".is-told").count() == 0


def test_on_a_phone_no_finding_in_the_list_of_all_is_a_wall(tab):
    high = (
        """all => all.map((it) => it.offsetHeight / parseFloat(getComputedStyle(it).lineHeight))"""
    )
    page = tab("", width=390)
    lines = page.locator(".refutations .finding").evaluate_all(high)
    assert len(lines) > 20
    assert max(lines) <= 5.1
    ends = page.locator(".refutations > li").evaluate_all("""all => all.map((it) => {
      const finding = it.querySelector(".finding"), [statement, rest] = it.querySelectorAll("a");
      const is_cut = finding.scrollHeight > finding.clientHeight + 1;
      return [is_cut, Boolean(rest?.checkVisibility()), rest?.href === statement.href];
    })""")
    assert {tuple(it) for it in ends} == {(True, True, True), (False, False, False)}
    page.emulate_media(media="print")
    assert max(page.locator(".refutations .finding").evaluate_all(high)) > 5.1


def test_on_a_phone_what_a_control_showed_has_room_and_names_have_one_line(tab):
    page = tab(RELU, width=390)
    wide = page.locator(".controls td:last-child").evaluate_all(
        "all => all.map((it) => it.offsetWidth)"
    )
    assert min(wide) > 200
    home = page.url.partition("claims/")[0]
    for path, table in [
        ("calculator/", ".calculated"),
        ("checkpoints/", ".checkpoints"),
        ("attention/", "[aria-label='Comparison of all checkpoints']"),
    ]:
        page.goto(f"{home}{path}")
        lines = page.locator(f"{table} tbody th a").evaluate_all(
            "all => all.map((it) => it.getClientRects().length)"
        )
        assert set(lines) == {1}, path
