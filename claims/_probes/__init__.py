"""Measurements on the reference implementation, one property a file; torch is imported lazily."""
