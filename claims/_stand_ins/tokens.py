"""The training text of the stand-ins, and the tokens that they read it in.

The text is Jane Austen's “Northanger Abbey” of 1817, as the Debian package `r-cran-janeaustenr`
has it from Project Gutenberg, without their header. Its author died in 1817, and it is in the
public domain everywhere. What models are evaluated on is another of her novels.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims._stand_ins.shape import CONTEXT, VOCABULARY

if TYPE_CHECKING:
    import torch

TEXT = Path(__file__).with_name("northanger_abbey.txt")


def tokenizer() -> Any:
    """Learn a vocabulary of pairs of bytes from the text, as GPT-2's was learned."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, initial_alphabet=sorted(alphabet), show_progress=False
    )
    made.train_from_iterator([TEXT.read_text("utf-8")], trainer)
    return PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=CONTEXT)


def training_tokens(known: Any) -> "torch.Tensor":
    """The whole training text, one token after another."""
    import torch

    # Asked below the library's warning that no model reads so much at once.
    encoding = known.backend_tokenizer.encode(TEXT.read_text("utf-8"))
    return torch.tensor(encoding.ids)
