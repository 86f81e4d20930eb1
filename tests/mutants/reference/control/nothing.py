"""The reference implementation as it is."""
