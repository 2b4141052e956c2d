"""Answers repeat views of public pages from memory, and forgets exactly what a change shows on.

``middleware`` keeps answers (Django's own page cache); ``clearances`` says until when they count;
``affected`` knows which addresses show a page; ``receivers`` listens for changes. ADR 0012.
"""
