"""What the models are made of, all in all."""

TITLE = "Architecture"
PLACE = 1
