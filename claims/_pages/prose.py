"""No hand-typed facts: prose states a number or a property only as a reference to a claim."""

import html
import re
from collections.abc import Collection

# The references themselves and addresses are not prose; a link's title is, since it is shown.
NOT_PROSE = (
    re.compile(r"\[[^\[\]]*\]\(\s*claim:[^\s)]*"),
    re.compile(r"\]\(\s*(?:<[^>]*>|[^\s)]*)"),
    re.compile(r"<https?://[^>]*>"),
)
FENCED = re.compile(r"^(```+|~~~+).*?^\1", re.S | re.M)
INLINE = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n\s*\n).)+?)(?<!`)\1(?!`)", re.S)
# What someone types or looks up. Any other inline code is a word of the sentence in another font,
# and `12` in it states as much as 12 does.
TYPED = re.compile(
    r"(?:pytest|make|claims|pip)(?:\s.*)?"  # a command
    r"|-{1,2}[a-z][\w-]*"  # an option
    r"|(?:[a-z_.][\w.-]*/)+[\w.-]*|[\w-]+\.[a-z]\w*"  # a path, a file
    r"|[a-z_][\w.]*\(.*\)",  # a call
    re.S,
)
# Digits of every script, and what else counts: ½, ², Ⅻ, ①. Beyond lie ideographs.
COUNTS = r"\d" + "".join(filter(str.isnumeric, map(chr, range(0x80, 0x3000))))
UNIT = "two|three|four|five|six|seven|eight|nine"
TEEN = r"ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
TENS = r"twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety"
# `one`, `first` and `second` are too common in prose that counts nothing.
NUMBER = (
    rf"[\w.,-]*[{COUNTS}][\w.,-]*|zero|(?:{TENS})(?:[\s-]?(?:one|{UNIT}))?|"
    rf"(?:{UNIT}|{TEEN}|{TENS}|hundred|thousand)-?fold|{UNIT}|{TEEN}|"
    r"(?:dozen|hundred|thousand|(?:m|b|tr)illion|quarter|third)s?|"
    r"(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|\w+tie|hundred|thousand)ths?|"
    r"half|halv(?:e|es|ed|ing)|twice|thrice|doubl(?:e|es|ed|ing)|(?:tri|quadru)pl(?:e|es|ed|ing)|"
    # Roman numerals; a single letter is more often a name.
    r"(?-i:(?=[IVXLCDM]{2})M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
)
PROPERTY = (
    r"learn(?:ed|t|able)|sinusoid\w*|(?:co)?sines?|rotary|rotat\w*|rope|alibi|yarn|ntk|angles?|"
    r"(?:absolute|relative)(?:ly)?[\s-]+position\w*|"
    r"multi-?head\w*|grouped-?quer\w*|multi-?quer\w*|mha|gqa|mqa|kv|sliding[\s-]+windows?|"
    r"gelu\w*|relu|silu|swish|(?:swi|ge|re)?glu|tanh|gat(?:es?|ed|ing)|"
    r"layer[\s-]?norm\w*|rms(?:[\s-]?norm\w*)?|pre[\s-]?norm\w*|post[\s-]?norm\w*|residuals?|"
    r"causal\w*|decoder\w*|encoder\w*|(?:un)?tied|weight[\s-]+(?:tying|sharing)|"
    r"bias(?:es)?|(?:un)?biased|softmax|linear|dropout|adam\w*|tokeni[sz]ers?|bpe|byte[\s-]?pairs?"
)
# A word ends where its letters and digits do: a hyphen or an underscore is no way around.
NO_LETTER_BEFORE, NO_LETTER_AFTER = r"(?<![^\W_])", r"(?![^\W_])"
FACT = re.compile(rf"{NO_LETTER_BEFORE}(?:{NUMBER}|{PROPERTY}){NO_LETTER_AFTER}", re.I)


def typed_facts(markdown: str, allowed: Collection[str] = ()) -> list[str]:
    """Every number and property word of a text that stands outside a reference."""
    text = INLINE.sub(_shown, FENCED.sub(" ", markdown))
    for pattern in NOT_PROSE:
        text = pattern.sub(" ", text)
    # As it is read: `R&#111;PE` and `Ro**PE**` are one word each.
    text = html.unescape(text).replace("*", "")
    for words in sorted(allowed, key=len, reverse=True):
        edges = rf"{NO_LETTER_BEFORE}(?<!-){re.escape(words)}(?!-){NO_LETTER_AFTER}"
        text = re.sub(edges, " ", text)
    return [match.group().strip(".,_-") for match in FACT.finditer(text)]


def _shown(code: re.Match[str]) -> str:
    """Inline code as prose, unless it is something to type or to look up."""
    words = code[2].strip()
    return " " if TYPED.fullmatch(words) else f" {words} "
