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
        # Other pages stand behind the article (before, after and beside it) and, if urgent, on top.
        html, _, beside = html.partition("</article>")
        if '<aside class="notice"' in html:
            above, _, rest = html.partition('<aside class="notice"')
            notice, _, rest = rest.partition("</aside>")
            html, beside = above + rest, beside + notice
        if extra := set(eyes.TOKEN.findall(beside)) - self.public_tokens():
            raise self.broken(f"{address} says of others {extra}", paper.pk)
        found = set(eyes.TOKEN.findall(html))
        allowed = self.standing_tokens()
        if paper.live:
            allowed |= paper.live.tokens | paper.told
        elif paper.was_withdrawn:
            allowed |= paper.last_title
        if paper.standing:
            allowed |= self.public_tokens()
        if found - allowed:
            raise self.broken(f"{address} says {found - allowed}", paper.pk)
        if paper.live and not paper.standing:
            if missing := paper.live.tokens_in(*READABLE) - found:
                raise self.broken(f"{address} does not say {missing}", paper.pk)
            with translation.override("id-id"):
                label = translation.gettext("Waiting for initial (paraf)")
            if (label in html) is not paper.open_emergency:
                raise self.broken(f"{address}: the label of an emergency is wrong", paper.pk)

    def standing_tokens(self) -> set[str]:
        papers = self.memory.papers.values()
        return {token for p in papers if p.standing and p.live for token in p.live.tokens}

    def public_tokens(self) -> set[str]:
        return {t for p in self.memory.papers.values() if p.live for t in p.live.tokens | p.told}
