"""One view of all that there is of something a file."""
