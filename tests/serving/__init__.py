"""The served site, driven in a browser."""
