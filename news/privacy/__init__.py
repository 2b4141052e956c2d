"""Finds personal data in text and in the files that pages hand out. Plain Python, no Django."""
