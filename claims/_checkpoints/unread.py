"""A key of a config that changes the model, and that nothing here understands."""

from attrs import frozen


@frozen
class Unread:
    """The sentence that refuses it, by file and key, and the facts that it may change.

    Whatever builds or runs the model depends on it; of what is stored, only these facts do.
    """

    sentence: str
    words: tuple[str, ...] = ()
