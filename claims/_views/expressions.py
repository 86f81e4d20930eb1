"""The claims' formulas as data that a page carries, translated from their own code.

An expression is a whole number, the name of a size, or a list of an operation and what it takes:
`["*", "layers", 2]`. Whatever a formula has beside that is refused.
"""

import ast
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from claims._core.errors import Refused

Expression = int | str | list[Any]
OPERATIONS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "div",
}


@cache
def _lines(module: str, text: str) -> dict[str, ast.expr]:
    """What each function of a module gives back, by the function's name."""
    found = {}
    for node in ast.parse(text).body:
        last = node.body[-1] if isinstance(node, ast.FunctionDef) else None
        if isinstance(node, ast.FunctionDef) and isinstance(last, ast.Return) and last.value:
            found[node.name] = last.value
    return found


def expression(formula: Callable[..., int]) -> Expression:
    """Translate a formula; raises Refused for anything that a page couldn't compute."""
    module = inspect.getmodule(formula)
    lines = _lines(formula.__module__, inspect.getsource(module)) if module else {}
    if formula.__name__ not in lines:
        raise Refused(f"{formula.__name__}: expected a formula of one `return`")
    return _read(lines[formula.__name__], formula)


def _read(node: ast.expr, formula: Callable[..., int]) -> Expression:
    match node:
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return value
        case ast.Attribute(value=ast.Name(id="it"), attr=size):
            return size
        case ast.Name(id=name) if isinstance(known := formula.__globals__.get(name), int):
            return known
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id="it")], keywords=[]):
            return expression(formula.__globals__[name])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            return [OPERATIONS[type(op)], _read(left, formula), _read(right, formula)]
        case ast.IfExp(test=test, body=body, orelse=other):
            return ["if", *(_read(it, formula) for it in (test, body, other))]
    known_ones = ", ".join(OPERATIONS.values())
    raise Refused(
        f"{formula.__name__}: expected numbers, sizes, formulas, {known_ones} and if, "
        f"got {ast.unparse(node)}"
    )
