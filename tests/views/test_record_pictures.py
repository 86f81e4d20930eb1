"""Pictures drawn from records: what they show is what the records hold."""

import itertools
import re
from math import log2, log10, prod

import pytest
from attrs import evolve
from bs4 import BeautifulSoup

from claims import Tensors
from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.fact import Fact
from claims._core.finding import spell
from claims._core.words import Evidence
from claims._views import checkpoint_rows
from claims._views.boxes import PARTS, parts_of
from claims._views.checkpoint_rows import placed, record_of
from claims._views.picture import described, picture
from claims._views.pictures import badge, kv_cache, kv_heads, parameters
from claims.attention._cost import stored_cost
from tests.views.made_up import entry, place

NAMES = [it.id for it in catalogue()]
CLAIMED = place(entry(badge.CLAIM))
PICTURES = ("parameters", "badge", "kv_heads", "kv_cache")


def drawn(name):
    return BeautifulSoup(picture(CLAIMED, name), "lxml")


def by_name(name):
    """What a picture says of each checkpoint that a line of it names."""
    lines = (it.split(": ", 1) for it in described(CLAIMED, name))
    pairs = ((it[::-1] if name == "kv_heads" else it) for it in lines)
    return {one: said for names, said in pairs for one in names.split(", ")}


@pytest.fixture
def records(monkeypatch):
    """Puts another record in the place of a checkpoint's."""
    known = checkpoint_rows.recorded

    def put(name, record):
        instead = {name: record}
        monkeypatch.setattr(checkpoint_rows, "recorded", lambda it: instead.get(it.id, known(it)))

    return put


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_a_title_and_a_description(name):
    (drawing,) = drawn(name).select("svg[role=img]")
    title, told = (drawing.find(id=it).get_text() for it in drawing["aria-labelledby"].split())
    assert title
    numbers = drawn(name).select_one("details table")
    assert "table" in told if numbers else all(it in told for it in by_name(name))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_brings_no_colour_of_its_own(name):
    assert not re.search(r"(fill|stroke|style|color)=|#[0-9a-f]{3}", picture(CLAIMED, name))


def test_every_checkpoint_has_a_row_and_no_two_rows_touch():
    rows = list(placed(0))
    assert [it.id for it, _ in rows] == NAMES
    middles = [y for _, y in rows]
    pairs = itertools.pairwise(middles)
    assert min(below - above for above, below in pairs) == checkpoint_rows.ROW
    assert middles[-1] + checkpoint_rows.ROW / 2 == checkpoint_rows.height()


def test_a_checkpoint_without_a_record_is_refused(records):
    records("gpt2-xl", evolve(record_of(checkpoint("gpt2-xl")), reconciliation=None))
    with pytest.raises(LookupError, match="gpt2-xl: expected a record with its parameters"):
        drawn("parameters")


def test_the_parts_of_each_model_are_its_parameters():
    for name, said in by_name("parameters").items():
        terms, total = said.replace(",", "").split(" = ")
        parts = [int(it.rpartition(" ")[2]) for it in terms.split(" + ")]
        assert sum(parts) == int(total) == record_of(checkpoint(name)).reconciliation.parameters


def test_every_bar_is_as_wide_as_every_other_and_its_parts_as_wide_as_their_shares():
    bars = {}
    for it in drawn("parameters").select("rect.share"):
        if float(it["height"]) == parameters.BAR:
            part = it["class"][1].removeprefix("is-")
            bars.setdefault(it["y"], {})[part] = float(it["width"])
    assert len(bars) == len(NAMES)
    whole = parameters.RIGHT - parameters.LEFT
    for name, widths in zip(NAMES, bars.values(), strict=True):
        shares = parameters.shares(parts_of(record_of(checkpoint(name))))
        assert list(widths) == [it for it in PARTS if shares[it]]
        assert sum(widths.values()) == pytest.approx(whole, abs=0.2)
        for part, wide in widths.items():
            assert wide == pytest.approx(shares[part] * whole, abs=0.06)


def test_a_dot_stands_at_the_logarithm_of_the_size():
    dots = drawn("parameters").select("circle")
    sizes = [log10(record_of(it).reconciliation.parameters) for it in catalogue()]
    scale = (parameters.TO - parameters.FROM) / (parameters.MOST - parameters.LEAST)
    for it, size in zip(dots, sizes, strict=True):
        expected = parameters.FROM + (size - parameters.LEAST) * scale
        assert float(it["cx"]) == pytest.approx(expected, abs=0.06)


def test_a_number_stands_in_every_bar_that_has_room_for_it():
    shown = drawn("parameters")
    middles = {f"{float(it['x']):.1f}": it.get_text() for it in shown.select("text.on")}
    for name in ("gpt2", "gpt2-medium", "gpt2-large", "gpt2-xl"):
        share = parameters.shares(parts_of(record_of(checkpoint(name))))["embedding"]
        middle = parameters.LEFT + share * (parameters.RIGHT - parameters.LEFT) / 2
        assert middles[f"{middle:.1f}"] == f"{100 * share:.0f}"
    assert "0" not in middles.values()  # norms are too few to be seen, and to be told there


@pytest.mark.parametrize("name", ["parameters", "kv_cache"])
def test_what_is_drawn_is_a_table_too_and_leads_to_each_checkpoint(name):
    table = drawn(name).select_one("details table")
    assert [it["href"] for it in table.select("tbody th[scope=row] a")] == [
        f"../checkpoints/{it}/" for it in NAMES
    ]
    rows = [[it.get_text() for it in row.select("td")] for row in table.select("tbody tr")]
    for name_, cells in zip(NAMES, rows, strict=True):
        assert set(cells) <= set(re.findall(r"[\d,]+", by_name(name)[name_]))


def test_the_number_on_the_hub_is_the_sum_that_is_said():
    for name in (one for them in badge.counts().values() for one in them):
        stored = Tensors(name, record_of(checkpoint(name)))
        said = by_name("badge")[name].split(";")[0].replace(",", "")
        if " = " not in said:
            assert said == f"{stored.stored_elements} on the hub: the parameters and nothing else"
            assert stored.stored_elements == stored.parameters
            continue
        total, terms = said.split(" on the hub = ")
        products = [prod(map(int, it.split(" × "))) for it in terms.split(" + ")]
        assert int(total) == stored.stored_elements == sum(products)
        assert products[0] == stored.parameters


def test_a_checkpoint_of_which_nothing_stored_is_published_is_named_and_not_drawn():
    shown = drawn("badge")
    names = {one for them in badge.counts().values() for one in them}
    assert "gpt2-xl" not in names
    assert "gpt2-xl" in shown.figcaption.get_text()
    assert not [it for it in shown.select("text") if "gpt2-xl" in it.get_text()]


def test_a_head_that_is_counted_again_is_as_many_as_the_embedding():
    (gpt2,) = (it for it, names in badge.counts().items() if "gpt2" in names)
    assert gpt2.twice == 50257 * 768
    assert f"{spell(gpt2.parameters + gpt2.twice)} with the head again" in by_name("badge")["gpt2"]
    assert "again" not in by_name("badge")["llama-7b"]


def test_what_is_beyond_the_parameters_is_drawn_in_proportion():
    shown = drawn("badge")
    known = list(badge.counts())
    whole = float(shown.select_one("svg > rect.is-counted[x='0'][height='14']")["width"])
    for kind, extra in (("is-buffers", lambda it: it.badge - it.parameters), ("is-twice", None)):
        wanted = [extra(it) if extra else it.twice for it in known]
        found = [it for it in shown.select(f"rect.{kind}") if it["height"] == "7"]
        sizes = [(it.parameters, more) for it, more in zip(known, wanted, strict=True) if more]
        for it, (of, more) in zip(found, sizes, strict=True):
            assert float(it["width"]) == pytest.approx(max(more / of * whole, 0.4), abs=0.06)


def test_every_head_is_drawn_once_under_its_group():
    shown = drawn("kv_heads")
    lines = {}
    for kind in ("is-shared", "is-query"):
        # The first of a kind may be in the key, and ends elsewhere.
        for it in shown.select(f"path.{kind}")[-len(kv_heads.heads()) :]:
            period = sum(map(float, it["stroke-dasharray"].split()))
            lines.setdefault(kind, []).append((period, float(it["d"].partition("H")[2])))
    for (query, shared), (wide, end), (narrow, same) in zip(
        kv_heads.heads(), lines["is-shared"], lines["is-query"], strict=True
    ):
        assert end == same
        assert end / wide == pytest.approx(shared, abs=1e-3)
        assert end / narrow == pytest.approx(query, abs=1e-2)


def test_every_checkpoint_is_named_with_its_heads():
    found = {one: it for it, names in kv_heads.heads().items() for one in names}
    assert set(found) == set(NAMES)
    for name, (query, shared) in found.items():
        record = record_of(checkpoint(name))
        assert (query, shared) == (record.value("query_heads"), record.value("kv_heads"))


def test_heads_that_cannot_be_shared_out_evenly_are_refused(records):
    known = record_of(checkpoint("llama-7b"))
    odd = Fact(5, Evidence.CONFIG, "made up", known.facts["kv_heads"].file)
    records("llama-7b", evolve(known, facts=known.facts | {"kv_heads": odd}))
    with pytest.raises(
        LookupError, match="llama-7b: expected 32 query heads to be a multiple of 5"
    ):
        kv_heads.heads()


def test_the_cache_is_what_the_stored_matrices_put_out():
    met = [it for it in catalogue() if record_of(it).reconciliation.kind in ("exact", "size")]
    assert len(met) > 5
    for it in met:
        inventory = Tensors(it.id, record_of(it))
        assert kv_cache.cache_of(it).a_token == (
            stored_cost(inventory).cache_bytes * inventory.fact("layers")
        )


def test_a_full_context_is_as_many_tokens_as_the_config_states():
    for it in catalogue():
        cache = kv_cache.cache_of(it)
        assert cache.full == cache.a_token * record_of(it).value("context")
    assert kv_cache.cache_of(checkpoint("llama-7b")).full == 2**30
    assert kv_cache.in_units(2**30) == "1 GiB"
    assert kv_cache.in_units(36 * 2**10) == "36 KiB"
    assert kv_cache.in_units(300 * 2**20) == "300 MiB"
    assert kv_cache.in_units(kv_cache.cache_of(checkpoint("llama-13b")).full) == "1.563 GiB"


def test_no_share_of_norms_is_above_what_is_told_as_the_most():
    (said,) = re.findall(r"([\d.]+)% at most", drawn("parameters").get_text())
    every = [parameters.shares(parts_of(record_of(it)))["norms"] for it in catalogue()]
    assert float(said) / 100 >= max(every)


def test_a_line_runs_from_a_token_to_a_full_context():
    shown = drawn("kv_cache")
    scale = (kv_cache.RIGHT - kv_cache.LEFT) / (kv_cache.MOST - kv_cache.LEAST)
    lines = shown.select("path.context")
    for line, it in zip(lines, catalogue(), strict=True):
        start, end = re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)", line["d"]).groups()
        cache = kv_cache.cache_of(it)
        for at, number in ((start, cache.a_token), (end, cache.full)):
            expected = kv_cache.LEFT + (log2(number) - kv_cache.LEAST) * scale
            assert float(at) == pytest.approx(expected, abs=0.06)


def test_nothing_is_drawn_outside_its_picture():
    for name in PICTURES:
        svg = drawn(name).svg
        width, height = map(float, svg["viewbox"].split()[2:])
        for it in svg.select("rect"):
            right, bottom = (
                float(it[a]) + float(it[b]) for a, b in (("x", "width"), ("y", "height"))
            )
            assert right <= width, name
            assert bottom <= height, name
        for it in svg.select("circle"):
            assert 0 < float(it["cx"]) < width, name
            assert 0 < float(it["cy"]) < height, name
