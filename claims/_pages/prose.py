"""No hand-typed facts: prose states a number or a property only as a reference to a claim."""

import re
from collections.abc import Collection

from claims._pages.page import without_code

# The references themselves and addresses are not prose; neither is code.
NOT_PROSE = (
    re.compile(r"\[[^\]]*\]\(claim:[^)]*\)"),
    re.compile(r"\]\([^)]*\)"),
    re.compile(r"<https?://[^>]*>"),
)
NUMBER = (
    r"[\w.,-]*\d[\w.,-]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|hundreds?|thousands?|(?:m|b|tr)illions?|"
    r"half|twice|doubled?"
)
PROPERTY = (
    r"learned|sinusoid\w*|rotary|rotat\w*|rope|alibi|multi-?head|grouped-?quer\w*|multi-?query|"
    r"gelu\w*|relu|silu|swish|swiglu|gated|gating|layer-?norm\w*|rms-?norm\w*|pre-?norm\w*|"
    r"post-?norm\w*|causal\w*|decoder\w*|encoder\w*|tied|untied|bias(?:es)?|softmax|linear|adam\w*"
)
FACT = re.compile(rf"(?<![\w.-])(?:{NUMBER}|{PROPERTY})(?![\w-])", re.I)


def typed_facts(markdown: str, allowed: Collection[str] = ()) -> list[str]:
    """Every number and property word of a text that stands outside a reference."""
    markdown = without_code(markdown)
    for pattern in NOT_PROSE:
        markdown = pattern.sub(" ", markdown)
    for words in sorted(allowed, key=len, reverse=True):
        markdown = re.sub(rf"(?<![\w-]){re.escape(words)}(?![\w-])", " ", markdown)
    return [match.group().strip(".,") for match in FACT.finditer(markdown)]
