"""Parameter counts, added up from the dimensions that the papers' tables and sentences state.

GPT-2 is as in Radford et al., Language Models are Unsupervised Multitask Learners, §2.3: blocks of
Vaswani et al. with a bias in every layer, two layer norms in each and one after the last, and
learned positions. LLaMA is as in Touvron et al., §2.2: three matrices in the feed-forward network,
RMSNorm, rotary positions, no bias.
"""

import pytest

from claims._checkpoints.source import Recorded
from claims._probes.behaviour import Behaviour
from claims._probes.models.reference_tensors import reference_tensors
from tests.probes.structures import FACTS
from tests.references.widths import WIDTHS, facts_at

of_each = pytest.mark.parametrize("name", FACTS)
at_each_width = pytest.mark.parametrize("width", WIDTHS)


def gpt2_count(vocabulary, context, layers, hidden, feed_forward):
    attention = 4 * hidden * hidden + 4 * hidden
    network = 2 * hidden * feed_forward + feed_forward + hidden
    norm = 2 * hidden
    # Its head is its embedding.
    return (vocabulary + context) * hidden + layers * (attention + network + 2 * norm) + norm


def llama_count(vocabulary, layers, hidden, feed_forward, query_heads, kv_heads, head, tied):
    attention = 2 * hidden * query_heads * head + 2 * hidden * kv_heads * head
    network, norm = 3 * hidden * feed_forward, hidden
    matrices = 1 if tied else 2
    return matrices * vocabulary * hidden + layers * (attention + network + 2 * norm) + norm


def count(facts, **other):
    """The formula of a checkpoint's family, for its facts; `other` takes the place of some."""
    it = facts | other
    sizes = it["layers"], it["hidden_size"], it["feed_forward_size"]
    if "rope_theta" not in it:
        return gpt2_count(it["vocabulary"], it["context"], *sizes)
    heads = it["query_heads"], it["kv_heads"], it["head_width"]
    return llama_count(it["vocabulary"], *sizes, *heads, it["tied_embeddings"])


def recorded(name):
    """What the project counted, and held against what is published of the weights."""
    return Recorded().record(name).reconciliation.parameters


@of_each
def test_counts_of_the_checkpoints_agree(name):
    assert count(FACTS[name]) == recorded(name)
    assert count(FACTS[name]) == Behaviour(name, FACTS[name]).at_full_size().parameters


@at_each_width
@of_each
def test_counts_of_small_models_agree(name, width):
    facts = facts_at(name, width)
    assert count(facts) == reference_tensors(facts).parameters


@of_each
def test_a_feed_forward_network_narrower_by_one_is_told(name):
    assert count(FACTS[name], feed_forward_size=FACTS[name]["feed_forward_size"] - 1) < recorded(
        name
    )


@of_each
def test_a_token_less_is_told(name):
    assert count(FACTS[name], vocabulary=FACTS[name]["vocabulary"] - 1) < recorded(name)


@pytest.mark.parametrize("name", [it for it in FACTS if it.startswith("llama")])
def test_the_other_kind_of_head_is_told(name):
    tied = FACTS[name]["tied_embeddings"]
    assert count(FACTS[name], tied_embeddings=not tied) != recorded(name)


@pytest.mark.parametrize("name", [it for it in FACTS if FACTS[it]["kv_heads"] == 8])
def test_a_key_value_head_for_each_query_head_is_told(name):
    assert count(FACTS[name], kv_heads=FACTS[name]["query_heads"]) > recorded(name)
