"""What a claim is, how it comes to a verdict and where results are kept: standard library only."""
