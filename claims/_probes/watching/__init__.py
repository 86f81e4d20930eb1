"""What one pass through a model shows, whichever model it is, for the probes to read off."""
