"""What is true of a model that was held against its family, as lines below a pytest run."""

from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

from claims._checkpoints.foreign import Foreign
from claims._checkpoints.two_matrices import two_matrices
from claims._checkpoints.vocabulary import ARCHITECTURES, DIALECTS
from claims._core.visible import visible
from claims._core.words import Outcome
from claims._views.observed import label, observed_words, shown

Row = Mapping[str, Any]
DECIDED = (Outcome.PASSED, Outcome.FAILED)
# In this order, since what differs is looked for first.
GROUPS = {
    "differs from its family": "differing",
    "as all of its family": "as all of its family",
    "as some of its family, and not as others": "as some of it",
    "said of some checkpoints by name": "by name",
    "can't be told, or doesn't apply": "not told",
}
DIFFERS, AS_ALL, AS_SOME, BY_NAME, NOT_TOLD = GROUPS
INDENT = 2 + max(map(len, Outcome)) + 2


def held_lines(name: str, model: Foreign, rows: Sequence[Row]) -> Iterator[str]:
    """Write how each claim about its family came out on a model, what differs first.

    A row is what one test tells, as of one model: its `claim` and `statement`, the `outcome`, that
    of its `family` where that is one, whether the claim is about some checkpoints `by_name`, what
    was `observed`, the `evidence` and the `reason`.
    """
    own = [row for row in rows if row.get("model") == name]
    groups = {group: [row for row in own if _group(row) == group] for group in GROUPS}
    counts = ", ".join(f"{GROUPS[group]} {len(them)}" for group, them in groups.items() if them)
    what = f"claims about {model.family} held against it: {len(own)}; {counts}"
    yield from _wrapped(what if own else "no claim was run on it", 0)
    for line in _about(model):
        yield from _wrapped(line, 0)
    for group, them in groups.items():
        if them:
            yield ""
            yield group
        for row in them:
            yield from _told(row)


def unread_lines(why: str) -> Iterator[str]:
    """Write why a model could not be read, so that nothing was tested on it."""
    yield from _wrapped(f"could not be read, so all is untested: {why}", 0)


def _group(row: Row) -> str:
    if row["outcome"] not in DECIDED:
        return NOT_TOLD
    if row["by_name"]:
        return BY_NAME
    if not row["family"]:
        return AS_SOME
    return AS_ALL if row["family"] == row["outcome"] else DIFFERS


def _told(row: Row) -> Iterator[str]:
    """The outcome beside the statement, and under that the claim with what was observed."""
    first, *more = _wrapped(row["statement"], INDENT)
    yield f"  {row['outcome']}".ljust(INDENT) + first.lstrip()
    yield from more
    seen = observed_words(row["observed"]) if row["outcome"] != Outcome.UNTESTED else ""
    said = seen + (f" ({', '.join(row['evidence'])})" if seen else "")
    why = row["reason"] if row["outcome"] not in DECIDED else ""
    yield from _wrapped(f"{row['claim']}: {'; '.join(filter(None, [said, why]))}", INDENT)


def _about(model: Foreign) -> Iterator[str]:
    """What it was read as, and what no claim about its family could notice."""
    met = model.record.reconciliation
    twice = [it.sentence for it in two_matrices(model.record)]
    parameters = f", {met.parameters:,} parameters" if met and not twice else ""
    read = f"; {model.took}" * bool(model.took.requests)
    yield f"a {model.architecture}{parameters}{read}"
    if model.own_code:
        yield (
            "code of its author comes with it and was not run: what is told here is of "
            f"transformers' own {model.architecture}"
        )
    for it in model.record.unread:
        yield f"what depends on a key of its config is untested: {it.sentence}"
    for sentence in twice:
        yield f"what depends on a tie is untested: {sentence}"
    own = set(DIALECTS[ARCHITECTURES[model.architecture]].values())
    for word in sorted(own - set(DIALECTS[model.family].values())):
        if word in model.record.facts:
            value = shown(model.record.value(word))
            what = f"a {label(word)} of {value} is in its config"
            yield f"{what}: none of {model.family} has any, and no claim is about it"


def _wrapped(text: str, indent: int) -> list[str]:
    """Lines as long as the terminal is wide, none of which can steer it."""
    width = max(get_terminal_size().columns, 2 * INDENT)
    space = " " * indent
    return wrap(visible(text), width, initial_indent=space, subsequent_indent=space)
