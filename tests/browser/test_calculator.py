"""The calculator: the same numbers as the claims have, and plain words for wrong input."""

import time

import pytest
from playwright.sync_api import expect

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.formulas import PARTS, Sizes
from claims._checkpoints.source import Recorded
from claims._views.overviews.calculator import MOST, TITLES, formulas, results_of, sizes_of
from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
ALL = [it.id for it in catalogue()]
OUTPUTS = """() => Object.fromEntries(
  [...document.querySelectorAll("form.choose-calculator output")]
    .filter((it) => it.checkVisibility()).map((it) => [it.name, it.value]),
)"""


def opened(tab, path="/calculator/", **how):
    page = tab(path, **how)
    expect(page.locator("form.choose-calculator")).to_be_visible()
    return page


def results(page):
    """Every number that is shown."""
    return {name: int(it.replace(",", "")) for name, it in page.evaluate(OUTPUTS).items()}


def comes_to(page, wanted):
    """Wait until these numbers are shown: a page that is loaded anew shows none at first."""
    until = time.monotonic() + 60
    while (shown := results(page)) != wanted:
        assert time.monotonic() < until, shown
        page.wait_for_timeout(50)


def field(page, name):
    return page.locator(f"form.choose-calculator [name={name}]")


def wrong(page, name):
    return page.locator(f"#wrong-{name}")


def test_every_checkpoint_comes_to_what_the_claims_formulas_and_its_record_say(tab):
    page = opened(tab)
    for name in ALL:
        field(page, "of").select_option(name)
        shown = results(page)
        assert shown == results_of(sizes_of(name)), name
        assert shown["parameters"] == Recorded().record(name).reconciliation.parameters, name
        assert page.url.endswith(f"/calculator/?of={name}")


def test_a_checkpoint_is_chosen_by_the_address(tab):
    page = opened(tab, "/calculator/?of=llama-3.1-405b")
    expect(field(page, "of")).to_have_value("llama-3.1-405b")
    field(page, "of").select_option("gpt2")
    page.go_back()
    expect(field(page, "of")).to_have_value("llama-3.1-405b")
    expect(field(opened(tab, "/calculator/?of=__proto__"), "of")).to_have_value("gpt2")


def test_typed_sizes_are_those_that_are_counted(tab):
    page = opened(tab, "/calculator/?of=llama-7b")
    typed = {"vocabulary": 128256, "layers": 2, "kv_heads": 8, "tokens": 100}
    for name, value in typed.items():
        field(page, name).fill(f"{value:,}")
    field(page, "tied_embeddings").check()
    sizes = {**sizes_of("llama-7b"), **typed, "tied_embeddings": True}
    assert results(page) == results_of(sizes)
    expect(field(page, "of")).to_have_value("")


def test_another_family_is_counted_by_its_own_formulas(tab):
    page = opened(tab, "/calculator/?of=gpt2")
    field(page, "family").select_option("llama")
    assert results(page) == results_of({**sizes_of("gpt2"), "family": "llama"})
    field(page, "family").select_option("gpt2")
    expect(field(page, "kv_heads")).to_be_disabled()
    field(page, "query_heads").fill("24")
    sizes = {**sizes_of("gpt2"), "query_heads": 24, "kv_heads": 24, "head_width": 32}
    assert results(page) == results_of(sizes)


def test_key_and_value_heads_come_back_with_the_family(tab):
    page = opened(tab, "/calculator/?of=llama-2-70b")
    before = results(page)
    for name, heads in (("gpt2", "64"), ("llama", "8"), ("gpt2", "64")):
        field(page, "family").select_option(name)
        expect(field(page, "kv_heads")).to_have_value(heads)
    field(page, "family").select_option("llama")
    assert results(page) == before
    # What was kept is of that model alone.
    field(page, "family").select_option("gpt2")
    field(page, "of").select_option("gpt2")
    field(page, "family").select_option("llama")
    expect(field(page, "kv_heads")).to_have_value("12")


def test_the_largest_sizes_come_out_to_the_last_digit(tab):
    page = opened(tab, "/calculator/?of=llama-7b")
    most = MOST - 2
    typed = ["vocabulary", "layers", "hidden_size", "feed_forward_size", "tokens"]
    for name in typed:
        field(page, name).fill(str(most))
    for name in ("query_heads", "kv_heads"):
        field(page, name).fill("1")
    sizes = {**sizes_of("llama-7b"), **dict.fromkeys(typed, most)}
    sizes |= {"query_heads": 1, "kv_heads": 1, "head_width": most}
    assert results(page) == results_of(sizes)


WRONG = [
    ("layers", "", "Type a whole number above 0."),
    ("layers", "-3", "This has to be a whole number above 0."),
    ("layers", "0", "This has to be a whole number above 0."),
    ("vocabulary", "1.5", "This has to be a whole number above 0."),
    ("tokens", "1e3", "This has to be a whole number above 0."),
    ("tokens", "<img src=x>", "This has to be a whole number above 0."),
    ("vocabulary", str(MOST + 1), f"This can be {MOST:,} at the most."),
    ("query_heads", "31", "31 heads can't share a hidden size of 4,096 evenly."),
    ("query_heads", "4096", "Rotary positions turn a head in pairs; it can't be 1 wide."),
    ("kv_heads", "5", "32 query heads can't share 5 of these evenly."),
]


def shown_without(name, wrong):
    """What is shown of a checkpoint when one of its sizes isn't right: what doesn't need that."""
    sizes, read = sizes_of(name), {}

    def needed(result, *formulas):
        words = read.setdefault(result, set())
        it = Sizes(lambda word: words.add(word) or sizes[word])
        return [formula(it) for formula in formulas]

    every = formulas(sizes["family"])
    for result, formula in every.items():
        needed(result, formula)
    needed("parameters", *(every[it] for it in PARTS[sizes["family"]]))
    # A head is as wide as what it has of the hidden size.
    hidden = {wrong, "head_width"} if wrong in ("hidden_size", "query_heads") else {wrong}
    found = results_of(sizes).items()
    return {it: "–" if read[it] & hidden else f"{number:,}" for it, number in found}


@pytest.mark.parametrize("name", ["layers", "tokens", "query_heads"])
def test_what_needs_no_wrong_size_is_counted_all_the_same(tab, name):
    page = opened(tab, "/calculator/?of=gpt2")
    field(page, name).fill("5000")
    if name == "layers":
        field(page, name).fill("many")
    shown = page.evaluate(OUTPUTS)
    assert shown == shown_without("gpt2", name)
    assert {"–"} < set(shown.values())
    shares = page.locator("form.choose-calculator .is-token_table .short")
    expect(shares).to_have_text("" if shown["parameters"] == "–" else "31.0 %")


def test_a_part_that_is_there_is_never_told_as_none(tab):
    page = opened(tab, "/calculator/?of=gpt2")
    shares = page.locator("form.choose-calculator")
    expect(shares.locator(".is-norms .short")).to_have_text("< 0.1 %")
    expect(shares.locator(".is-head .short")).to_have_text("0.0 %")


def test_wrong_input_is_told_beside_its_field_and_counts_nothing_that_needs_it(tab):
    page = opened(tab, "/calculator/?of=llama-7b")
    for name, typed, words in WRONG:
        field(page, name).fill(typed)
        expect(wrong(page, name)).to_have_text(words)
        expect(field(page, name)).to_have_attribute("aria-invalid", "true")
        assert field(page, name).get_attribute("aria-describedby") == f"wrong-{name}"
        assert page.evaluate(OUTPUTS) == shown_without("llama-7b", name)
        expect(page.locator("form.choose-calculator [role=status]")).to_contain_text("mended")
        field(page, name).fill(str(sizes_of("llama-7b")[name]))
        expect(wrong(page, name)).to_be_empty()
        expect(field(page, name)).to_have_attribute("aria-invalid", "false")
        assert results(page) == results_of(sizes_of("llama-7b"))


def test_learned_positions_turn_nothing_and_take_heads_of_any_width(tab):
    page = opened(tab, "/calculator/?of=gpt2")
    field(page, "query_heads").fill("256")
    expect(wrong(page, "query_heads")).to_be_empty()
    field(page, "family").select_option("llama")
    expect(wrong(page, "query_heads")).to_contain_text("in pairs; it can't be 3 wide.")


def test_key_and_value_heads_come_back_after_a_reload_too(tab):
    page = opened(tab, "/calculator/?of=llama-2-70b")
    field(page, "family").select_option("gpt2")
    page.reload()
    expect(field(page, "kv_heads")).to_have_value("64")
    field(page, "family").select_option("llama")
    expect(field(page, "kv_heads")).to_have_value("8")


def test_a_name_is_known_in_capitals_and_one_that_nobody_knows_is_told(tab):
    page = opened(tab, "/calculator/?of=LLAMA-7B")
    expect(field(page, "of")).to_have_value("llama-7b")
    said = page.locator("form.choose-calculator [role=status]")
    expect(said).not_to_contain_text("No checkpoint")
    page = opened(tab, "/calculator/?of=%3Cb%3Enope%E2%80%AE")
    said = page.locator("form.choose-calculator [role=status]")
    expect(said).to_contain_text("No checkpoint is called “<b>nope\\u202e”. gpt2: ")
    field(page, "of").select_option("gpt2-xl")
    expect(said).not_to_contain_text("No checkpoint")


def test_typed_sizes_come_back_on_reload_and_by_back(tab):
    page = opened(tab, "/calculator/?of=gpt2")
    field(page, "tokens").fill("100")
    tokens = results(page)
    field(page, "of").select_option("llama-7b")
    field(page, "layers").press_sequentially("1")
    field(page, "hidden_size").fill("4,224")
    field(page, "tied_embeddings").check()
    typed = results(page)
    page.reload()
    comes_to(page, typed)
    expect(field(page, "hidden_size")).to_have_value("4,224")
    page.goto("about:blank")
    page.go_back()
    expect(field(page, "of")).to_have_value("")
    comes_to(page, typed)
    # The tick was a step, the sizes that were typed another, and the checkpoint before them.
    page.go_back()
    expect(field(page, "tied_embeddings")).not_to_be_checked()
    page.go_back()
    comes_to(page, results_of(sizes_of("llama-7b")))
    page.go_back()
    expect(field(page, "of")).to_have_value("gpt2")
    comes_to(page, tokens)


@pytest.mark.parametrize("asked", ["family=__proto__&layers=3", "of=gpt2&layers=3"])
def test_an_address_that_asks_for_what_there_is_not_is_a_checkpoint_as_it_is(tab, asked):
    page = opened(tab, f"/calculator/?{asked}")
    assert results(page) == results_of(sizes_of("gpt2"))


def test_what_an_address_asks_for_is_told_as_text(tab):
    page = opened(tab, "/calculator/?family=llama&layers=%3Cimg%20src%3Dx%3E")
    expect(field(page, "layers")).to_have_value("<img src=x>")
    expect(wrong(page, "layers")).to_have_text("This has to be a whole number above 0.")


def test_a_text_fits_into_learned_positions_or_is_told(tab):
    page = opened(tab, "/calculator/?of=gpt2")
    field(page, "tokens").fill("1025")
    expect(wrong(page, "tokens")).to_have_text("There are positions for 1,024 tokens.")
    field(page, "context").fill("1025")
    expect(wrong(page, "tokens")).to_be_empty()
    sizes = {**sizes_of("gpt2"), "context": 1025, "tokens": 1025}
    assert results(page) == results_of(sizes)
    field(page, "family").select_option("llama")
    field(page, "tokens").fill("1026")
    expect(wrong(page, "tokens")).to_be_empty()


def test_more_than_a_models_context_is_counted_and_said(tab):
    page = opened(tab, "/calculator/?of=llama-2-7b")
    said = page.locator("form.choose-calculator [role=status]")
    expect(said).not_to_contain_text("beyond")
    field(page, "tokens").fill("500,000")
    expect(said).to_contain_text("500,000 tokens are beyond its context of 4,096.")
    assert results(page) == results_of({**sizes_of("llama-2-7b"), "tokens": 500_000})
    field(page, "layers").fill("3")
    expect(said).not_to_contain_text("beyond")


def test_the_keyboard_is_enough(tab):
    page = opened(tab)
    field(page, "of").focus()
    page.keyboard.type("llama-65b")
    page.keyboard.press("Tab")
    assert results(page) == results_of(sizes_of("llama-65b"))
    for _ in ("vocabulary", "layers"):
        page.keyboard.press("Tab")
    page.keyboard.type("1")
    assert (
        results(page)["attention"]
        == results_of({**sizes_of("llama-65b"), "layers": 1})["attention"]
    )
    address = page.url
    page.keyboard.press("Enter")
    assert page.url == address


def test_shares_are_those_of_the_parameters(tab):
    page = opened(tab, "/calculator/?of=gpt2")
    found = results_of(sizes_of("gpt2"))
    share = page.locator(".results .is-feed_forward .short")
    expect(share).to_have_text(f"{1000 * found['feed_forward'] // found['parameters'] / 10} %")
    expect(page.locator(".results .is-cache_bytes .short")).to_have_text("36 MiB")


def test_without_scripts_there_is_a_table_of_all(tab):
    page = tab("/calculator/", scripts=False)
    expect(page.locator("form.choose-calculator")).to_be_hidden()
    rows = page.locator(".calculated tbody tr:visible").all()
    assert [it.locator("th").inner_text() for it in rows] == ALL
    for name, row in zip(ALL, rows, strict=True):
        found = results_of(sizes_of(name))
        shown = row.locator("td").all_inner_texts()
        assert shown == [f"{found[it]:,}" if it in found else "–" for it in TITLES]


def test_on_a_phone_the_page_does_not_scroll_sideways(tab):
    page = opened(tab, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
