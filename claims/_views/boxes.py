"""What a model is drawn from: the tensors of its reference class, each in its place.

A box stands for what is done once in a model, or once in each of its layers; all boxes together
hold every parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claims._checkpoints.inventory import Tensor
from claims._checkpoints.layers import folded
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.record import Record

PARTS = ("embedding", "attention", "feed-forward", "norms", "head")
# What stands in a model, in the order in which a token comes by: which part that belongs to, and
# the modules of GPT-2 and of LLaMA that do it, a layer's number left open.
PLACES = {
    "tokens": ("embedding", ("transformer.wte", "model.embed_tokens")),
    "positions": ("embedding", ("transformer.wpe",)),
    "norm before attention": (
        "norms",
        ("transformer.h.{}.ln_1", "model.layers.{}.input_layernorm"),
    ),
    "query, key, value": (
        "attention",
        (
            "transformer.h.{}.attn.c_attn",
            "model.layers.{}.self_attn.q_proj",
            "model.layers.{}.self_attn.k_proj",
            "model.layers.{}.self_attn.v_proj",
        ),
    ),
    "attention's output": (
        "attention",
        ("transformer.h.{}.attn.c_proj", "model.layers.{}.self_attn.o_proj"),
    ),
    "norm before feed-forward": (
        "norms",
        ("transformer.h.{}.ln_2", "model.layers.{}.post_attention_layernorm"),
    ),
    "up": (
        "feed-forward",
        (
            "transformer.h.{}.mlp.c_fc",
            "model.layers.{}.mlp.gate_proj",
            "model.layers.{}.mlp.up_proj",
        ),
    ),
    "down": ("feed-forward", ("transformer.h.{}.mlp.c_proj", "model.layers.{}.mlp.down_proj")),
    "final norm": ("norms", ("transformer.ln_f", "model.norm")),
    "head": ("head", ("lm_head",)),
}
LAYERED = tuple(PLACES)[2:8]  # what each layer has


@dataclass(frozen=True)
class Box:
    """What is done in one place: its tensors, how many layers have them, and whose they are.

    `tied_to` is the tensor that it shares, whose numbers are counted there.
    """

    place: str
    tensors: tuple[Tensor, ...]
    times: int
    tied_to: str = ""

    @property
    def part(self) -> str:
        """The part of the model that it belongs to."""
        return PLACES[self.place][0]

    @property
    def parameters(self) -> int:
        """How many numbers it holds each time; none where they are another's."""
        return 0 if self.tied_to else sum(it.elements for it in self.tensors)

    @property
    def altogether(self) -> int:
        """How many numbers it holds in all layers."""
        return self.parameters * self.times

    @property
    def modules(self) -> list[str]:
        """The modules that hold its tensors, a layer's number left open."""
        return list(dict.fromkeys(it.name.rpartition(".")[0] for it in self.tensors))

    def shape(self, module: str, kind: str = "weight") -> tuple[int, ...]:
        """The shape of a module's weight or bias; empty where it has none."""
        found = (it.shape for it in self.tensors if it.name == f"{module}.{kind}")
        return next(found, None) or ()


def boxes_of(record: Record) -> dict[str, Box]:
    """The boxes of a model by their places, in their order.

    Raises LookupError for a model whose tensors nobody has counted, for a tensor that has no
    place, and for layers that aren't alike.
    """
    made = record.reconciliation
    if made is None or not made.tensors:
        raise LookupError(f"{record.id}: expected a record with its tensors, found none")
    counted: dict[Tensor, int] = {}
    for it in made.tensors:
        alike = Tensor(folded(it.name), shape=it.shape)
        counted[alike] = counted.get(alike, 0) + 1
    held: dict[str, list[Tensor]] = {}
    for it in counted:
        held.setdefault(_place(record.id, it.name), []).append(it)
    return {
        place: _box(record, place, held[place], counted, made) for place in PLACES if place in held
    }


def _place(model: str, name: str) -> str:
    module = name.rpartition(".")[0]
    for place, (_, modules) in PLACES.items():
        if module in modules:
            return place
    known = ", ".join(it for _, modules in PLACES.values() for it in modules)
    raise LookupError(f"{model}: {name} has no place; expected a tensor of one of {known}")


def _box(
    record: Record,
    place: str,
    tensors: Sequence[Tensor],
    counted: dict[Tensor, int],
    made: Reconciliation,
) -> Box:
    times = record.value("layers") if place in LAYERED else 1
    for it in tensors:
        if counted[it] != times:
            words = f"expected {it.name} in that shape {times} times, found it {counted[it]} times"
            raise LookupError(f"{record.id}: {words}")
    ties = dict(tie.split(" = ") for tie in made.ties)
    order = PLACES[place][1]
    own = sorted(tensors, key=lambda it: (order.index(it.name.rpartition(".")[0]), -len(it.name)))
    return Box(place, tuple(own), times, ties.get(own[0].name, ""))


def parts_of(record: Record) -> dict[str, int]:
    """How many parameters each part of a model holds; all of them together are all there are."""
    boxes = boxes_of(record).values()
    return {part: sum(it.altogether for it in boxes if it.part == part) for part in PARTS}
