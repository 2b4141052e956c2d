"""Text that may stand in XML (feeds, sitemaps)."""

import re

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Text pasted from a word processor can hold characters that XML forbids."""
    return _NOT_IN_XML.sub(" ", text)
