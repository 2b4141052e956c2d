"""The demo newsroom: texts, pictures, files and the script of three months of work."""
