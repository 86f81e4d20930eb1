"""How the models were trained, as far as anyone says."""

TITLE = "Training"
PLACE = 7
