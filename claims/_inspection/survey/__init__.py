"""Many models, one after another: what config and tensors decide of each, without torch."""
