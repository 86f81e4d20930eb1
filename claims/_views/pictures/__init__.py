"""One picture a section, under the section's name."""
