"""Vectors that join the token embeddings: whether, how, and from where."""

from typing import Any

import pytest
import torch

from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from claims._probes.watching.sinusoids import look_for_sinusoids
from tests.probes.structures import FACTS

POSITIONS = torch.arange(64, dtype=torch.float64)[:, None]
EIGHTHS = POSITIONS * torch.tensor([torch.pi / 4, torch.pi / 2])
SPEEDS = 10_000.0 ** -(torch.arange(32, dtype=torch.float64) / 32)
# As long as GPT-2's context, as both its ends are looked at.
ANGLES = torch.arange(1024, dtype=torch.float64)[:, None] * SPEEDS
INTERLEAVED = torch.stack([ANGLES.sin(), ANGLES.cos()], -1).flatten(1)
CONCATENATED = torch.cat([ANGLES.sin(), ANGLES.cos()], -1)


def gpt2_with(*patches: tuple[str, Any]) -> Any:
    return Behaviour("gpt2", FACTS["gpt2"], patches=patches).position_table()


def filled_with(table: torch.Tensor, *, trainable: bool) -> Any:
    def patch(module: torch.nn.Embedding) -> torch.nn.Embedding:
        rows = module.weight.detach().clone()
        rows[: len(table)] = table.float()
        return torch.nn.Embedding.from_pretrained(rows, freeze=not trainable)

    return patch


@pytest.mark.parametrize("kind", ["gpt2", "opt", "gpt_neo", "gpt_bigcode"])
def test_a_trained_table_is_learned_and_added(kind: str) -> None:
    table = measured("position_table", tiny(kind))
    assert (table.present, table.added, table.learned, table.sinusoidal) == (
        True,
        True,
        True,
        False,
    )
    assert table.moved > 1
    assert table.misfit < 1e-5


@pytest.mark.parametrize("kind", ["llama", "gptj", "bloom", "mpt", "cohere"])
def test_nothing_joins_the_embeddings(kind: str) -> None:
    assert measured("position_table", tiny(kind)).moved == 0


def test_positions_that_are_added_behind_a_norm_are_seen() -> None:
    table = measured("position_table", tiny("blenderbot-small", is_encoder_decoder=False))
    assert (table.added, table.learned, table.sinusoidal) == (True, True, False)


def test_scaled_embeddings_and_padding_rows_do_not_hide_sinusoids() -> None:
    table = measured("position_table", tiny("xglm"))
    assert (table.added, table.learned, table.sinusoidal) == (True, False, True)


@pytest.mark.parametrize("order", [INTERLEAVED, CONCATENATED], ids=["in turn", "one after other"])
@pytest.mark.parametrize("precision", [torch.float64, torch.float16, torch.bfloat16])
def test_sinusoids_in_a_table_are_seen_in_any_order_and_precision(
    order: torch.Tensor, precision: torch.dtype
) -> None:
    patch = filled_with(order.to(precision), trainable=False)
    table = gpt2_with(("wpe", patch))
    assert (table.added, table.learned, table.sinusoidal) == (True, False, True)


def test_sinusoids_that_training_may_change_are_not_called_learned() -> None:
    table = gpt2_with(("wpe", filled_with(INTERLEAVED, trainable=True)))
    assert (table.trained, table.learned, table.sinusoidal) == (True, False, True)


@pytest.mark.parametrize(("filled", "learned"), [(True, False), (False, True)])
def test_sinusoids_that_the_library_fills_in_are_not_drawn(filled: bool, learned: bool) -> None:
    table = measured("position_table", tiny("xlm", sinusoidal_embeddings=filled))
    assert (table.trained, table.learned, table.sinusoidal) == (True, learned, filled)


def test_the_sinusoids_of_a_control_are_out_of_reach_of_training() -> None:
    table = gpt2_with(("wpe", "sinusoids"))
    assert (table.trained, table.learned, table.sinusoidal) == (False, False, True)


def test_a_small_table_is_trained_as_well() -> None:
    def patch(module: torch.nn.Embedding) -> torch.nn.Embedding:
        module.weight.data *= 0.01
        return module

    assert gpt2_with(("wpe", patch)).trained


@pytest.mark.parametrize("rows", [slice(64, None), slice(0, 64)], ids=["after", "before"])
def test_sinusoids_with_noise_after_or_before_them_are_none(rows: slice) -> None:
    table = INTERLEAVED.clone()
    noise = torch.Generator().manual_seed(6)
    table[rows] = torch.randn(table[rows].shape, generator=noise, dtype=table.dtype)
    seen = gpt2_with(("wpe", filled_with(table, trainable=False)))
    assert (seen.added, seen.sinusoidal) == (True, False)


def test_rows_that_differ_only_far_out_are_present() -> None:
    table = torch.zeros(1024, 64)
    table[960:] = torch.randn(64, 64, generator=torch.Generator().manual_seed(7))
    assert gpt2_with(("wpe", filled_with(table, trainable=False))).present


def test_vectors_that_differ_for_even_tokens_are_not_added() -> None:
    def patch(module: Any) -> Any:
        tokens: list[torch.Tensor] = []

        def turned_for_even(_: Any, __: Any, positions: torch.Tensor) -> torch.Tensor:
            even = (tokens[-1] % 2 == 0)[..., None]
            return torch.where(even, -positions, positions)

        module.wte.register_forward_pre_hook(lambda _, given: tokens.append(given[0]))
        module.wpe.register_forward_hook(turned_for_even)
        return module

    assert not gpt2_with(("transformer", patch)).added


def test_a_fixed_random_table_is_neither() -> None:
    noise = torch.randn(64, 64, generator=torch.Generator().manual_seed(1))
    table = gpt2_with(("wpe", filled_with(noise, trainable=False)))
    assert (table.added, table.learned, table.sinusoidal) == (True, False, False)


def test_zeroed_positions_are_absent() -> None:
    assert not gpt2_with(("wpe", "zeros")).present


def test_vectors_that_multiply_are_not_added() -> None:
    table = gpt2_with(("transformer", "multiplied"))
    assert table.present
    assert not table.added
    assert table.misfit > 1


def test_vectors_set_beside_each_other_are_not_added() -> None:
    def zero_half(which: slice) -> Any:
        def patch(module: torch.nn.Embedding) -> torch.nn.Embedding:
            with torch.no_grad():
                module.weight[:, which] = 0
            return module

        return patch

    table = gpt2_with(("wpe", zero_half(slice(32))), ("wte", zero_half(slice(32, 64))))
    assert table.present
    assert not table.added


def test_a_sum_is_looked_at_before_it_is_normalised() -> None:
    def patch(module: torch.nn.Module) -> torch.nn.Module:
        return torch.nn.LayerNorm(64)

    table = gpt2_with(("drop", patch))
    assert table.added
    assert table.learned


def test_a_table_is_seen_beside_an_embedding_that_is_projected() -> None:
    table = measured("position_table", tiny("opt", word_embed_proj_dim=32))
    assert (table.added, table.learned, table.sinusoidal) == (True, True, False)


def test_a_table_given_to_llama_is_learned() -> None:
    facts = FACTS["llama-7b"]
    table = Behaviour("llama-7b", facts, patches=[("model", "learned_table")]).position_table()
    assert (table.added, table.learned) == (True, True)


@pytest.mark.parametrize(
    "name, table",
    {
        "constant": torch.ones(64, 64),
        "one-hot": torch.eye(64),
        "orthogonal": torch.linalg.qr(
            torch.randn(64, 64, generator=torch.Generator().manual_seed(2))
        )[0],
        "random": torch.randn(64, 64, generator=torch.Generator().manual_seed(3)),
        "linear": POSITIONS * torch.ones(1, 64),
        "one speed": torch.cat([(POSITIONS * 0.3).sin(), (POSITIONS * 0.3).cos()], -1),
        "one slow turn": torch.cat([(POSITIONS * 0.098).sin(), (POSITIONS * 0.098).cos()], -1),
        "repeating": torch.cat([EIGHTHS.sin(), EIGHTHS.cos()], -1),
        "sines alone": (POSITIONS * SPEEDS).sin(),
        "bent": INTERLEAVED[:64] + 0.05 * POSITIONS / 64,
        "decaying": INTERLEAVED[:64] * 0.97**POSITIONS,
    }.items(),
)
def test_other_tables_are_no_sinusoids(name: str, table: torch.Tensor) -> None:
    assert not look_for_sinusoids(table.double().numpy()).all, name


@pytest.mark.parametrize("width", [8, 64, 512])
def test_sinusoids_are_seen_at_any_width(width: int) -> None:
    speeds = 10_000.0 ** -(torch.arange(width // 2, dtype=torch.float64) / (width // 2))
    angles = POSITIONS * speeds
    assert look_for_sinusoids(torch.cat([angles.sin(), angles.cos()], -1).numpy()).all
