"""Models as they are measured: small ones made from facts, and the reference at its full size."""
