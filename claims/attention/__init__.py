"""How a token takes up what other tokens say."""

TITLE = "Attention"
PLACE = 2
