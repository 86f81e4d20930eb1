"""How it knows where tokens stand; of a rotation also how fast each pair turns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from claims._core.observed import CantTell, Inapplicable, NoOutcome
from claims._core.words import Evidence
from claims._inspection.property import Disagreement, Property, measured
from claims._inspection.subject import Subject
from claims._probes.rotary_frequencies import expected_frequencies
from claims._probes.rotation import ROUNDED
from claims._probes.turning import Turning, fitted_theta

# Float32 leaves 1e-7 of an angle; a θ that is stated is met to 1e-4, the next common one is far.
SAME = 2e-3
UNSCALED = 1e-3
# So few are always a progression; they show a base if neither is scaled. Fewer show none.
PAIRS = 2
THETA = re.compile(r"theta|rope.*(base|freq)|rotary.*base", re.IGNORECASE)
# Counts exponents by the whole head, and slows nothing down.
PROPORTIONAL = "proportional"
# These change nothing in a text as short as is looked at.
ONLY_LONG = ("dynamic", "longrope", "su")
NOT_SLOWER = ("default", PROPORTIONAL, *ONLY_LONG)


def position_encoding(subject: Subject) -> Property:
    """Learned, sinusoidal, rotary, alibi, relative-bias or none."""
    subject.require_attention()
    try:
        return measured(subject.ask("position_encoding"))
    except NoOutcome as none:
        problem = none
    layers = subject.ask("layer_rotation")
    if not any(it.turns for it in layers) or subject.ask("position_table").present:
        raise problem
    still = _layers(subject, [at for at, it in enumerate(layers) if it.turns is False])
    open_ = _layers(subject, [at for at, it in enumerate(layers) if it.turns is None])
    said = [f"not in layers {still} of those that were built"] if still else []
    said += [f"can't tell in layers {open_}"] if open_ else []
    return measured("rotary", "; ".join(said))


def rope_theta(subject: Subject) -> Property:
    """The base of the frequencies, as the keys were seen to turn."""
    turning = _required(subject)
    found = {at: _theta(it, subject) for at, it in turning.items()}
    if len(set(found.values())) > 1:
        of_each = {theta: [at for at in found if found[at] == theta] for theta in found.values()}
        said = [f"{_number(it)} in layers {_layers(subject, at)}" for it, at in of_each.items()]
        raise CantTell(f"it differs from layer to layer: {'; '.join(said)}")
    theta = next(iter(found.values()))
    if theta is None:
        _require_pairs(turning.values())
        raise CantTell("no base explains how fast the pairs turn")
    return measured(theta)


def rope_scaling(subject: Subject) -> Property:
    """The stated scaling, if the frequencies are scaled; without a value, if they are not."""
    turning = _required(subject)
    for table in filter(slows, _tables(subject)):
        if all(_agrees(it, table) for it in turning.values()):
            if all(_meets_its_base(it, table) for it in turning.values()):
                kind = kind_of(table)
                raise CantTell(f"at the widths that were built {kind} scaling changes nothing")
            return measured(scaling_of(table))
    if all(_is_plain(it, subject) for it in turning.values()):
        return _of_long_texts(subject)
    _require_pairs(turning.values())
    stated = [it for it in _tables(subject) if kind_of(it) != "default"]
    if len(stated) == 1 and not any(_is_plain(it, subject) for it in turning.values()):
        return Property(
            scaling_of(stated[0]), Evidence.CONFIG, "stated; that it is scaled was seen"
        )
    raise CantTell("the frequencies are scaled, or differ from layer to layer")


def _meets_its_base(turning: Turning, table: Mapping[str, Any]) -> bool:
    """Whether the pairs turn by the base of a table as though it stated no scaling."""
    return _agrees(turning, {"rope_theta": table["rope_theta"]})


def _of_long_texts(subject: Subject) -> Property:
    """The stated scaling that changes nothing in a short text; else that there is none."""
    for table in _tables(subject):
        if (kind := kind_of(table)) in ONLY_LONG:
            _require_read(subject, kind)
            why = "stated; it changes nothing within a text as short as was measured"
            return Property(scaling_of(table), Evidence.CONFIG, why)
    return measured(None, "not scaled: the frequencies fall off evenly from 1")


def _require_read(subject: Subject, kind: str) -> None:
    """Raise CantTell where no module keeps the kind of scaling, as those do that go by it."""
    for module in subject.fitted.model.module.modules():
        kept = getattr(module, "rope_type", None)
        if kind in (kept.values() if isinstance(kept, Mapping) else [kept]):
            return
    raise CantTell(f"the config states {kind} scaling, and no module of the class reads such kinds")


def _turning(subject: Subject) -> dict[int, Turning]:
    """The layers whose keys turn, and how."""
    layers = subject.ask("layer_rotation")
    open_ = [at for at, it in enumerate(layers) if it.turns is None]
    if open_:
        which = _layers(subject, open_)
        raise CantTell(f"keys change with the position, but don't clearly turn, in layers {which}")
    return {at: it.turning for at, it in enumerate(layers) if it.turns and it.turning}


def _required(subject: Subject) -> dict[int, Turning]:
    subject.require_attention()
    found = _turning(subject)
    if not found:
        raise Inapplicable("doesn't apply: no keys turn with the position")
    return found


def _theta(turning: Turning, subject: Subject) -> float | None:
    """θ of one layer: a stated number that the pairs bear out, else what they alone show."""
    if len(turning.frequencies) < PAIRS:
        return None  # the first turns by one radian, whatever the base
    shown = [it for it in (fitted_theta(turning.frequencies), _of_the_fastest(turning)) if it]
    for stated in sorted({it for _, it in stated_thetas(subject.stated.values, _kinds(subject))}):
        if any(abs(it / stated - 1) < SAME for it in shown):
            return stated
        if any(_agrees(turning, {**table, "rope_theta": stated}) for table in _tables(subject)):
            return stated
    plain = fitted_theta(turning.frequencies)
    if len(turning.frequencies) == PAIRS and not any(map(slows, _tables(subject))):
        plain = _of_the_fastest(turning)
    return float(f"{plain:.4g}") if plain else None


def _require_pairs(turning: Iterable[Turning]) -> None:
    """Raise CantTell where some layer turns so few pairs that any base and any scaling fit them."""
    if min(len(it.frequencies) for it in turning) < PAIRS:
        raise CantTell("only one pair turns, which is equally fast whatever the base")
    if min(len(it.frequencies) for it in turning) == PAIRS:
        raise CantTell("only two pairs turn, which another base and a scaling explain alike")


def _of_the_fastest(turning: Turning) -> float | None:
    """θ by the two fastest pairs, which YaRN and llama3's scaling leave as they are."""
    one, other = (*turning.frequencies, 0.0, 0.0)[:2]
    if not other or abs(one - 1) > UNSCALED or not turning.width:
        return None
    return float((one / other) ** (turning.width / 2))


def _is_plain(turning: Turning, subject: Subject) -> bool:
    """Whether the frequencies are a progression that begins with 1, as two are by a stated base."""
    if abs(turning.frequencies[0] - 1) > UNSCALED:
        return False
    if len(turning.frequencies) != PAIRS:
        return fitted_theta(turning.frequencies) is not None
    bases = {it for _, it in stated_thetas(subject.stated.values, _kinds(subject))}
    seen = _of_the_fastest(turning) or 0.0
    return any(abs(seen / it - 1) < SAME for it in bases)


def _agrees(turning: Turning, table: Mapping[str, Any]) -> bool:
    """Whether the pairs turn as a stated table says."""
    seen = turning.frequencies
    try:
        tried = list(_expected(turning, table))
    except (NoOutcome, KeyError, TypeError):
        return False
    return any(
        len(wanted) == len(seen)
        and all(abs(one - it) < SAME * it + ROUNDED for one, it in zip(seen, wanted, strict=True))
        for wanted in tried
    )


def _expected(turning: Turning, table: Mapping[str, Any]) -> Iterator[tuple[float, ...]]:
    """The frequencies that a table can stand for, where so many coordinates move.

    An odd share of the head leaves one uncounted that moves; and in a proportional rotation the
    exponents go by the whole head, though its slow pairs stand still.
    """
    theta = float(table["rope_theta"])
    if kind_of(table) == PROPORTIONAL:
        of_head = expected_frequencies(theta, None, turning.head_width)
        factor = table.get("factor") or 1.0
        yield tuple(it / factor for it in of_head[: len(turning.frequencies)])
        return
    if kind_of(table) == "dynamic" and table.get("alpha"):
        width = turning.width
        stretched = theta * float(table["alpha"]) ** (width / (width - 2)) if width > 2 else theta
        yield expected_frequencies(stretched, None, width)
        return
    for width in (turning.width, turning.width - 1):
        yield expected_frequencies(theta, table, width)


def _tables(subject: Subject) -> list[dict[str, Any]]:
    """The tables of rope parameters, one or one a kind of layer, as the library keeps them."""
    kept = subject.stated.values.get("rope_parameters")
    if not isinstance(kept, dict):
        return []
    built = _built(kept, _kinds(subject))
    return list(built.values()) if _is_nested(kept) else [built]


def _built(table: dict[str, Any], kinds: Sequence[str] | None) -> dict[str, Any]:
    """Of a table for each kind of layer, those of kinds that there are: the rest turns nothing."""
    if not _is_nested(table) or kinds is None:
        return table
    return {kind: it for kind, it in table.items() if kind in kinds}


def _kinds(subject: Subject) -> list[str] | None:
    """The kinds of layers, where the config lists them."""
    listed = subject.fitted.model.config.to_dict().get("layer_types")
    return listed if isinstance(listed, list) else None


def _is_nested(table: Mapping[str, Any]) -> bool:
    return bool(table) and all(isinstance(it, dict) for it in table.values())


def kind_of(table: Mapping[str, Any]) -> str:
    """Which scaling a table of rope parameters is of; `default` is none."""
    return str(table.get("rope_type") or table.get("type") or "default")


def slows(table: Mapping[str, Any]) -> bool:
    """Whether a table states that pairs turn slower than by its base, in a short text as well."""
    if kind_of(table) == "dynamic":
        return bool(table.get("alpha"))  # HunYuan's, which stretches from the first token
    return kind_of(table) not in NOT_SLOWER and table.get("factor") != 1


def scaling_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table of rope parameters without its base."""
    return {key: it for key, it in table.items() if key != "rope_theta"}


def stated_thetas(
    table: Mapping[str, Any], kinds: Sequence[str] | None
) -> Iterator[tuple[str, float]]:
    """Every number under a key that speaks of a base; not of kinds of layers that there are not."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from stated_thetas(_built(value, kinds), kinds)
        elif THETA.search(str(key)) and isinstance(value, int | float) and value > 1:
            yield str(key), float(value)


def _layers(subject: Subject, numbers: list[int]) -> str:
    """Layers by their numbers in the model as it is stated."""
    return ", ".join(str(subject.fitted.layers[it]) for it in numbers)


def _number(theta: float | None) -> str:
    return "none that explains it" if theta is None else f"{theta:,g}"


def disagreements(subject: Subject) -> list[Disagreement]:
    """A base that the file states and no layer has; a scaling that is stated and not there."""
    turning = _turning(subject)
    bases = {_theta(it, subject) for it in turning.values()}
    if None in bases:
        return []  # no base was measured that could be another
    found = []
    for key, stated in stated_thetas(subject.stated.settings, _kinds(subject)):
        if not any(it and abs(it / stated - 1) < SAME for it in bases):
            seen = ", ".join(map(_number, bases)) if turning else "no keys that turn"
            said = f"the config states {key} {stated:,g}; measured: {seen}"
            found.append(Disagreement("rope_theta", stated, _one(bases), said))
    plain = bool(turning) and all(_is_plain(it, subject) for it in turning.values())
    for table in filter(slows, _tables(subject)):
        if (
            plain
            and kind_of(table) not in ONLY_LONG
            and not all(_agrees(it, table) for it in turning.values())
        ):
            said = f"the config states {kind_of(table)} scaling; the frequencies are not scaled"
            found.append(Disagreement("rope_scaling", scaling_of(table), None, said))
    return found


def _one(bases: set[float | None]) -> float | None:
    return next(iter(bases)) if len(bases) == 1 else None
