"""What finds, places and problems are called."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .privacy.kinds import Kind
from .privacy.readers.reading import Problem

MOST_ROWS = 5

KINDS: dict[str, str | Promise] = {
    Kind.NIK: gettext_lazy("NIK or family card number"),
    Kind.PHONE: gettext_lazy("Telephone number"),
    Kind.ACCOUNT: gettext_lazy("Bank account"),
    Kind.EMAIL: gettext_lazy("E-mail address"),
    Kind.CHILD: gettext_lazy("Words that may reveal a child"),
    Kind.UNREADABLE: gettext_lazy("Cannot be checked"),
}
ADVICE: dict[str, str | Promise] = {
    Kind.NIK: gettext_lazy(
        "With it and a name, loans are taken out in another person's name. Shorten it "
        "(640201••••••0001) or take it out."
    ),
    Kind.PHONE: gettext_lazy("Is this a line for the public, or somebody's own number?"),
    Kind.ACCOUNT: gettext_lazy("Accounts of people who are helped do not belong in public."),
    Kind.EMAIL: gettext_lazy("Is this a mailbox for the public, or somebody's own address?"),
    Kind.CHILD: gettext_lazy(
        "The identity of a child that is a victim, an offender or a witness stays hidden: name, "
        "parents, address, school, picture (UU 11/2012, Dewan Pers)."
    ),
    Kind.UNREADABLE: gettext_lazy("Open the file and look through it yourself."),
}
PROBLEMS: dict[str, str | Promise] = {
    Problem.ENCRYPTED: gettext_lazy("protected by a password"),
    Problem.DAMAGED: gettext_lazy("damaged, or not what its name says"),
    Problem.TOO_LARGE: gettext_lazy("too large"),
    Problem.TOO_SLOW: gettext_lazy("reading it took too long"),
    Problem.NO_TEXT: gettext_lazy("a scan, without text that could be read"),
    Problem.INCOMPLETE: gettext_lazy("only a part could be read"),
    Problem.ATTACHMENTS: gettext_lazy("files are hidden inside this file"),
    Problem.NOT_YET: gettext_lazy("not examined yet"),
}
HIDDEN = gettext_lazy("Some of it is hidden in the file: whoever opens it can make it visible.")
PARTS: dict[str, str | Promise] = {
    "comments": gettext_lazy("comments"),
    "properties": gettext_lazy("properties of the file"),
    "pivot": gettext_lazy("hidden data of a pivot table"),
    "external": gettext_lazy("hidden copies of other files' data"),
    "drawings": gettext_lazy("text boxes and charts"),
    "links": gettext_lazy("links"),
    "header": gettext_lazy("head of the page"),
    "footer": gettext_lazy("foot of the page"),
    "notes": gettext_lazy("notes"),
    "form": gettext_lazy("fields of the form"),
}


def place_in_file(unit: list[Any]) -> str:
    """Of a document's reader, as ``groups.Unit``."""
    kind, *rest = unit
    if kind == "sheet":
        words = _("sheet “%(name)s”") % {"name": rest[0]}
        return _("%(sheet)s (hidden)") % {"sheet": words} if rest[1] else words
    if kind == "page":
        return _("page %(number)d") % {"number": rest[0]}
    if kind == "paragraph":
        return _("paragraph %(number)d") % {"number": rest[0]}
    if kind == "table":
        return _("table %(number)d") % {"number": rest[0]}
    if kind == "captions":
        return _("captions")
    return str(PARTS.get(rest[0], _("other parts of the file")))


def rows_in_words(rows: list[int]) -> str:
    listed = ", ".join(map(str, rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        return _("rows %(numbers)s and more") % {"numbers": listed}
    return _("row %(numbers)s") % {"numbers": listed}


def pages_in_words(pages: list[int]) -> str:
    listed = ", ".join(map(str, pages[:MOST_ROWS]))
    if len(pages) > MOST_ROWS:
        return _("pages %(numbers)s and more") % {"numbers": listed}
    return _("page %(numbers)s") % {"numbers": listed}
