"""The text that models are evaluated on, cut into windows of equal length.

It is the opening of Jane Austen's “Persuasion” of 1817, as the Debian package `r-cran-janeaustenr`
has it from Project Gutenberg, without their header. Its author died in 1817, and it is in the
public domain everywhere. Published models have probably read it, which lowers all losses alike.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims._core.errors import Refused

if TYPE_CHECKING:
    import torch

TEXT = Path(__file__).with_name("persuasion.txt")
# Losses on another text are other losses: who edits it changes this file, and results are stale.
SHA256 = "cbb5f96f8063430ed0ae51803326a2bbe079b64b19a617004ae4789e35b84838"
# Longer ones leave fewer to estimate an error from.
LONGEST = 512
FEWEST, MOST = 8, 64


@cache
def text(path: Path = TEXT) -> str:
    """Read the text; refuse any other than the one that losses are stated for."""
    data = path.read_bytes()
    measured = hashlib.sha256(data).hexdigest()
    if measured != SHA256:
        raise Refused(f"{path.name}: expected a text of SHA-256 {SHA256}, measured {measured}")
    return data.decode("utf-8")


def windows(tokenizer: Any, context: int, vocabulary: int) -> "torch.Tensor":
    """Cut the text's tokens into stretches that a model can read: windows × tokens.

    Each begins with what the tokenizer puts before any text, as a model may need it. What is left
    at the end is not read, nor are more windows than an error can well be estimated from. Raises
    Refused where the model reads too little at once, or doesn't know all tokens.
    """
    import torch

    ids, before = _ids(tokenizer)
    length = min(context, LONGEST) - len(before)
    if length < 2 or len(ids) < FEWEST * length:
        words = f"expected {FEWEST} windows of 2 tokens or more, measured {len(ids)} tokens"
        raise Refused(f"a context of {context}: {words}")
    if (highest := max([*before, *ids])) >= vocabulary:
        words = f"expected tokens below {vocabulary}, measured {highest}"
        raise Refused(f"the tokenizer is another model's: {words}")
    whole = min(len(ids) // length, MOST)
    rows = torch.tensor(ids[: whole * length]).view(whole, length)
    return torch.cat([torch.tensor(before, dtype=rows.dtype).expand(whole, -1), rows], dim=1)


def _ids(tokenizer: Any) -> tuple[list[int], list[int]]:
    """The text's tokens, and those that stand before any."""
    encode = tokenizer.backend_tokenizer.encode
    ids = encode(text(), add_special_tokens=False).ids
    whole = encode(text(), add_special_tokens=True).ids
    extra = next((i for i in range(len(whole)) if whole[i : i + len(ids)] == ids), 0)
    return ids, whole[:extra]
