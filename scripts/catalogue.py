"""Keep the Indonesian catalogue true to the code.

``--update`` collects every text from the code into ``locale/id/LC_MESSAGES/django.po`` and
compiles it; ``--merge FILE…`` does the same and takes translations from those PO files where ours
has none; ``--check`` fails when a text has no translation, a guessed one, other placeholders, when
the catalogue keeps texts that the code no longer has, or when the ``.mo`` is not the ``.po``.

Needs GNU gettext.
"""

import argparse
import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.core.management import call_command
from django.core.management.commands import makemessages

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("kukarsite", "reports", "news", "workflow_steps", "templates")
KINDS = {".py", ".html", ".txt"}
CATALOGUE = Path("locale", "id", "LC_MESSAGES", "django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: kukarsite\\n"
"Language: id\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


class MakeMessages(makemessages.Command):
    """Django's own collector, without guesses: a new text is untranslated, never "fuzzy"."""

    requires_system_checks: list[str] = []
    msgmerge_options = ["-q", "--backup=none", "--update", "--no-fuzzy-matching"]
    msgattrib_options = ["--no-obsolete", "--sort-output"]


def tool(*command: str, text: str | None = None) -> str:
    """Run one of the gettext programs."""
    done = subprocess.run(  # noqa: S603 fixed programs
        command, input=text, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout


def collect(workplace: Path, start: str) -> str:
    """Give the catalogue ``start`` brought up to date with the code, made in an empty folder."""
    for source in SOURCES:
        for path in (ROOT / source).rglob("*"):
            if path.suffix in KINDS and "migrations" not in path.parts:
                target = workplace / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    catalogue = workplace / CATALOGUE
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(start, encoding="utf-8")
    here = Path.cwd()
    os.chdir(workplace)  # makemessages works on the current folder
    try:
        call_command(
            MakeMessages(), locale=["id"], add_location="file", no_obsolete=True, verbosity=0
        )
    finally:
        os.chdir(here)
    # The date of collection would make two equal catalogues differ.
    lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith('"POT-Creation-Date:'))


def current() -> str:
    path = ROOT / CATALOGUE
    return path.read_text(encoding="utf-8") if path.exists() else HEADER


def entries(catalogue: str, *which: str) -> list[str]:
    """Give the msgids that ``msgattrib`` selects."""
    text = tool("msgattrib", "--no-wrap", "--no-location", *which, "-", text=catalogue)
    found = re.findall(r'^(?:#~ )?msgid "(.+)"$', text, re.MULTILINE)
    return [message for message in found if message]


def update(more: list[Path]) -> None:
    start = current()
    if more:
        with tempfile.TemporaryDirectory() as folder:
            ours = Path(folder) / "ours.po"
            # Only what we have translated: an empty entry must not win over a merged one.
            ours.write_text(
                tool("msgattrib", "--translated", "--no-obsolete", "-", text=start) or HEADER,
                encoding="utf-8",
            )
            start = tool("msgcat", "--use-first", str(ours), *map(str, more))
    with tempfile.TemporaryDirectory(prefix="kukarsite-catalogue-") as folder:
        fresh = collect(Path(folder), start)
    path = ROOT / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fresh, encoding="utf-8")
    tool("msgfmt", "--check-format", "-o", str(path.with_suffix(".mo")), str(path))
    if left := entries(fresh, "--untranslated"):
        print("Without a translation:", *left, sep="\n  ")


def check() -> list[str]:
    path = ROOT / CATALOGUE
    if not path.exists():
        return [f"{CATALOGUE} does not exist (make catalogue)"]
    ours = current()
    with tempfile.TemporaryDirectory(prefix="kukarsite-catalogue-") as folder:
        fresh = collect(Path(folder), ours)
        compiled = Path(folder) / "fresh.mo"
        problems = [f"no translation: {text}" for text in entries(fresh, "--untranslated")]
        problems += [f"guessed: {text}" for text in entries(ours, "--only-fuzzy")]
        unused = set(entries(ours, "--no-obsolete")) - set(entries(fresh, "--no-obsolete"))
        problems += [f"no longer in the code: {text}" for text in sorted(unused)]
        problems += [f"no longer in the code: {text}" for text in entries(ours, "--only-obsolete")]
        tool("msgfmt", "--check-format", "-o", str(compiled), str(path))
        now = messages(compiled)
    problems += [
        f"other placeholders: {source} → {target}"
        for source, target in now.items()
        if sorted(set(PLACEHOLDER.findall(source))) != sorted(set(PLACEHOLDER.findall(target)))
    ]
    committed = path.with_suffix(".mo")
    if not committed.exists() or messages(committed) != now:
        problems.append("django.mo is not compiled from django.po (make catalogue)")
    return problems


def messages(compiled: Path) -> dict[str, str]:
    with compiled.open("rb") as file:
        catalogue: dict[str | tuple[str, int], str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key if isinstance(key, str) else key[0]: text for key, text in catalogue.items() if key}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--update", action="store_true")
    what.add_argument("--merge", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    if not options.check:
        update(options.merge or [])
        return 0
    problems = check()
    print(*(problems or ["The Indonesian catalogue is complete and compiled."]), sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
