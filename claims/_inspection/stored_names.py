"""What is stored, under the names that the declared class has for it."""

from collections import Counter
from collections.abc import Mapping

from claims._checkpoints.inventory import Inventory, Tensor
from claims._probes.fitting.declared import Declared

Stored = Mapping[str, Tensor]


def by_name(declared: Declared, inventory: Inventory | None, *, is_whole: bool) -> Stored:
    """The stored tensors; some are stored without the first part of their names, as GPT-2's.

    Where the class is a part of what is stored, the names have a word for that part in them.
    """
    tensors = inventory.tensors if inventory else ()
    prefix = f"{declared.module.base_model_prefix}."
    known = declared.shapes
    if not is_whole:
        word = _word_for_the_part(declared, tensors)
        return {_without(word, it.name): it for it in tensors}
    return {
        (it.name if it.name in known or prefix + it.name not in known else prefix + it.name): it
        for it in tensors
    }


def _word_for_the_part(declared: Declared, tensors: tuple[Tensor, ...]) -> str:
    """The word without which most names are the class's own, such as `language_model`."""
    words = Counter(
        word
        for it in tensors
        for word in it.name.split(".")[:2]
        if it.name not in declared.shapes and _without(word, it.name) in declared.shapes
    )
    return next((word for word, _ in words.most_common(1)), "")


def _without(word: str, name: str) -> str:
    parts = name.split(".")
    return ".".join(it for at, it in enumerate(parts) if at > 1 or it != word)
