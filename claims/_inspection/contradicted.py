"""Sizes that the config states and what is stored contradicts: neither of the two is then said."""

from collections.abc import Callable, Iterator
from functools import wraps

from claims._core.observed import CantTell
from claims._inspection.context import WORDS
from claims._inspection.heads import stated_width
from claims._inspection.precision import is_quantized
from claims._inspection.property import Property
from claims._inspection.stored import compared, listed, not_stored, unknown_names
from claims._inspection.subject import Subject
from claims._probes.fitting.declared import Declared, declared
from claims._probes.fitting.narrowing import FEED_FORWARD, SHARED
from claims._probes.fitting.stated_config import StatedConfig

Question = Callable[[Subject], Property]
Shapes = dict[str, tuple[int, ...]]
Sides = frozenset[tuple[str, int]]
# By what a config may state each size; the number of heads gives their width too.
STATED = {
    "hidden_size": ("hidden_size",),
    "feed_forward_size": FEED_FORWARD,
    "query_heads": ("num_attention_heads",),
    "kv_heads": SHARED,
    "attention": ("num_attention_heads", *SHARED),
    "head_width": ("head_dim", "num_attention_heads"),
    "vocabulary": ("vocab_size",),
    "context": WORDS,
}


def borne_out(question: Question) -> Question:
    """Ask it, unless what is stored contradicts the setting that decides it."""

    @wraps(question)
    def asked(subject: Subject) -> Property:
        _require(question.__name__, subject)
        return question(subject)

    return asked


def _require(name: str, subject: Subject) -> None:
    if name not in (*STATED, "layers", "parameters"):
        return
    inventory = subject.target.inventory
    if inventory is None or not inventory.has_shapes or inventory.naming != "hub":
        return
    if is_quantized(subject.target.config):
        return
    missing, others = compared(subject)
    if name == "layers" and (tensor := _of_another_depth(subject, missing)):
        raise CantTell(f"the config states {len(subject.declared.blocks)}; {tensor}")
    if name == "parameters":
        _require_all_stored(subject, not_stored(subject))
    if not others:
        return
    tensor, here, there = others[0]
    said = f"what is stored contradicts the config: {tensor} is {list(there)}, not {list(here)}"
    if name == "parameters":
        raise CantTell(said)
    astray = frozenset((it, side) for it, one, other in others for side in _differing(one, other))
    keys = STATED.get(name, ())
    if name == "head_width" and stated_width(subject.stated.settings.get) is None:
        keys += ("hidden_size",)  # which the heads share among them
    if any(_is_astray(key, astray, subject) for key in keys):
        raise CantTell(said)


def _require_all_stored(subject: Subject, absent: list[str]) -> None:
    """Raise CantTell where what would be counted isn't there, or is stored of a layer too many."""
    if absent:
        raise CantTell(f"{len(absent)} of the class's tensors are not stored: {listed(absent)}")
    if tensor := _of_another_depth(subject, []):
        raise CantTell(f"the config states {len(subject.declared.blocks)} layers; {tensor}")


def _of_another_depth(subject: Subject, missing: list[str]) -> str:
    """A tensor of a block that isn't declared, or a block of which none is stored."""
    known = subject.declared
    path = next(path for path, it in known.module.named_modules() if it is known.blocks)
    for name in unknown_names(subject):
        number = name.removeprefix(f"{path}.").partition(".")[0]
        if name.startswith(f"{path}.") and number.isdigit() and int(number) >= len(known.blocks):
            return f"{name} is stored"
    for at in range(len(known.blocks)):
        own = [it for it in known.shapes if it.startswith(f"{path}.{at}.")]
        if own and set(own) <= set(missing):
            return f"of {path}.{at} nothing is stored"
    return ""


def _differing(one: tuple[int, ...], other: tuple[int, ...]) -> list[int]:
    if len(one) != len(other):
        return [*range(len(one))]
    return [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]


def _is_astray(key: str, astray: Sides, subject: Subject) -> bool:
    """Whether a setting decides sides that are stored otherwise.

    Those alone, if any setting decides no others: then that one says it all, and the rest is met.
    Else its other sides are met only if whatever decides them too is another as well: keys twice as
    wide in a projection as large as declared are of half as many heads.
    """
    keys = sum(STATED.values(), ())
    sides = subject.once("what decides", lambda: {it: _decided(it, subject) for it in keys})
    exact = [it for it in sides if sides[it] and sides[it] <= astray]
    if exact:
        return key in exact
    open_ = [sides[it] for it in sides if sides[it] & astray]
    return any(sides[key] & it for it in open_)


def _decided(key: str, subject: Subject) -> Sides:
    """The sides of tensors that are others under another number, at the stated sizes."""
    own = subject.stated.own(key)
    value = subject.stated.values.get(own)
    if value is None and subject.stated.is_own(own):
        # What it is then follows from the others: what it would decide shows between any two.
        return _apart(subject, *(_built(subject, own, it) for it in (1, 2)))
    for other in _others(value):
        if shapes := _built(subject, own, other):
            return _apart(subject, subject.declared.shapes, shapes)
    return frozenset()


def _apart(subject: Subject, one: Shapes, other: Shapes) -> Sides:
    """The sides of stored tensors in which two classes differ: a tied matrix may not be stored."""
    return frozenset(
        (name, side)
        for name, shape in one.items()
        if name in subject.stored
        for side in _differing(shape, other.get(name, shape))
    )


def _others(value: object) -> Iterator[int]:
    if isinstance(value, int) and value > 0:
        yield 2 * value
        if value % 2 == 0:
            yield value // 2


def _built(subject: Subject, key: str, value: int) -> Shapes:
    stated = subject.stated
    settings = {**stated.settings, "model_type": stated.model_type, key: value}
    try:
        made: Declared = declared(StatedConfig(settings))
    # Sizes may have to fit each other, and each class says so with an error of its own.
    except Exception:
        return {}
    return made.shapes
