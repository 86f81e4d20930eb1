"""Which query heads meet equal keys, in models with a cache and without."""

import pytest

from claims._core.observed import CantTell
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.asking import asked


@pytest.mark.parametrize(
    ("name", "kind", "heads"),
    [
        ("gpt2", "multi-head", (8, 8)),
        ("llama-2-70b", "grouped-query", (16, 2)),
        ("falcon", "multi-query", (4, 1)),
        ("openai-gpt", "multi-head", (4, 4)),
        ("bert", "multi-head", (4, 4)),
        ("minicpm3", "multi-head", (4, 4)),
    ],
)
def test_heads_that_share_keys_are_counted(name: str, kind: str, heads: tuple[int, int]) -> None:
    found = asked("score_heads", name)
    assert (found.kind, found.query_heads, found.kv_heads) == (kind, *heads)


def test_it_notices_that_all_heads_were_given_one_key() -> None:
    assert asked("score_heads", "llama-7b", ("self_attn", "one_kv_head")).kind == "multi-query"


def test_without_queries_and_keys_nothing_is_said() -> None:
    with pytest.raises(CantTell, match="no queries with keys"):
        measured("score_heads", tiny("mamba"))
