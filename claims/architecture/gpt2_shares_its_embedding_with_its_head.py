"""Whether GPT-2 reads tokens and scores them by one and the same matrix."""

from claims import (
    Behaviour,
    Observed,
    Tensors,
    Weights,
    altered,
    checkpoint,
    claim,
    edited,
    gpt2,
    patched,
    reads,
)


@claim(
    statement="GPT-2 shares one matrix between its embedding and its head.",
    about=gpt2,
    finding="GPT-2 has, to read tokens and to score them, {embedding_and_head}, in all sizes.",
    controls=[
        patched("gpt2", "lm_head", "untied", expect="failed"),
        altered("gpt2", tied_embeddings=False, expect="failed"),
        checkpoint("llama-7b", expect="failed"),
        checkpoint("llama-3.2-1b", expect="passed"),
        edited("gpt2", extra=["lm_head.weight"], expect="failed"),
    ],
    origin=["field"],
    sources=["tying-paper", "gpt2-report", "transformers:GPT2LMHeadModel"],
)
def gpt2_shares_its_embedding_with_its_head(model: Behaviour) -> Observed:
    """Does the score of a token that the text lacks move as its embedding is changed?"""
    tied = model.tie().tied
    return Observed(tied, embedding_and_head=_words(tied), tied_embeddings=tied)


@gpt2_shares_its_embedding_with_its_head.also
def stored_head(inventory: Tensors) -> Observed:
    """A head of its own is stored beside the embedding; one that is shared is one of the two."""
    inventory.require_understood("tied_embeddings")
    shared = len(inventory.named(r"(wte|model\.embed_tokens|lm_head)\.weight")) < 2
    return Observed(shared, embedding_and_head=_words(shared))


@gpt2_shares_its_embedding_with_its_head.also
@reads(r"wte\.weight|lm_head\.weight", rows=16)
def stored_rows(weights: Weights) -> Observed:
    """One matrix is stored, or a head whose first rows are not those of the embedding."""
    apart = weights.differ()
    return Observed(not apart, embedding_and_head=_words(not apart))


def _words(tied: bool) -> str:
    return "one matrix" if tied else "two matrices"
