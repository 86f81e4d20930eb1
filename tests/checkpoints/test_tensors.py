"""What a check sees of stored tensors: names, shapes and counts, and what an edit does to them."""

import attrs
import pytest

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.source import Recorded
from claims._checkpoints.tensors import Tensors
from claims._core.control import EditedInventory
from claims._core.observed import CantTell, Inapplicable, Untested
from claims._core.words import Evidence

FREQUENCIES = r".*inv_freq"


def tensors(name, **edit):
    return Tensors(name, Recorded().record(name), EditedInventory(**edit))


def test_a_shape_is_the_same_in_every_layer_and_written_once():
    llama = tensors("llama-2-70b")
    assert llama.shape(r".*\.k_proj\.weight") == (1024, 8192)
    assert llama.shapes(r".*_proj\.weight")["model.layers.{}.mlp.up_proj.weight"] == (28672, 8192)
    assert tensors("gpt2").shape(r".*wte\.weight") == (50257, 768)


def test_a_parameter_of_another_architecture_is_not_there_to_be_checked():
    llama = tensors("llama-2-7b")
    assert not llama.has(r".*c_attn\.weight")
    assert llama.has(r"model\.layers\.31\..*q_proj\.weight")
    with pytest.raises(Inapplicable, match=r"no parameter called wq; it has .*\{\}\.self_attn\.q_"):
        llama.shape("wq")


def test_a_name_that_many_parameters_have_is_refused_with_what_was_found():
    with pytest.raises(LookupError, match=r"llama-2-7b: expected one .*q_proj\.weight, .*v_proj"):
        tensors("llama-2-7b").shape(r".*_proj\.weight")


def test_counts_are_those_that_met_what_is_published():
    gpt2, llama = tensors("gpt2"), tensors("llama-2-7b")
    assert (gpt2.parameters, gpt2.stored_elements) == (124_439_808, 137_022_720)
    assert gpt2.stored_bytes == 548_090_880
    assert gpt2.buffers["h.11.attn.bias"] == 1024**2
    assert list(llama.buffers.values()) == [64] * 32
    assert llama.stored_elements - llama.parameters == 32 * 64


@pytest.mark.parametrize("name", [it.id for it in catalogue()])
def test_nothing_edited_gives_what_was_recorded(name):
    made = Recorded().record(name).reconciliation
    if made.kind in ("exact", "size"):
        read = tensors(name)
        counted = (read.parameters, read.stored_elements, read.stored_bytes)
        assert counted == (made.parameters, made.stored_elements, made.stored_bytes)


@pytest.mark.parametrize("name", ["gpt2-medium", "llama-3.2-1b"])
def test_a_size_that_was_met_gives_shapes_and_counts_but_no_names(name):
    sized = tensors(name)
    assert sized.stored_elements == sized.parameters + sum(sized.buffers.values())
    assert all("model" in lean.origin for lean in sized.leans())
    with pytest.raises(Untested, match="no list of its tensors"):
        _ = sized.names


@pytest.mark.parametrize("name", ["gpt2-xl", "llama-65b", "llama-3.1-405b"])
@pytest.mark.parametrize("what", ["parameters", "stored_elements", "stored_bytes", "buffers"])
def test_where_nothing_settles_them_counts_are_untested_and_say_what_they_cost(name, what):
    with pytest.raises(Untested, match=f"{name}'s weights doesn't settle their shapes") as raised:
        getattr(tensors(name), what)
    assert 10_000 < raised.value.cost_bytes < 200_000
    with pytest.raises(Untested):
        tensors(name).shape(".*")


def test_an_outcome_rests_on_the_file_that_was_read():
    read = tensors("llama-2-70b")
    assert read.leans() == []
    _ = read.parameters, read.fact("layers")
    layers, inventory, count = read.leans()
    assert (layers.fact, layers.evidence) == ("layers", Evidence.CONFIG)
    assert (inventory.fact, inventory.evidence) == ("inventory", Evidence.TENSORS)
    assert inventory.sibling == "the chat model tuned from it"
    # The count rests on that file alone, whatever else was read.
    assert (count.fact, count.evidence, count.origin) == (
        "parameters",
        Evidence.TENSORS,
        inventory.origin,
    )


def test_a_dropped_tensor_is_gone_from_names_and_counts():
    edited = tensors("llama-2-7b", without=(r"lm_head\.weight",))
    assert edited.named("lm_head.*") == []
    assert edited.shapes("lm_head.*") == {}
    gone = 32000 * 4096
    assert edited.parameters == 6_738_415_616 - gone
    assert edited.stored_bytes == 13_476_839_424 - 2 * gone


def test_of_a_tied_pair_one_may_go_without_a_change():
    assert tensors("gpt2", without=(r"lm_head\.weight",)).parameters == 124_439_808


def test_a_dropped_buffer_is_gone_from_what_is_stored_alone():
    edited = tensors("llama-2-7b", without=(FREQUENCIES,))
    assert edited.parameters == edited.stored_elements == 6_738_415_616
    assert edited.stored_bytes == 2 * edited.parameters
    # Published as `h.0…`, in the class `transformer.h.0…`: either name will do.
    for name in (r"h\.\d+\.attn\.bias", r"transformer\.h\.\d+\.mlp.*"):
        assert tensors("gpt2", without=(name,)).stored_elements < 137_022_720


def test_a_reshaped_tensor_counts_as_it_now_is():
    wide = {r".*(embed_tokens|lm_head)\.weight": (64000, 4096)}
    edited = tensors("llama-2-7b", reshaped=wide)
    assert edited.parameters == 6_738_415_616 + 2 * 32000 * 4096
    assert tensors("llama-2-7b", reshaped={FREQUENCIES: (32,)}).buffers.popitem()[1] == 32


def test_layers_that_differ_in_shape_give_no_shape():
    edited = tensors("llama-2-7b", reshaped={r".*\.3\.mlp\.up_proj\.weight": (1, 1)})
    with pytest.raises(CantTell, match=r"layers of model\.layers\.\{\}\.mlp\.up_proj\.weight"):
        edited.shape(r".*up_proj\.weight")


def test_an_added_tensor_counts_where_its_shape_is_stated_or_known():
    table = "model.wpe.weight"
    shaped = tensors("llama-2-7b", extra=(table,), reshaped={table: (4096, 4096)})
    assert shaped.names[-1] == table
    assert shaped.parameters == 6_738_415_616 + 4096**2
    with pytest.raises(Untested, match=r"the shape of model\.wpe\.weight"):
        _ = tensors("llama-2-7b", extra=(table,)).parameters
    buffer = "model.layers.0.self_attn.rotary_emb.inv_freq"
    added = tensors("llama-3-8b", extra=(buffer,))
    assert added.buffers == {buffer: 64}
    assert added.stored_elements == added.parameters + 64


def test_a_block_is_what_every_layer_holds():
    assert tensors("llama-3-8b").block_names[0] == "input_layernorm.weight"
    assert len(tensors("gpt2").block_names) == 12
    assert len(tensors("gpt2").blocks) == 12


@pytest.mark.parametrize(
    "edit, odd",
    [
        ({"without": (r"h\.3\.ln_1\.bias",)}, [3]),
        ({"without": (r"h\.0\..*",)}, [0]),
        ({"extra": ("h.12.attn.c_attn.bias",)}, [12]),
        ({"extra": ("encoder.h.7.ln_1.bias",)}, [7]),
    ],
)
def test_layers_that_hold_other_names_are_named(edit, odd):
    with pytest.raises(CantTell, match=r"don't hold what the others do") as raised:
        _ = tensors("gpt2", **edit).block_names
    assert raised.value.values == {"uneven_layers": odd}


def test_the_authors_list_is_given_under_the_names_of_the_class():
    gpt2 = tensors("gpt2")
    assert gpt2.listed("openai") == gpt2.listed("hub")
    assert len(gpt2.leans()) == 2
    dropped = tensors("gpt2", without=("model/wpe",))
    assert dropped.listed("openai").keys() ^ dropped.listed("hub").keys() == {
        "transformer.wpe.weight"
    }
    with pytest.raises(Untested, match="no list of llama-7b's shapes named as openai"):
        tensors("llama-7b").listed("openai")


def test_a_published_file_comes_with_its_hash_the_checkpoints_own_first():
    index = "model.safetensors.index.json"
    assert tensors("llama-3-8b").file(index).sha256 == tensors("llama-3.1-8b").file(index).sha256
    read = tensors("llama-7b")
    assert read.file("config.json").relation == "sibling"
    assert read.leans()[0].sibling == "a re-save in another precision"
    with pytest.raises(Untested, match="no index of gpt2"):
        tensors("gpt2").file("index")


def test_a_size_that_says_nothing_of_buffers_leaves_what_is_stored_open():
    record = Recorded().record("gpt2-medium")
    bare = attrs.evolve(record.reconciliation, stored_elements=None, stored_bytes=None, buffers=())
    read = Tensors("gpt2-medium", attrs.evolve(record, reconciliation=bare))
    assert read.parameters == 354_823_168
    with pytest.raises(Untested, match="without what else is stored"):
        _ = read.stored_bytes
