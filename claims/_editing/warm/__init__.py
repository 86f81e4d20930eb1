"""The warm process: holds torch and transformers alone, and forks for each batch of claims.

It is started beside the project and imports nothing of it, so that nothing that is edited stops it;
its children import all of it anew. A line that comes in is a batch, which takes the place of the
one before:

    {"batch": 1, "claims": ["section/name"], "again": ["section/name"], "changed": ["/a/file.py"],
     "edited": ["section/name"]}

Where files have changed, whatever is being run begins anew, and for `edited` claims its time too.

Each line that goes out has the number of the batch: a claim with its `entry` and `problems`, with
why it was `refused`, or with how the process `ended` that ran it; beside its entry, after which
others a process was `lost` that was at it before. Every now and then one says that the process is
`alive`, and the last that it is `done`.
"""
