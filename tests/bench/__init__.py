"""Timings, each beside a baseline in the same run, since machines differ and are noisy."""
