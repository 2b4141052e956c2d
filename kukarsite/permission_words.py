"""Django stores the names of permissions in English, once and for all: said in our language.

They stand in the form of a group, where an administrator gives them, and are read out there.
"""

import re
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models.signals import post_init
from django.utils.translation import gettext as _

DEFAULT = re.compile(r"Can (add|change|delete|view|choose) (.+)", re.DOTALL)


def in_words(name: str) -> str:
    """The name Django made ("Can add" and the model's name), or one that a model names."""
    made = DEFAULT.fullmatch(name)
    if not made:
        return _(name) if name else name
    words = {
        "add": _("Can add %(what)s"),
        "change": _("Can change %(what)s"),
        "delete": _("Can delete %(what)s"),
        "view": _("Can view %(what)s"),
        "choose": _("Can choose %(what)s"),
    }
    return words[made[1]] % {"what": _(made[2])}


def say_it_in_our_language(instance: Permission, **kwargs: Any) -> None:
    if "name" in instance.__dict__:  # else it was not asked for
        instance.name = in_words(instance.name)


def register() -> None:
    post_init.connect(say_it_in_our_language, sender=Permission)
