"""Two models as blocks, one of each family, side by side; which ones is the reader's choice."""

from claims._checkpoints.catalogue import Checkpoint, catalogue, checkpoint, family
from claims._checkpoints.record import Record
from claims._core.finding import spell
from claims._views.blocks import Model, block_diagram, box_kind, texts_of
from claims._views.html import Html, join, tag
from claims._views.observations import Cells, observations
from claims._views.place import Place
from claims._views.recorded import recorded

# What is measured that no list of tensors tells: the claims that do so for either family.
CLAIMS = (
    "architecture/gpt2_stacks_attention_feed_forward_and_norm",
    "normalization/llama_uses_layer_normalization",
    "normalization/gpt2_normalizes_after_each_sublayer",
    "normalization/llama_normalizes_before_each_sublayer",
    "feed_forward/gpt2_feed_forward_uses_relu",
    "feed_forward/llama_feed_forward_is_built_alike",
    "position_encoding/gpt2_positions_are_fixed_sinusoids",
    "attention/llama_attention_is_relative_in_position",
)
MEASURED = ("norm", "norm_placement", "activation", "gated", "positions")
FAMILIES = {"gpt2": "GPT-2", "llama": "LLaMA"}
FIRST = {"gpt2": "gpt2", "llama": "llama-3.1-8b"}  # what is drawn before a reader chooses
CAPTION = (
    "Each box holds parameters, so many in all; each line of numbers in it is the shape of a ",
    "matrix, and of the bias that is added, as the reference class builds it from the config. ",
    "Under a model’s parameters stands what is published, of it or of a sibling, to hold that ",
    "against. The boxes of all layers together are all parameters. A box with a broken edge has ",
    "none of its own.",
)
SIGNS = " Here ≠ stands before what GPT-2 does otherwise, and = before what it does too."
SAME = "."  # in a list: the line that is drawn first
BASELINE = "gpt2"  # all four are built alike


def draw(place: Place) -> Html:
    """Draw a model of each family, with a list to choose another from."""
    seen = observations(place.entry(it) for it in CLAIMS)
    columns = (tag("div", _chooser(seen, it), _diagram(seen, it)) for it in FAMILIES)
    return tag("div", *columns, class_="side-by-side")


def alone(place: Place, it: Checkpoint, record: Record) -> Html:
    """Draw one model by itself, for a page of its own."""
    known = (place.entries[name] for name in CLAIMS if name in place.entries)
    model = _model(observations(known), it, record)
    said = tag("figcaption", *CAPTION, SIGNS if model.against else None)
    return tag("figure", block_diagram(model, "blocks"), said, class_="picture")


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(*CAPTION, SIGNS.replace("Here", "In LLaMA"))


def describe(place: Place) -> list[str]:
    """Name for each model what its boxes hold, and that all of them are all there are."""
    seen = observations(place.entry(it) for it in CLAIMS)
    return [_sum(model_of(seen, it)) for it in catalogue()]


def _sum(model: Model) -> str:
    boxes = model.boxes.values()
    terms = [
        f"{it.place} {f'{it.times} × ' if it.times > 1 else ''}{spell(it.parameters)}"
        for it in boxes
    ]
    total = spell(sum(it.altogether for it in boxes))
    return f"{model.record.id}: {' + '.join(terms)} = {total}"


def model_of(seen: Cells, it: Checkpoint) -> Model:
    """A checkpoint as it is drawn, LLaMA against GPT-2; raises LookupError if it can't be."""
    if (record := recorded(it)) is None:
        raise LookupError(f"{it.id}: expected a record, found none")
    return _model(seen, it, record)


def _model(seen: Cells, it: Checkpoint, record: Record) -> Model:
    # Every norm is drawn before what it normalizes, so that nothing else may be drawn like this.
    measured = {word: seen[it.id, word].value for word in MEASURED if (it.id, word) in seen}
    if (placement := measured.get("norm_placement", "pre")) != "pre":
        raise LookupError(f"{it.id}: expected norms before each part, measured {placement!r}")
    against = model_of(seen, checkpoint(BASELINE)) if it.family != "gpt2" else None
    return Model(record, measured, against)


def _diagram(seen: Cells, family: str) -> Html:
    return block_diagram(model_of(seen, checkpoint(FIRST[family])), f"blocks-{family}")


def _chooser(seen: Cells, name: str) -> Html:
    """A list of a family's models, each with what its drawing says otherwise than the first."""
    first = _says(model_of(seen, checkpoint(FIRST[name])))
    options = [
        tag(
            "option",
            it.name,
            value=it.name,
            selected="" if it.name == FIRST[name] else None,
            data_says=_otherwise(_says(model_of(seen, checkpoint(it.name))), first),
        )
        for it in family(name)
    ]
    # A reader who comes back finds what is drawn, and not what was chosen before.
    about = {"data_draws": f"blocks-{name}", "autocomplete": "off"}
    chosen = tag("select", *options, **about)
    return tag("label", FAMILIES[name], " ", chosen, class_="chooser")


def _says(model: Model) -> list[str]:
    """What the script puts into a drawing: the head's classes, then each text but the titles."""
    said = (it.words for it in texts_of(model) if it.kind != "title")
    return [box_kind(model, "head"), *said]


def _otherwise(lines: list[str], first: list[str]) -> str | None:
    """The same without what is drawn already; nothing for that model itself."""
    if lines == first:
        return None
    return "\n".join(SAME if it == drawn else it for it, drawn in zip(lines, first, strict=True))
