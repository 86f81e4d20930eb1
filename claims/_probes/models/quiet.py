"""The model library's own messages, which nobody asked for."""


def quiet() -> None:
    """Keep the library from commenting on a config: it quotes what anybody may have written.

    A small model, too, has settings on purpose that it would warn of.
    """
    from transformers.utils import logging

    logging.set_verbosity(logging.CRITICAL)
