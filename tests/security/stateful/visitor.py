"""Somebody without a password, who reads what is at an address."""

from typing import Any, ClassVar

from django.test import Client
from django.utils import translation

from . import eye as eyes
from .memory import GateBroken, Memory, Paper, Score

READABLE = ("title", "summary", "body", "source")


class Visitor:
    memory: Memory
    score: ClassVar[Score]
    step: Any
    anonymous: Client
    diary: list[tuple[int, str]]

    def broken(self, problem: str, page_id: int) -> GateBroken:
        """With all that ever happened to the page."""
        past = [line for pk, line in self.diary if pk == page_id]
        return GateBroken("\n".join([problem, f"after {self.step}", *past]))

    def read_as_anybody(self, paper: Paper) -> None:
        address = eyes.url_of(paper.pk)
        if address is None:
            return
        self.score.looks += 1
        response = self.anonymous.get(address)
        html = response.content.decode()
        expected = 200 if paper.live else 410 if paper.was_withdrawn else 404
        if response.status_code != expected:
            said = f"{address}: {response.status_code} instead of {expected}"
            raise self.broken(said, paper.pk)
        html, beside = own_and_others(html)
        if extra := set(eyes.TOKEN.findall(beside)) - self.public_tokens():
            raise self.broken(f"{address} says of others {extra}", paper.pk)
        found = set(eyes.TOKEN.findall(html))
        allowed = self.allowed_on(paper)
        if found - allowed:
            raise self.broken(f"{address} says {found - allowed}", paper.pk)
        if paper.live and not paper.standing:
            if missing := paper.live.tokens_in(*READABLE) - found:
                raise self.broken(f"{address} does not say {missing}", paper.pk)
            with translation.override("id-id"):
                label = translation.gettext("Waiting for initial (paraf)")
            if (label in html) is not paper.open_emergency:
                raise self.broken(f"{address}: the label of an emergency is wrong", paper.pk)

    def allowed_on(self, paper: Paper) -> set[str]:
        """A wrong address names public pages that may have been meant."""
        if paper.standing or not (paper.live or paper.was_withdrawn):
            return self.public_tokens()
        own = paper.live.tokens | paper.told if paper.live else paper.last_title
        return self.standing_tokens() | own

    def standing_tokens(self) -> set[str]:
        papers = self.memory.papers.values()
        return {token for p in papers if p.standing and p.live for token in p.live.tokens}

    def public_tokens(self) -> set[str]:
        return {t for p in self.memory.papers.values() if p.live for t in p.live.tokens | p.told}


def own_and_others(html: str) -> tuple[str, str]:
    """What the page says itself, and where it names other pages.

    Those stand behind the article (before, after and beside it) and, if urgent, on top.
    """
    html, _, others = html.partition("</article>")
    above, mark, rest = html.partition('<aside class="notice"')
    if not mark:
        return html, others
    notice, _, rest = rest.partition("</aside>")
    return above + rest, others + notice
