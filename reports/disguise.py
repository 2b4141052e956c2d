"""A word as pages injected into government sites disguise it: "SL0T-G4C0R", "s l o t", "gacooor".

A regular expression tries each way to share out a run of signs among the letters of a term, and
there can be more ways than seconds in a year. Here all ways go on together: a set of places in
the text is one integer with a bit for each place, and a step of the pattern is a few operations on
it (Cameron et al. 2014, "Bitwise data parallelism in regular expression matching"). How many
there are depends on the term alone, so that a text twice as long takes twice the time.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# What is written instead of a letter.
STAND_INS = {
    "a": "a4@",
    "b": "b8",
    "e": "e3",
    "g": "g69",
    "i": "i1!|",
    "l": "l1|",
    "o": "o0",
    "s": "s5$",
    "t": "t7",
    "z": "z2",
}
# Letters of other alphabets that look like Latin ones (Cyrillic, then Greek).
LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕқһԛԝтмнкв" + "αορνικτχγεηωυ",
    "aeopcyxijsqhqwtmhkb" + "aopviktxyenwu",
)
# For a first, generous look: one letter for all that stand for it, and none for those that a sign
# can stand for, since the same sign can also stand between letters.
COARSE = str.maketrans(
    {sign: c if all_.isalnum() else None for c, all_ in STAND_INS.items() for sign in all_}
)
UNSEEN = frozenset({"Mn", "Me", "Cf"})  # marks upon a letter, and what has no width
BLANKS = frozenset("\u115f\u1160\u2800")  # letters by their category, but nothing to see
LEAST = 3  # letters and figures of a term; fewer stand in every text
SHARE = 4  # at least every fourth letter is written as one: figures alone ("7070") spell no word

# A number after the word (slot88, togel4d), as far as nothing follows it.
_NUMBER = re.compile(r"(?<!\d)\d++(?=d?+(?![^\W_]))")


def normalised(text: str) -> str:
    """Lower case, plain letters, nothing invisible; spaces and signs stay."""
    return text.lower() if text.isascii() else "".join(map(_normalised_sign, text))


@lru_cache(maxsize=4096)
def _normalised_sign(sign: str) -> str:
    """Each by itself: to put thousands of marks in order takes NFKD the square of their number."""
    kept = (
        part
        for part in unicodedata.normalize("NFKD", sign)
        if part not in BLANKS and unicodedata.category(part) not in UNSEEN
    )
    return "".join(kept).casefold().translate(LOOK_ALIKES)


def squashed(text: str) -> str:
    """Only letters and figures for a first look, each class once, repetitions as one."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[\W_]+", "", text.translate(COARSE)))


def says_enough(words: str) -> bool:
    """Whether it can be looked for at all."""
    return sum(map(str.isalnum, normalised(words))) >= LEAST


class Term:
    """A word or phrase of the list, made ready to be found."""

    def __init__(self, words: str) -> None:
        self.words = words
        plain = normalised(words)
        self.squashed = squashed(plain)
        self.parts = [part for part in re.split(r"[\W_]+", plain) if part]
        self.needed = -(-sum(map(len, self.parts)) // SHARE)

    def find(self, text: str) -> tuple[int, int] | None:
        """Where the first one ends in a normalised text, and about where it begins."""
        signs = signs_of(text)
        ends = signs.ends & (
            self._spelled(signs, signs.over_signs) | self._spelled(signs, signs.over_a_gap)
        )
        if not ends:
            return None
        end = (ends & -ends).bit_length() - 1
        return max(0, end - len(self.words)), end

    def _spelled(self, signs: "Signs", between: Callable[[int], int]) -> int:
        """Every place that can be reached from a start by spelling the term."""
        # One set of places for each number of letters so far that were written as such.
        reached = [signs.starts] + [0] * self.needed
        for number, part in enumerate(self.parts):
            if number:
                reached = [_past(at, signs.gaps, 3) for at in reached]
            for place, letter in enumerate(part):
                if place:
                    reached = [between(at) for at in reached]
                reached = _letter(signs, letter, reached)
        return reached[-1]


class Signs:
    """A text that tells where its signs are: bit n of an answer stands for sign n."""

    def __init__(self, text: str) -> None:
        self._backwards = text[::-1]
        self._distinct = frozenset(text)
        self._any_of: dict[str, int] = {}
        everywhere = (2 << len(text)) - 1
        self.gaps = self._where(lambda sign: not sign.isalnum())
        self._signs = self._where(
            lambda sign: not (sign.isalnum() or sign.isspace() or sign == "_")
        )
        # No letter before …
        self.starts = everywhere & ~(self._where(_is_letter) << 1)
        # … and after it only a number or "-nya".
        numbers = _NUMBER.sub(lambda number: " " * len(number[0]), text)
        self.ends = everywhere & ~Signs._of(numbers[::-1], frozenset(numbers), str.isalnum)
        nya = self.any_of("n") & self.any_of("y") >> 1 & self.any_of("a") >> 2
        self.ends |= nya & self.ends >> 3

    def any_of(self, signs: str) -> int:
        if signs not in self._any_of:
            self._any_of[signs] = self._where(signs.__contains__)
        return self._any_of[signs]

    def over_signs(self, at: int) -> int:
        """Inside a word: nothing, or signs that are no space."""
        return _past(_past(at, self._signs, 2), self.any_of("_"), 1)

    def over_a_gap(self, at: int) -> int:
        """Every letter set apart."""
        return _past(_step(at, self.gaps), self.gaps, 2)

    def _where(self, fits: Callable[[str], bool]) -> int:
        return self._of(self._backwards, self._distinct, fits)

    @staticmethod
    def _of(backwards: str, distinct: frozenset[str], fits: Callable[[str], bool]) -> int:
        table = {ord(sign): "1" if fits(sign) else "0" for sign in distinct}
        return int(backwards.translate(table) or "0", 2)


@lru_cache(maxsize=1)
def signs_of(text: str) -> Signs:
    """All terms look at one text before the next one comes."""
    return Signs(text)


def _is_letter(sign: str) -> bool:
    return sign.isalnum() and not sign.isdecimal()


def _step(at: int, among: int) -> int:
    """One sign further, where it is one of those."""
    return (at & among) << 1


def _past(at: int, among: int, times: int) -> int:
    """Up to so many signs further."""
    for _ in range(times):
        at |= _step(at, among)
    return at


def _run(at: int, among: int) -> int:
    """Any number of signs further: the carry of an addition runs through all of them."""
    return ((at & among) + among) ^ among | at


def _letter(signs: Signs, letter: str, reached: list[int]) -> list[int]:
    """Past the letter or what stands for it, which may be repeated ("gacoooor")."""
    all_ = STAND_INS.get(letter, letter)
    anyhow = signs.any_of(all_)
    written = signs.any_of("".join(filter(str.isalpha, all_)))
    disguised = anyhow & ~written
    after = [0] * len(reached)
    for count, at in enumerate(reached):
        if at:
            after[count] |= _run(_step(at, disguised), disguised)
            more = min(count + 1, len(reached) - 1)
            after[more] |= _run(_step(_run(at, anyhow), written), anyhow)
    return after
