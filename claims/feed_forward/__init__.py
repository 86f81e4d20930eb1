"""What each token goes through by itself, between one attention and the next."""

TITLE = "Feed-forward network"
PLACE = 4
