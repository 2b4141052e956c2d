"""Where the words stand: a passage of a page with them marked, safe to put into HTML."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .words import Term, spans_in, stem

BEFORE, LENGTH = 60, 240

Span = tuple[int, int]
Hit = tuple[Span, Term]


class Marker:
    """Marks the words of one question in many texts; what it makes of a word it remembers."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms
        self.known: dict[str, Term | None] = {}

    def mark(self, text: str) -> SafeString:
        """The whole text with the words that were found in it marked."""
        return _marked(text, (0, len(text)), self.hits(text))

    def excerpt(self, title: str, summary: str, text: str) -> SafeString:
        """The summary, unless the text has words that neither it nor the title shows."""
        seen = {term for _, term in [*self.hits(title), *self.hits(summary)]}
        hits = self.hits(text) if len(seen) < len(self.terms) else []
        if {term for _, term in hits} <= seen:
            return self.mark(summary)
        start, end = _passage(text, hits, seen)
        passage = _marked(text, (start, end), hits)
        after = " …" if end < len(text) else ""
        return format_html("{}{}{}", "… " if start else "", passage, after)

    def hits(self, text: str) -> list[Hit]:
        found = []
        for start, end, word in spans_in(text):
            if word not in self.known:
                self.known[word] = self._term_for(word)
            term = self.known[word]
            if term is not None:
                found.append(((start, end), term))
        return found

    def _term_for(self, word: str) -> Term | None:
        base = stem(word)
        return next((term for term in self.terms if term.fits(word, base)), None)


def _passage(text: str, hits: list[Hit], seen: set[Term]) -> Span:
    """From the word that has most of those not yet seen close behind it, cut between words."""

    def company(first: int) -> tuple[int, int]:
        last = hits[first][0][0] + LENGTH - BEFORE
        near = {term for (_, end), term in hits[first : first + 40] if end <= last}
        return len(near - seen), len(near)

    first, word_end = hits[max(range(len(hits)), key=company)][0]  # the earliest of the best
    start = max(first - BEFORE, 0)
    end = min(start + LENGTH, len(text))
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        end = max(text.rfind(" ", start, end), word_end)
    return start, end


def _marked(text: str, part: Span, hits: list[Hit]) -> SafeString:
    (place, end), parts = part, []
    for (first, last), _ in hits:
        if first >= place and last <= end:
            parts.append((text[place:first], text[first:last]))
            place = last
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[place:end])
