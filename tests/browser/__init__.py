"""The built site's pages on which a reader chooses, driven in a browser."""
