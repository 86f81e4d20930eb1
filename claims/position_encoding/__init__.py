"""How a model is told where in the text each token stands."""

TITLE = "Position encoding"
PLACE = 3
