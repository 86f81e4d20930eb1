"""The checkpoints: which there are, what is published of each, and how to reach it."""
