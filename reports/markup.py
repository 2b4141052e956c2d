"""The words and the addresses in a text that may be HTML, read in one go whatever it says.

Python's ``HTMLParser`` reads the rest of the text again for each tag that is never closed, leaves
out what follows an unclosed ``<script>`` and does not survive ``<![x[``. Here nothing is left out:
what is no tag is words, and what stands inside a tag is read as words after all the others.
"""

import html
import re
from collections.abc import Iterator

INLINE = frozenset(
    {"a", "b", "strong", "i", "em", "u", "s", "span", "font", "mark", "sub", "sup", "wbr", ""}
)
_LINK_ATTRIBUTES = frozenset({"href", "src", "action", "formaction", "poster", "data", "cite"})
_ADDRESS = re.compile(r"""(?:https?:|\bwww\.)[^\s<>"'“”‘’]+""", re.IGNORECASE)
_ATTRIBUTE = r"""(=?[^\s/>=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_OPENING = re.compile(r"<(?:(!--)|(/?[a-zA-Z])|([!?/]))")
# By the group of ``_OPENING``: comment, tag, and what browsers take for a comment.
_WHOLE = (
    re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL),
    re.compile(rf"</?(?P<tag>[a-zA-Z][^\s/>]*+)(?:[\s/]++|{_ATTRIBUTE}|=)*+>"),
    re.compile(r"<[!?/][^>]*+>"),
)
_SIMPLE = re.compile(r"</?(?P<tag>[a-zA-Z][^\s/<>]*+)?[^<>]*+>")
_NUMBERED = re.compile(r"&#(?=[0-9])0*+([0-9]*+)")


def read(text: str) -> tuple[str, list[str]]:
    """The words of a plain or HTML text, and the addresses in it."""
    words = text
    addresses: list[str] = []
    if "<" in text or "&" in text:
        between: list[str] = []
        inside: list[str] = []
        at = 0
        for markup in _markup(text):
            between += unescaped(text[at : markup.start()]), _gap(markup)
            inside.append(unescaped(markup[0].strip("<!->")))
            addresses += _addresses(markup)
            at = markup.end()
        between.append(unescaped(text[at:]))
        words = " \n ".join(["".join(between), *inside])
    return words, [*addresses, *_ADDRESS.findall(words)]


def _markup(text: str) -> Iterator[re.Match[str]]:
    """Tags and comments in their order.

    One that never ends has been looked for to the end of the text. It is done once for each kind;
    after that a tag is what reaches from one angle bracket to the next.
    """
    endless: set[int] = set()
    at = 0
    while opening := _OPENING.search(text, at):
        kind = (opening.lastindex or 1) - 1
        found = None if kind in endless else _WHOLE[kind].match(text, opening.start())
        if not found:
            endless.add(kind)
            found = _SIMPLE.match(text, opening.start())
        if found:
            yield found
        at = (found or opening).end()


def _tag(markup: re.Match[str]) -> str:
    return (markup.groupdict().get("tag") or "").lower()


def _gap(markup: re.Match[str]) -> str:
    """Words before and after a paragraph's tag are two; a comment or a bold letter parts none."""
    return "" if _tag(markup) in INLINE else " "


def _addresses(markup: re.Match[str]) -> Iterator[str]:
    if not _tag(markup):
        return
    for name, value in _ATTRIBUTES.findall(markup[0], markup.end("tag") - markup.start()):
        if name.lower() in _LINK_ATTRIBUTES and value:
            yield unescaped(value.strip("\"'"))


def unescaped(text: str) -> str:
    """Python reads no number of more than 4300 digits; there is no sign with more than seven."""
    return html.unescape(_NUMBERED.sub(lambda number: f"&#{number[1][:8] or 0}", text))
