"""Whether GPT-2 117M, in the authors' folder, is the hub's GPT-2 of 124 million parameters.

The published lists give the layout, to the byte; the weights themselves, that the values agree.
"""

from math import prod

from claims import Observed, Tensors, Weights, claim, edited, gpt2, reads

BYTES = 4  # of each number, in the 32 bits that both lists state


@claim(
    statement="GPT-2 117M and GPT-2 124M are one checkpoint under two names.",
    about=gpt2[:1],
    finding=(
        "The authors' 117M and the hub's gpt2 list the same {tensors} tensors in the same shapes, "
        "{parameters} parameters in {authors_bytes} bytes; to these the hub's {stored_bytes} add "
        "nothing but masks."
    ),
    controls=[
        edited("gpt2", without=["model/wpe"], expect="failed"),
        edited("gpt2", reshaped={"model/wte": (40478, 768)}, expect="failed"),
        edited("gpt2", without=[r"h\.11\.attn\.bias"], expect="failed"),
    ],
    origin=["field"],
    sources=["gpt2-report", "openai-gpt-2:download_model"],
)
def gpt2_117m_and_124m_are_one_checkpoint(inventory: Tensors) -> Observed:
    """Give the authors' names in the hub's way, and compare shapes and bytes."""
    authors, hubs = inventory.listed("openai"), inventory.listed("hub")
    authors_bytes = BYTES * sum(map(prod, authors.values()))
    masks = BYTES * inventory.fact("layers") * inventory.fact("context") ** 2
    return Observed(
        authors == hubs and authors_bytes + masks == inventory.stored_bytes,
        tensors=len(authors),
        parameters=inventory.parameters,
        authors_bytes=authors_bytes,
        stored_bytes=inventory.stored_bytes,
    )


@gpt2_117m_and_124m_are_one_checkpoint.also
@reads(r"(?!.*\.attn\.(masked_)?bias$|lm_head\.).*")
def stored_values(weights: Weights) -> Observed:
    """Has all but masks and a copy of the embeddings the checksum that the authors' index lists?"""
    listed, found = weights.listed_checksums, dict(weights.checksums())
    others = sorted(name for name in {*listed, *found} if listed.get(name) != found.get(name))
    return Observed(not others, with_another_checksum=len(others), such_as=others[:3])
