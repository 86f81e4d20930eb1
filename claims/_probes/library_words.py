"""What went wrong in the library's code, told without the names that its language has for that."""

SHOWN = 300


def in_words(error: BaseException) -> str:
    """What an error says; of a name or a key that was looked for, that it isn't there."""
    if isinstance(error, AttributeError) and error.name:
        said = f"its code asks for {error.name}, which isn't there"
    elif isinstance(error, KeyError) and error.args:
        said = f"its code asks for {error.args[0]!r}, which isn't there"
    elif isinstance(error, TypeError):
        said = f"its code meets something of another kind than it expects: {error}"
    else:
        said = str(error)
    said = " ".join(said.split()) or "nothing"
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
