"""What the terminal says of an answer."""

from rich.text import Text

from claims._core.visible import visible
from claims._editing.loop import Answer
from claims._views.marks import verdict_words


def line(answer: Answer, before: Answer | None) -> Text | None:
    """A claim's change; None for no change, red if a strict build would refuse it."""
    words = _words(answer)
    if before and _words(before) == words:
        return None
    was, now = _verdict(before), _verdict(answer)
    turned = f"{was} → " if was and now and was != now else ""
    text = "\n".join(visible(it) for it in f"{answer.claim}: {turned}{words}".splitlines())
    return Text(text, style="red" if answer.problems else "")


def _verdict(answer: Answer | None) -> str:
    return verdict_words(answer.entry) if answer and answer.entry else ""


def _words(answer: Answer) -> str:
    """What there is to say of a claim: its verdict and finding, then what is wrong."""
    if answer.gone:
        return "no longer there"
    entry = answer.entry
    said = [f"{_verdict(answer)}: {entry['finding'] or entry['because']}"] if entry else []
    return "\n  ".join([*said, *answer.problems])
