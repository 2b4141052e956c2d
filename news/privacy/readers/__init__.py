"""Text out of the files that a page hands out; each reader is given bytes that may be hostile."""
