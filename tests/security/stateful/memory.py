"""What the test itself remembers: who wrote what, what an approver was shown, what may be live."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from .eye import Reading


class GateBroken(AssertionError):
    """Something is public that nobody entitled has initialled in that form."""


@dataclass
class Shown:
    """What somebody had before their eyes when they decided, or will decide."""

    reading: Reading
    digest: str
    task_state: int


@dataclass
class Grant:
    """A paraf, or an emergency publication, as the test saw it given."""

    reading: Reading
    by: int
    serial: int
    go_live_at: datetime | None = None
    emergency: bool = False


@dataclass
class Paper:
    """One page, as the test follows it."""

    pk: int
    live: Reading | None = None
    # The last act about the page: only what it is about may come before the public.
    grant: Grant | None = None
    # Somebody's cancelled or early publication of what was initialled is no leak.
    pending: Grant | None = None
    writes: list[tuple[int, int]] = field(default_factory=list)  # (serial, person)
    shown: dict[int, Shown] = field(default_factory=dict)
    once_live: set[str] = field(default_factory=set)  # tokens that stood initialled and live
    told: set[str] = field(default_factory=set)  # tokens a reader still sees: past corrections
    last_title: set[str] = field(default_factory=set)
    standing: bool = False
    open_emergency: bool = False
    was_withdrawn: bool = False


@dataclass
class Memory:
    papers: dict[int, Paper] = field(default_factory=dict)
    author: dict[str, int] = field(default_factory=dict)  # token → who wrote it
    serial: int = 0
    written: int = 0

    def token(self, person: int) -> str:
        """A word that nobody else will ever write."""
        self.written += 1
        word = f"kata{self.written:06d}"
        self.author[word] = person
        return word

    def wrote(self, page_id: int, person: int) -> Paper:
        paper = self.papers.setdefault(page_id, Paper(page_id))
        paper.writes.append((self.serial, person))
        return paper

    def writers(self, paper: Paper, until: int) -> set[int]:
        """Who has contributed since the page was last live with a paraf."""
        return {person for serial, person in paper.writes if serial <= until}

    # --- acts --------------------------------------------------------------------------------

    def initialled(
        self, paper: Paper, person: int, shown: Shown, go_live_at: datetime | None
    ) -> Grant:
        self.refuse_own_work(paper, person, shown.reading, self.serial)
        paper.grant = Grant(shown.reading, person, self.serial, go_live_at)
        return paper.grant

    def refuse_own_work(self, paper: Paper, person: int, reading: Reading, until: int) -> None:
        if person in self.writers(paper, until):
            raise GateBroken(f"{person} initialled page {paper.pk} after contributing to it")
        own = {
            token for token in reading.tokens - paper.once_live if self.author.get(token) == person
        }
        if own:
            raise GateBroken(f"{person} initialled words of their own on page {paper.pk}: {own}")

    def published_in_emergency(self, paper: Paper, person: int, reading: Reading) -> None:
        paper.grant = Grant(reading, person, self.serial, emergency=True)
        paper.open_emergency = True
        self.goes_live(paper, paper.grant)

    def initialled_afterwards(self, paper: Paper, person: int, shown: Shown) -> None:
        emergency = paper.grant
        if emergency is None or not emergency.emergency or shown.reading != paper.live:
            raise GateBroken(f"Page {paper.pk}: initialled afterwards, but not what is public")
        if person == emergency.by:
            raise GateBroken(f"{person} initialled their own emergency publication")
        self.refuse_own_work(paper, person, shown.reading, emergency.serial)
        paper.grant = Grant(shown.reading, person, emergency.serial)
        paper.open_emergency = False
        self._settled(paper, paper.grant)

    def goes_live(self, paper: Paper, grant: Grant) -> None:
        before = paper.live
        paper.live, paper.pending = grant.reading, None
        paper.was_withdrawn = False
        paper.last_title = grant.reading.tokens_in("title")
        paper.told |= grant.reading.tokens_in("correction")
        if before is None:
            paper.told = grant.reading.tokens_in("correction")
        if not grant.emergency:
            paper.open_emergency = False
            self._settled(paper, grant)

    def _settled(self, paper: Paper, grant: Grant) -> None:
        paper.once_live |= grant.reading.tokens
        paper.writes = [(serial, who) for serial, who in paper.writes if serial > grant.serial]

    def withdrawn(self, paper: Paper) -> None:
        paper.live = paper.pending = paper.grant = None
        paper.open_emergency = False
        paper.was_withdrawn = True


@dataclass
class Score:
    """How often each thing really happened, so that refusing everything does not pass."""

    steps: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    looks: int = 0

    def table(self) -> str:
        names = sorted(self.done.keys() | self.refused.keys())
        lines = [f"{name:<28}{self.done[name]:>6}{self.refused[name]:>6}" for name in names]
        return "\n".join([f"{self.steps} steps, {self.looks} looks", *lines])
