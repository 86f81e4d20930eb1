"""What others ran elsewhere, told in a committed file, and whether it still fits what is here."""
