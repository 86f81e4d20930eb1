"""Whether LLaMA, unlike GPT-2, has one matrix to read tokens and another to score them."""

from claims import (
    Behaviour,
    Observed,
    Tensors,
    Weights,
    altered,
    checkpoint,
    claim,
    edited,
    llama,
    patched,
    reads,
)


@claim(
    statement="LLaMA, unlike GPT-2, doesn't share a matrix between its embedding and its head.",
    about=llama,
    finding=("LLaMA has, to read tokens and to score them, {embedding_and_head:units}."),
    controls=[
        checkpoint("gpt2", expect="failed"),
        patched("gpt2", "lm_head", "untied", expect="passed"),
        altered("llama-7b", tied_embeddings=True, expect="failed"),
        edited("llama-2-7b", without=["lm_head.weight"], expect="failed"),
    ],
    origin=["field"],
    sources=["tying-paper", "llama-3-paper", "transformers:LlamaForCausalLM"],
)
def llama_unties_its_embeddings(model: Behaviour) -> Observed:
    """Does the score of a token that the text lacks stay as its embedding is changed?"""
    tied = model.tie().tied
    return Observed(not tied, embedding_and_head=_words(tied), tied_embeddings=tied)


@llama_unties_its_embeddings.also
def stored_head(inventory: Tensors) -> Observed:
    """A head of its own is stored beside the embedding; one that is shared is one of the two."""
    inventory.require_understood("tied_embeddings")
    shared = len(inventory.named(r"(wte|model\.embed_tokens|lm_head)\.weight")) < 2
    return Observed(not shared, embedding_and_head=_words(shared))


@llama_unties_its_embeddings.also
@reads(r"model\.embed_tokens\.weight|lm_head\.weight", rows=16)
def stored_rows(weights: Weights) -> Observed:
    """Two matrices are stored, and the first rows of one are not those of the other."""
    apart = weights.differ()
    return Observed(apart, embedding_and_head=_words(not apart))


def _words(tied: bool) -> str:
    return "one matrix" if tied else "two matrices"
