"""Running weights: a layer at a time, with one thing done otherwise, on the stand-ins."""
