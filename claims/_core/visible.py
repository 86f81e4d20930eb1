"""Text from outside made visible, so that it can't steer a terminal or turn its direction."""

import unicodedata

# Control characters, and marks that change the direction of what follows.
STEERING = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def visible(text: str) -> str:
    """Spell out every character that isn't shown as itself; line ends and tabs stay."""
    if text.isprintable():  # nearly all is, and is asked in one go
        return text
    return "".join(it if _is_plain(it) else f"\\u{ord(it):04x}" for it in text)


def _is_plain(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in STEERING
