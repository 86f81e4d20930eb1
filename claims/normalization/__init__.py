"""What keeps the numbers inside a model in bounds, and where it stands."""

TITLE = "Normalization"
PLACE = 5
