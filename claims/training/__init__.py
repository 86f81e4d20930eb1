"""How a model came by its weights, which the weights don't show."""

TITLE = "Training"
PLACE = 7
