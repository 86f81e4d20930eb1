"""When each checkpoint was released, when the source was written, and what became outdated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claims._checkpoints.catalogue import catalogue
from claims._core.published import read
from claims._core.unit import SOURCE_KNEW_UNTIL
from claims._core.words import Verdict
from claims._views.drawing import box, dot, frame, path, words
from claims._views.html import Html, join, tag
from claims._views.marks import ICONS, verdict_mark
from claims._views.outdated import by_release, outdated_on
from claims._views.place import Entry, Place
from claims._views.tally import link
from claims._views.units import folded

THERE_IS_NONE = "architecture/llama_3_does_not_exist"
CLAIMS = tuple(name for name, it in read().items() if it.verdict == Verdict.OUTDATED)
WIDTH, TOP, A_DAY = 380, 12, 0.19
LINE, LABELS, DATES, AXIS = 14, 82, 190, 52


@dataclass(frozen=True)
class Label:
    """What stands beside the line at a day: a release with how much it made outdated, or words."""

    day: date
    said: str
    released: bool = True
    outdated: int = 0

    @property
    def lines(self) -> list[str]:
        """What it says, a line each."""
        counted = f"{self.outdated} statement{'' if self.outdated == 1 else 's'} outdated"
        return [self.said, *([counted] if self.outdated else [])]

    @property
    def words(self) -> str:
        """All of it in one line."""
        return ", ".join([*([self.day.isoformat()] if self.released else []), *self.lines])


def releases() -> dict[date, list[str]]:
    """What was released on each day: a generation, or those of its sizes that came that day."""
    days: dict[date, list[str]] = {}
    for it in sorted(catalogue(), key=lambda it: it.released):
        days.setdefault(it.released, []).append(it.id)
    return {day: folded(names) for day, names in days.items()}


def written(place: Place) -> tuple[date, date]:
    """The last day that the source knew, and the first on which it would have known better."""
    return SOURCE_KNEW_UNTIL, outdated_on(place.entry(THERE_IS_NONE))


def draw(place: Place) -> Html:
    """Draw the line of years with its labels, and name every outdated statement below."""
    made = by_release(place.entries.values())
    labels, begin = _labels(place, made), date(min(releases()).year, 1, 1)
    ends = date(max(releases()).year + 1, 1, 1)
    tops = _apart([_y(it.day, begin) for it in labels], [len(it.lines) for it in labels])
    bottom = max(_y(ends, begin), tops[-1] + LINE * len(labels[-1].lines))
    drawing = frame(
        "timeline",
        "The checkpoints by their release, and when the source was written",
        "; ".join(it.words for it in labels),
        (WIDTH, bottom + 4),
        *_years(begin, ends),
        _interval(*(_y(it, begin) for it in written(place))),
        *(_label(it, _y(it.day, begin), top) for it, top in zip(labels, tops, strict=True)),
    )
    return join(drawing, _statements(place, made))


def describe(place: Place) -> list[str]:
    """Say what was released on each day, when the source was written, what became outdated."""
    lines = [f"{day.isoformat()}: {', '.join(names)}" for day, names in releases().items()]
    first, last = written(place)
    lines.append(f"the source was written between {first.isoformat()} and {last.isoformat()}")
    for day, entries in by_release(place.entries.values()).items():
        lines += [f"outdated by {day.isoformat()}: {it['statement']}" for it in entries]
    return lines


def caption(place: Place) -> Html:
    """Say how it is to be read."""
    first, last = written(place)
    return join(
        f"The comparison knows {_released(first)}, released on {first.isoformat()}, and not "
        f"{_released(last)}, released on {last.isoformat()}: it was written in between."
    )


def _released(day: date) -> str:
    return ", ".join(releases().get(day, ["nothing"]))


def _labels(place: Place, made: Mapping[date, Sequence[Entry]]) -> list[Label]:
    """A label for each release, with how much it made outdated, and one for the interval."""
    labels = [
        Label(day, ", ".join(names), outdated=len(made.get(day, [])))
        for day, names in releases().items()
    ]
    first, last = written(place)
    middle = first + (last - first) / 2
    labels.append(Label(middle, "the comparison was written in here", released=False))
    return sorted(labels, key=lambda it: it.day)


def _y(day: date, begin: date) -> float:
    return TOP + A_DAY * (day - begin).days


def _apart(wanted: Sequence[float], lines: Sequence[int]) -> list[float]:
    """Where each label begins: at its day, or below the one before."""
    tops, room = [], 0.0
    for y, count in zip(wanted, lines, strict=True):
        tops.append(max(y - 4, room))
        room = tops[-1] + LINE * count + 5
    return tops


def _years(begin: date, ends: date) -> list[Html]:
    found = [path(f"M{AXIS} {_y(begin, begin):.1f}V{_y(ends, begin):.1f}", "axis-line")]
    for year in range(begin.year, ends.year + 1):
        y = _y(date(year, 1, 1), begin)
        found += [path(f"M{AXIS - 5} {y:.1f}H{AXIS}", "axis-line"), words(12, y + 4, year)]
    return found


def _interval(start: float, end: float) -> Html:
    return box(AXIS - 4, start, 8, end - start, "interval")


def _label(it: Label, y: float, top: float) -> Html:
    """A dot on the line, a leader to the label, and its lines; the interval has no dot."""
    leader = path(f"M{AXIS + 5} {y:.1f}L{LABELS - 6} {top + 7:.1f}", "context")
    first, *more = it.lines
    found = [leader, words(LABELS, top + 11, first, "row-name title" if it.released else "axis")]
    if it.released:
        found.append(dot(AXIS, y, "dot curve-0"))
        found.append(words(DATES, top + 11, it.day.isoformat()))
    for said in more:
        sign = f"translate({LABELS} {top + 15.5:.1f}) scale(.7)"
        found.append(tag("g", Html(ICONS[Verdict.OUTDATED]), class_="sign", transform=sign))
        found.append(words(LABELS + 16, top + 25, said, "name is-outdated"))
    return join(*found)


def _statements(place: Place, made: Mapping[date, Sequence[Entry]]) -> Html:
    """Every outdated statement under the release that made it so."""
    days = [
        join(
            tag("dt", f"{_released(day)}, {day.isoformat()}"),
            *(tag("dd", link(place, it), " ", verdict_mark(it)) for it in entries),
        )
        for day, entries in made.items()
    ]
    return tag("dl", *days, class_="made-outdated")
