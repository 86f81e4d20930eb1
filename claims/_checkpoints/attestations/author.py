"""The name of whoever attests: shown as text, and part of a file's name."""

import hashlib
import re
import unicodedata

from claims._core.errors import Refused
from claims._core.visible import visible

LONGEST = 80


def author(name: str) -> str:
    """Give the name without blanks around it; raises Refused where it can't be shown as it is."""
    kept = name.strip()
    if not kept or len(kept) > LONGEST or not is_one_line(kept):
        expected = f"1 to {LONGEST} characters on one line, none of them invisible"
        raise Refused(f"the name of an attestation: expected {expected}, got {name!r}")
    return kept


def is_one_line(text: str) -> bool:
    """Whether a text shows as itself: no line ends, no characters that steer what shows it."""
    return visible(text) == text and not set(text) & set("\n\t")


def slug(name: str) -> str:
    """The name as part of a file's name: small letters, digits and hyphens alone."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    # A name of other letters leaves nothing, and still tells one from another.
    return words or hashlib.sha256(name.encode()).hexdigest()[:8]
