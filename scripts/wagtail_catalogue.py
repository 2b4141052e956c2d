"""Keep the Indonesian that Wagtail and its companions do not ship themselves.

Wagtail's own ``id_ID`` catalogue covers about a third of the admin. What it lacks, and where its
words are not the office's, stands in ``locale/wagtail``; LOCALE_PATHS puts that folder before
every app's catalogue, so an entry here always wins. Run after each upgrade of Wagtail::

    python scripts/wagtail_catalogue.py            # list what has no Indonesian yet
    python scripts/wagtail_catalogue.py --write    # add those as empty entries, drop gone ones
    python scripts/wagtail_catalogue.py --compile  # write the .mo files
    python scripts/wagtail_catalogue.py --check    # exit 1 and say what is missing or broken
"""

import argparse
import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale" / "wagtail"
DOMAINS = ("django", "djangojs")

# Package folder, and the catalogue that lists its English ids (django-filter ships no "en").
PACKAGES = {
    "wagtail/admin": "en",
    "wagtail": "en",
    "wagtail/images": "en",
    "wagtail/documents": "en",
    "wagtail/users": "en",
    "wagtail/snippets": "en",
    "wagtail/sites": "en",
    "wagtail/search": "en",
    "wagtail/embeds": "en",
    "wagtail/locales": "en",
    "wagtail/contrib/redirects": "en",
    "wagtail/contrib/search_promotions": "en",
    "wagtail/contrib/settings": "en",
    "wagtail/contrib/table_block": "en",
    "wagtail/contrib/typed_table_block": "en",
    "wagtail_modeladmin": "en",
    "taggit": "en",
    "django_filters": "de",
    "django/conf": "en",
    "django/contrib/auth": "en",
    "django/contrib/contenttypes": "en",
    "django/contrib/humanize": "en",
    "django/contrib/sessions": "en",
}
# Ids that a package uses but forgot to extract into its own catalogue.
UNLISTED = {
    "django": {
        "wagtail/admin": ['You do not have permission to publish pages at "%(page_title)s"'],
        # The filters of django.contrib.admin, which modeladmin uses without its catalogue.
        "wagtail_modeladmin": ["Any date", "No date", "Has date", "Empty", "Not empty"],
    },
}
INDONESIAN = ("id", "id_ID")  # what gettext tries for "id-id", the weaker first

HEADER = {
    "Project-Id-Version": "kukarsite",
    "Language": "id",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")

Key = tuple[str, str]  # context, msgid


@dataclass
class Source:
    """One English message, where it comes from and the Indonesian it already has."""

    entry: polib.POEntry
    packages: list[str] = field(default_factory=list)
    upstream: str = ""

    @property
    def plural(self) -> str:
        return str(self.entry.msgid_plural)


def key_of(entry: polib.MOEntry | polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def text_of(entry: polib.MOEntry | polib.POEntry) -> str:
    """The Indonesian of an entry: with nplurals=1 a plural message has one text too."""
    if entry.msgid_plural:
        return str(entry.msgstr_plural.get(0, ""))
    return str(entry.msgstr)


def package_folder(package: str) -> Path:
    top, _, rest = package.partition("/")
    spec = importlib.util.find_spec(top)
    if spec is None or spec.origin is None:
        message = f"{top} is not installed"
        raise SystemExit(message)
    return Path(spec.origin).parent / rest


def english_entries(domain: str) -> Iterator[tuple[str, polib.POEntry]]:
    """Each package's English messages, in a steady order."""
    for package, language in PACKAGES.items():
        for msgid in UNLISTED.get(domain, {}).get(package, []):
            yield package, polib.POEntry(msgid=msgid)
        path = package_folder(package) / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            yield from ((package, e) for e in polib.pofile(str(path)) if not e.obsolete)


def upstream_texts(domain: str) -> dict[Key, str]:
    """The Indonesian that the packages bring themselves."""
    texts: dict[Key, str] = {}
    for package in PACKAGES:
        for code in INDONESIAN:
            path = package_folder(package) / "locale" / code / "LC_MESSAGES" / f"{domain}.mo"
            if path.exists():
                texts |= {key_of(entry): text_of(entry) for entry in polib.mofile(str(path))}
    return texts


def read_sources(domain: str) -> dict[Key, Source]:
    """Every English message of the installed packages."""
    upstream = upstream_texts(domain)
    sources: dict[Key, Source] = {}
    for package, entry in english_entries(domain):
        key = key_of(entry)
        source = sources.setdefault(key, Source(entry, upstream=upstream.get(key, "")))
        source.packages.append(package)
        if entry.msgid_plural and not source.plural:
            source.entry = entry
    return sources


def po_path(domain: str) -> Path:
    return LOCALE_DIR / "id" / "LC_MESSAGES" / f"{domain}.po"


def mo_path(domain: str) -> Path:
    return po_path(domain).with_suffix(".mo")


def read_ours(domain: str) -> dict[Key, polib.POEntry]:
    path = po_path(domain)
    return (
        {key_of(e): e for e in polib.pofile(str(path)) if not e.obsolete} if path.exists() else {}
    )


def missing(sources: dict[Key, Source], ours: dict[Key, polib.POEntry]) -> Iterator[Source]:
    for key, source in sources.items():
        if not source.upstream and not (key in ours and text_of(ours[key])):
            yield source


def write(domain: str) -> None:
    """Merge: our texts stay, what has no Indonesian comes in empty, what no package has goes."""
    sources, ours = read_sources(domain), read_ours(domain)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = HEADER
    for key, source in sources.items():
        if source.upstream and key not in ours:
            continue
        text = text_of(ours[key]) if key in ours else ""
        entry = polib.POEntry(
            msgctxt=source.entry.msgctxt,
            msgid=source.entry.msgid,
            msgid_plural=source.plural,
            occurrences=[(package, "") for package in source.packages],
            comment=f"Instead of: {source.upstream}" if source.upstream else "",
            flags=["fuzzy"] if key in ours and ours[key].fuzzy else [],
        )
        if source.plural:
            entry.msgstr_plural = {0: text}
        else:
            entry.msgstr = text
        catalogue.append(entry)
    po_path(domain).parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(po_path(domain)))


def compile_all() -> None:
    """Write each .mo: the same bytes for the same texts."""
    for domain in DOMAINS:
        polib.pofile(str(po_path(domain))).save_as_mofile(str(mo_path(domain)))


def is_compiled(domain: str) -> bool:
    if not mo_path(domain).exists():
        return False
    written = {key_of(e): text_of(e) for e in polib.pofile(str(po_path(domain))) if e.translated()}
    return written == {key_of(e): text_of(e) for e in polib.mofile(str(mo_path(domain)))}


def differs(text: str, english: Iterable[str], pattern: re.Pattern[str]) -> bool:
    """Whether the text lacks or adds something that each English form has."""
    found = set(pattern.findall(text))
    forms = [set(pattern.findall(form)) for form in english if form]
    # "1 page" / "%(counter)s pages": the one Indonesian form must carry the number.
    return found not in ([f for f in forms if f] or [set()])


def flaws(source: Source, text: str) -> Iterator[str]:
    english = (source.entry.msgid, source.plural)
    if differs(text, english, PLACEHOLDER):
        yield "placeholders differ"
    if Counter(TAG.findall(text)) != Counter(TAG.findall(source.plural or source.entry.msgid)):
        yield "HTML differs"
    for edge in (0, -1):
        if text[edge].isspace() != source.entry.msgid[edge].isspace():
            yield "white space at the edge differs"


def problems(domain: str) -> Iterator[str]:
    sources, ours = read_sources(domain), read_ours(domain)
    for source in missing(sources, ours):
        yield f"{domain}: no Indonesian ({source.packages[0]}): {source.entry.msgid!r}"
    for key, entry in ours.items():
        if key not in sources:
            yield f"{domain}: no package uses this any more: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"{domain}: fuzzy: {entry.msgid!r}"
    for key, source in sources.items():
        text = text_of(ours[key]) if key in ours else source.upstream
        if text and key[1]:
            for flaw in flaws(source, text):
                yield f"{domain}: {flaw}: {source.entry.msgid!r} -> {text!r}"
    if not is_compiled(domain):
        yield f"{domain}: the .mo is not what the .po gives; run --compile"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    action = parser.add_mutually_exclusive_group()
    for name in ("write", "check", "compile"):
        action.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args(arguments)
    if options.write:
        for domain in DOMAINS:
            write(domain)
    elif options.compile:
        compile_all()
    elif options.check:
        found = [problem for domain in DOMAINS for problem in problems(domain)]
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    else:
        for domain in DOMAINS:
            for source in missing(read_sources(domain), read_ours(domain)):
                sys.stdout.write(f"{domain}\t{source.packages[0]}\t{source.entry.msgid!r}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
