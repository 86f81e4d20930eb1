"""The helpers that claims of one section share."""
