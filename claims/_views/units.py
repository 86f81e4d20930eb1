"""Units and generations as a reader calls them."""

from collections.abc import Sequence

from claims._checkpoints.catalogue import Checkpoint, catalogue

# Any other generation is called by its name: `llama-3.1` is Llama 3.1.
TITLES = {"gpt2": "GPT-2", "llama-1": "LLaMA 1"}


def generations() -> dict[str, list[Checkpoint]]:
    """The checkpoints of each generation, by its title, in the order of the catalogue."""
    found: dict[str, list[Checkpoint]] = {}
    for it in catalogue():
        title = TITLES.get(it.generation, it.generation.replace("-", " ").capitalize())
        found.setdefault(title, []).append(it)
    return found


def folded(units: Sequence[str]) -> list[str]:
    """A generation's title where all of it is there, else the units' own names."""
    names = []
    for title, members in generations().items():
        here = [it.id for it in members if it.id in units]
        names += [title] if len(here) == len(members) else here
    known = {it.id for it in catalogue()}
    return names + [it for it in units if it not in known]
