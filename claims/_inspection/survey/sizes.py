"""The stated sizes: `tensors` where what is stored bears them out, else `config`."""

from claims._core.observed import CantTell
from claims._core.words import Evidence
from claims._inspection.context import stated_context
from claims._inspection.heads import stated_width
from claims._inspection.property import Property, unknown
from claims._inspection.survey.model import Model
from claims._inspection.survey.written import LEFT

EXPERTS = ("expert", "moe")
INSPECT = "it takes the class to tell them from buffers and copies: `claims inspect`"


def parameters(model: Model) -> Property:
    """How many a record says that training changes; only a class tells them from buffers."""
    target = model.target
    if target.parameters is None:
        return unknown(INSPECT)
    return Property(target.parameters, Evidence.TENSORS if target.accounted else Evidence.CONFIG)


def layers(model: Model) -> Property:
    """How many blocks are stated, and whether just those are stored."""
    count = model.stated.size("num_hidden_layers")
    same = any(len(it) == count and it == set(range(count)) for it in model.stacks.values())
    return _property(model, count, same and model.stated.is_whole)


def hidden_size(model: Model) -> Property:
    """How wide the vectors are, and whether an embedding is."""
    return _of_table(model, 1)


def vocabulary(model: Model) -> Property:
    """How many tokens there are, and whether an embedding has a row for each."""
    return _of_table(model, 0)


def context(model: Model) -> Property:
    """The longest text that is stated; of BERT's kin only the class tells which rows it reads."""
    if "type_vocab_size" in model.stated.settings:
        raise CantTell("it takes the class to tell which positions it has: `claims inspect`")
    return stated_context(model)


def feed_forward_size(model: Model) -> Property:
    """How wide the network is inside, and whether two matrices a layer lead in and out of it."""
    if any(
        it and any(word in key for word in EXPERTS) for key, it in model.stated.settings.items()
    ):
        raise CantTell("the config speaks of experts; `claims inspect` tells how wide one is")
    width, inside = model.stated.size("intermediate_size"), model.stated.get("hidden_size")
    try:
        across = model.stated.size("num_attention_heads") * (head_width(model).value or 0)
        count = model.stated.size("num_hidden_layers")
    except CantTell:
        return Property(width, Evidence.CONFIG)
    # A projection of attention that happens to be as wide would bear out anything.
    distinct = width not in (inside, across) and across > 0
    out = model.in_layers(count, (inside, width))
    into = model.in_layers(count, (width, inside), (2 * width, inside))
    return _property(model, width, distinct and into and out)


def query_heads(model: Model) -> Property:
    """How many heads ask."""
    return Property(model.stated.size("num_attention_heads"), Evidence.CONFIG)


def kv_heads(model: Model) -> Property:
    """How many heads are asked."""
    return Property(model.stated.size("num_key_value_heads"), Evidence.CONFIG)


def attention(model: Model) -> Property:
    """Whether more heads ask than are asked, by their stated numbers."""
    query, kv = query_heads(model).value, kv_heads(model).value
    if query % kv:
        raise CantTell(f"the config states {kv} key-value heads for {query} query heads")
    if query == kv:
        return Property("multi-head", Evidence.CONFIG)
    return Property("multi-query" if kv == 1 else "grouped-query", Evidence.CONFIG)


def head_width(model: Model) -> Property:
    """How many coordinates a key has: stated, or the quotient where its class takes that."""
    if width := stated_width(model.stated.get):
        return Property(width, Evidence.CONFIG)
    if model.stated.known.get("own_head_width"):
        return unknown(LEFT)
    size, heads = model.stated.size("hidden_size"), model.stated.size("num_attention_heads")
    return unknown(LEFT) if size % heads else Property(size // heads, Evidence.CONFIG)


def _of_table(model: Model, side: int) -> Property:
    """One side of the embedding; both are borne out by one matrix, or neither is."""
    names = ("vocab_size", "hidden_size")
    size = model.stated.size(names[side])
    other = model.stated.get(names[1 - side])
    shape = (size, other) if side == 0 else (other, size)
    return _property(model, size, model.table(shape) is not None)


def _property(model: Model, size: int, borne_out: bool) -> Property:
    decided = borne_out or model.target.accounted
    return Property(size, Evidence.TENSORS if decided else Evidence.CONFIG)
