"""The site as MkDocs builds and serves it."""
