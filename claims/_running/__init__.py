"""Running real weights: the loss on a text as published, and with one thing done otherwise."""
