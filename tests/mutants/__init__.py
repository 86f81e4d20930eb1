"""Single changes to the reference models and the records, each of which some claim must notice."""
