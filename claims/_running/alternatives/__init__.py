"""What can be done otherwise in a model under its own weights and config, one a file."""
