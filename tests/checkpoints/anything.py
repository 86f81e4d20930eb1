"""What a published file might hold: any bytes, any JSON, or a good file with something changed."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from claims._checkpoints.inventory import WIDTHS, Tensor

# The same examples on every machine and in every run, and none kept beside the project.
TRYING = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
# What a reader of sizes and names could stumble over.
ODD = [
    *(0, -1, 1, 2, 4, 2**31, 2**53, 2**62, 2**63, 2**64, 10**4299, 1.0, 0.5, 1e308, True, None),
    *("", "a", "F16", "F32", "BOOL", "..", "../a", "\0", "\x1b[31m", "\u202e", "{0..3}"),
    *("x" * 2000, [], {}, [0], [0, 4], [4, 0], [[]], [1] * 100, {"a": {}}, {"total_size": 1.5}),
]
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
anything = st.recursive(
    st.sampled_from(ODD).map(deepcopy) | scalars,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
repeated = st.builds("{}{}.{}".format, names, st.integers(0, 12), names)
tensors = st.builds(
    Tensor,
    names | repeated,
    st.sampled_from(sorted(WIDTHS)),
    st.lists(st.integers(0, 5), max_size=4).map(tuple),
)
inventories = st.lists(tensors, max_size=8, unique_by=lambda it: it.name)


def as_json(value: Any) -> bytes:
    """Write JSON as others do."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


@st.composite
def changed(draw: st.DrawFn, good: Any) -> bytes:
    """A good file's JSON with some of its values or keys changed, or some of its bytes."""
    table = deepcopy(good)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(table))
        if not places:
            break
        holder, at = places[draw(st.integers(0, len(places) - 1))]
        what = draw(st.sampled_from(["change", "nudge", "remove", "rename"]))
        if what == "nudge" and type(holder[at]) is int:
            holder[at] += draw(st.sampled_from([-4, -1, 1, 2, 4, 2**32, 2**63]))
        elif what == "remove":
            del holder[at]
        elif what == "rename" and isinstance(holder, dict):
            holder[draw(names)] = holder.pop(at)
        else:
            holder[at] = draw(anything)
    return draw(spoilt(as_json(table))) if draw(st.booleans()) else as_json(table)


@st.composite
def spoilt(draw: st.DrawFn, good: bytes) -> bytes:
    """Bytes with a stretch replaced, taken out, or put in."""
    begin = draw(st.integers(0, len(good)))
    end = min(len(good), begin + draw(st.integers(0, 8)))
    return good[:begin] + draw(st.binary(max_size=8)) + good[end:]


def _places(value: Any) -> Any:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for at, each in list(inside):
        yield value, at
        if isinstance(each, dict | list):
            yield from _places(each)
