"""Between attrs classes and TOML tables: every key and type is checked on the way in."""

import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.tensor_table import tensor_rows, tensors_from_rows

_TENSORS = tuple[Tensor, ...]


class WrongTable(ValueError):
    """A table that doesn't fit its class: the key, what was expected, what was got."""

    def __init__(self, key: str, expected: str, got: object) -> None:
        super().__init__(f"{key}: expected {expected}, got {got!r}")
        self.key, self.expected, self.got = key, expected, got


def to_table(thing: Any) -> Any:
    """Turn an attrs object into plain tables; what is absent or empty is left out."""
    if attrs.has(type(thing)):
        return {
            field.name: _to_value(getattr(thing, field.name), field)
            for field in attrs.fields(type(thing))
            if getattr(thing, field.name) not in (None, (), {})
        }
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, Mapping):
        return {key: to_table(value) for key, value in thing.items()}
    return [to_table(each) for each in thing] if isinstance(thing, (tuple, list)) else thing


def _to_value(value: Any, field: "attrs.Attribute[Any]") -> Any:
    if isinstance(value, tuple) and value and all(isinstance(each, Tensor) for each in value):
        return tensor_rows(value)
    return to_table(value)


def from_table(kind: Any, value: Any, key: str = "") -> Any:
    """Build `kind` from a plain value; raises WrongTable where it doesn't fit."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if attrs.has(kind):
        return _object(kind, value, key)
    if origin in (Union, types.UnionType):
        return from_table(inner[0], value, key)
    if origin is Literal:
        return _one_of(inner, value, key)
    if kind == _TENSORS:
        return _tensors(value, key)
    if origin is tuple:
        rows = _plain(list, "a list", value, key)
        return tuple(from_table(inner[0], row, f"{key}[{at}]") for at, row in enumerate(rows))
    if origin is dict:
        table = _plain(dict, "a table", value, key)
        return {name: from_table(inner[1], row, f"{key}.{name}") for name, row in table.items()}
    if issubclass(kind, Enum):
        return kind(_one_of(tuple(member.value for member in kind), value, key))
    return _plain(kind, _WORDS.get(kind, kind.__name__), value, key)


def _object(kind: Any, value: Any, key: str) -> Any:
    table = _plain(dict, "a table", value, key)
    hints = _hints(kind)
    fields = attrs.fields_dict(kind)
    dotted = f"{key}." if key else ""
    for name in table:
        if name not in fields:
            raise WrongTable(f"{dotted}{name}", f"one of {', '.join(fields)}", name)
    for name, field in fields.items():
        if name not in table and field.default is attrs.NOTHING:
            raise WrongTable(f"{dotted}{name}", "a value", None)
    read = {name: from_table(hints[name], row, f"{dotted}{name}") for name, row in table.items()}
    return kind(**read)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


_WORDS = {str: "a text", int: "a whole number", bool: "true or false", date: "a date"}


def _plain(kind: type, words: str, value: Any, key: str) -> Any:
    if type(value) is not kind:
        raise WrongTable(key, words, value)
    return value


def _one_of(known: tuple[str, ...], value: Any, key: str) -> Any:
    if value not in known:
        raise WrongTable(key, f"one of {', '.join(known)}", value)
    return value


def _tensors(value: Any, key: str) -> tuple[Tensor, ...]:
    rows = _plain(list, "a list", value, key)
    try:
        return tensors_from_rows(rows)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongTable(key, "names, or tables of name, dtype and shape", str(error)) from error
