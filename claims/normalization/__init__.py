"""How the sizes of vectors are kept in bounds, and where."""

TITLE = "Normalization"
PLACE = 5
