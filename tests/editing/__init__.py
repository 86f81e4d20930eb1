"""What runs when something is edited, from a file's key to the open page."""
