"""The ways in: pytest, the site, the pages' cells and the command line; one file each."""
