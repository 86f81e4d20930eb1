"""Editing: what is saved, which claims that concerns, and a worker that runs them at once."""
