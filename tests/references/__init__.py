"""What the papers say, in a few lines of plain torch, held against what transformers computes."""
