"""From any config that transformers knows to a small model of the same structure."""
