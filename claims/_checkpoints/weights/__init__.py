"""The values of stored tensors: each is read where it lies, by itself, and counted."""
