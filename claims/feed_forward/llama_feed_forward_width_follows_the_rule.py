"""Whether LLaMA's feed-forward widths come from the rule in Meta's reference code."""

from claims import Config, Observed, Tensors, Untested, altered, claim, edited, llama

PARAMS_JSON = 212  # bytes, the largest of those that are published here
ELEVEN_THOUSAND = {r".*up_proj\.weight": (11008, 4096)}


@claim(
    statement=(
        "LLaMA's feed-forward network is two thirds of four times the width, times a stated "
        "multiplier, rounded up to a stated multiple."
    ),
    about=llama,
    finding=(
        "Where a file states the multiple, LLaMA's feed-forward widths follow the rule: "
        "{by_rule:units}."
    ),
    controls=[
        altered("llama-2-7b", feed_forward_multiple_of=255, expect="failed"),
        altered("llama-3-70b", feed_forward_multiplier=1.0, expect="failed"),
        altered(
            "llama-3.1-70b",
            feed_forward_multiple_of=4096,
            feed_forward_multiplier=1.3,
            expect="passed",
        ),
        edited("llama-3-8b", reshaped=ELEVEN_THOUSAND, expect="failed"),
    ],
    origin=["field"],
    sources=["llama-paper", "meta-llama:FeedForward"],
)
def llama_feed_forward_width_follows_the_rule(inventory: Tensors) -> Observed:
    """Hold the rule against the stored matrices, whose bytes are published."""
    width, _ = inventory.shape(r".*up_proj\.weight")
    return Observed(_by_rule(inventory) == width, by_rule=_by_rule(inventory), stored=width)


@llama_feed_forward_width_follows_the_rule.also
def stated_width(config: Config) -> Observed:
    """Hold it against the config's width, where the record didn't take that from the rule."""
    expected, stated = _by_rule(config), config.fact("feed_forward_size")
    if config.rests_on("feed_forward_size") == "code":
        raise Untested("its recorded width was computed by this rule; a config.json would state it")
    return Observed(expected == stated, by_rule=expected, feed_forward_size=stated)


def _by_rule(it: Config | Tensors) -> int:
    multiple = it.stated("feed_forward_multiple_of")
    if multiple is None:
        missing = "no file here states the multiple; the authors' params.json does"
        raise Untested(missing, cost_bytes=PARAMS_JSON)
    inner = int(2 * (4 * it.fact("hidden_size")) / 3)
    inner = int((it.stated("feed_forward_multiplier") or 1) * inner)
    return int(multiple * ((inner + multiple - 1) // multiple))
