"""Changes to one module of a model under an unchanged config, one a file, named as the file."""
