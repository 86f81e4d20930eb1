"""What a model is, property by property, each with the evidence that decided it."""
