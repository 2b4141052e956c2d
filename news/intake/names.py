"""File names as people typed them, made fit to store and to show."""

import re
import unicodedata

MAX_STEM = 150
UNNAMED = "berkas"


def clean_name(name: str) -> tuple[str, str]:
    """The name to show ("Rapat (1).JPG") and its stem ("Rapat (1)"), free of tricks.

    Control and bidirectional characters can make ``exe.gpj`` read as ``jpg.exe``; folders do not
    belong into a name.
    """
    base = re.split(r"[\\/]", name)[-1]
    visible = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", base)
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    tidy = re.sub(r"\s+", " ", visible).strip(" .")
    stem, dot, extension = tidy.rpartition(".")
    if not dot or len(extension) > 10:
        stem, extension = tidy, ""
    stem = stem.strip(" .")[:MAX_STEM] or UNNAMED
    return (f"{stem}.{extension}" if extension else stem), stem
