"""A stand-in for the hub, and makers of what it serves: checkpoints at true size, and bad ones."""
