"""How large the models are, and what they cost."""

TITLE = "Scale"
PLACE = 6
