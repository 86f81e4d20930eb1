"""Reading a repository of the hub: a config, an index, and of weights the headers alone."""
