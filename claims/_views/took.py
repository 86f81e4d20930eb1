"""What reading checkpoints from the hub took, in one line."""

from collections.abc import Mapping

from claims._checkpoints.hub.took import Took


def total_line(took: Mapping[str, Took]) -> str:
    """Add up what each checkpoint took; those that could not be read took something too."""
    checkpoints = "1 checkpoint" if len(took) == 1 else f"{len(took)} checkpoints"
    return f"hub: {sum(took.values(), Took())} for {checkpoints}"


def joined(several: list[Mapping[str, Took]]) -> dict[str, Took]:
    """Add up what several processes took for the same checkpoints or for others."""
    names = dict.fromkeys(name for each in several for name in each)
    return {name: sum((each.get(name, Took()) for each in several), Took()) for name in names}
