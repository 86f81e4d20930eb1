"""The published file formats, one file each: from bytes to facts, an inventory or pins."""
