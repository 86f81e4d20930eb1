"""The claims on the oldest and the newest transformers that the project admits."""
