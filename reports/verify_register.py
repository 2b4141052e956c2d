#!/usr/bin/env python3
"""Check the hash chain of an exported publication register, with nothing but Python (3.9 or newer).

    python3 verify_register.py register-tayang.xlsx
    python3 verify_register.py register-tayang.csv --hash-akhir 3f9a…

Exit status: 0 the file is whole; 1 it was changed; 2 it cannot be read as a register.

How the chain is made, so that anybody can write such a check: a cell counts as text (a moment is
``2026-11-22 14:30:00``, a whole number its figures, an empty cell nothing). The headings' hash is
that of 64 zeros and the headings; each row carries, in its last cell, the hash of the hash before
it and its other cells; the closing (last line of a CSV, second sheet of an XLSX) says which period
the file is about and how many rows it has, and carries the end hash in the same way. A hash is
SHA-256 of "<hash before>\\n<JSON list of the cells>", UTF-8, without spaces, in hexadecimal.

Whoever changes a row could compute all hashes behind it anew. The end hash therefore also stands
in the office's ledger, in the line "register exported": hold the one against the other.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

GENESIS = "0" * 64
CLOSING = "PENUTUP"
WHOLE, CHANGED, UNREADABLE = 0, 1, 2


def link(previous: str, cells: Sequence[str]) -> str:
    """The hash that ties these cells to all that stand before them."""
    text = json.dumps(list(cells), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


class NotARegister(Exception):
    """This file is no exported register; the message says why, in Indonesian."""


class Verdict(NamedTuple):
    """``fault`` is empty when the file is whole; ``row`` is the first one that does not fit."""

    rows: int
    end_hash: str
    closing: list[str]
    row: int | None = None
    fault: str = ""


def examine(headings: list[str], lines: Iterable[list[str]]) -> Verdict:
    """Walk the chain; the last of ``lines`` is the closing."""
    previous = link(GENESIS, headings)
    row, last = 0, None
    for line in lines:
        if last is not None:
            row += 1
            if not _follows(previous, last, len(headings)):
                return _faulty(row)
            previous = last[-1]
        last = line
    if last is None or last[0] != CLOSING:
        row += last is not None
        if last and not _follows(previous, last, len(headings)):
            return _faulty(row)
        return Verdict(row, "", [], row + 1, "baris penutup tidak ada: berkas terpotong")
    if link(previous, last[:-1]) != last[-1]:
        fault = "baris terakhir dihapus atau ditambah, atau penutup diubah"
        return Verdict(row, "", last, row + 1, fault)
    return Verdict(row, last[-1], last[:-1])


def _follows(previous: str, cells: list[str], width: int) -> bool:
    return len(cells) == width and link(previous, cells[:-1]) == cells[-1]


def _faulty(row: int) -> Verdict:
    fault = "diubah, dihapus, disisipkan, atau tertukar"
    if row == 1:
        fault += " (atau judul kolom diubah)"
    return Verdict(row, "", [], row, fault)


# --- CSV --------------------------------------------------------------------------------------


def csv_lines(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            for line in filter(None, csv.reader(file, strict=True)):
                yield _without_filling(line) if line[0] == CLOSING else line
        except csv.Error:
            yield ["CSV rusak"]  # which fits nowhere


def _without_filling(line: list[str]) -> list[str]:
    """The closing has fewer cells than a row: between them and the end hash there is nothing."""
    cells = line[:-1]
    while cells and not cells[-1]:
        cells.pop()
    return [*cells, line[-1]]


# --- XLSX -------------------------------------------------------------------------------------

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGET = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]')
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zone


def xlsx_lines(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet, then the closing that the second one writes out."""
    try:
        with zipfile.ZipFile(path) as book:
            sheets = _sheets(book)
            if len(sheets) != 2:
                raise NotARegister("buku kerja register berisi dua lembar")
            reader = _Cells(book)
            yield from reader.rows(sheets[0])
            pairs = [cell for pair in reader.rows(sheets[1]) for cell in pair]
            yield [CLOSING, *pairs]
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError) as error:
        raise NotARegister(f"XLSX rusak ({error})") from error


def _sheets(book: zipfile.ZipFile) -> list[str]:
    links = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {entry.get("Id"): str(entry.get("Target")) for entry in links.iter(_TARGET)}
    root = ElementTree.fromstring(book.read("xl/workbook.xml"))  # noqa: S314
    found = []
    for sheet in root.iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_RELATION)]
        found.append(target[1:] if target.startswith("/") else f"xl/{target}")
    return found


class _Cells:
    """Cells as text; what a number means is told by its format."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self.book = book
        self.texts = list(self._shared_texts())
        self.formats = self._number_formats()

    def rows(self, sheet: str) -> Iterator[list[str]]:
        width = 0  # of the first row: the headings
        with self.book.open(sheet) as file:
            for _event, element in ElementTree.iterparse(file):  # noqa: S314
                if element.tag != f"{_MAIN}row":
                    continue
                found = {
                    _column(cell.get("r") or "", at): self._text(cell)
                    for at, cell in enumerate(element.iter(f"{_MAIN}c"))
                }
                element.clear()
                found = {at: text for at, text in found.items() if text}
                if found:
                    width = width or 1 + max(found)
                    yield [found.get(at, "") for at in range(max(width, 1 + max(found)))]

    def _text(self, cell: Any) -> str:
        if cell.find(f"{_MAIN}f") is not None:
            return "=rumus"  # a register has none
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _plain(cell)
        value = cell.findtext(f"{_MAIN}v") or ""
        if kind == "s":
            return self.texts[int(value)]
        if kind != "n" or not value:
            return _unescaped(value)
        return _number(float(value), self.formats.get(int(cell.get("s", 0)), ""))

    def _shared_texts(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" in self.book.namelist():
            with self.book.open("xl/sharedStrings.xml") as file:
                for _event, element in ElementTree.iterparse(file):  # noqa: S314
                    if element.tag == f"{_MAIN}si":
                        yield _plain(element)
                        element.clear()

    def _number_formats(self) -> dict[int, str]:
        root = ElementTree.fromstring(self.book.read("xl/styles.xml"))  # noqa: S314
        codes = {
            int(entry.get("numFmtId", 0)): entry.get("formatCode", "")
            for entry in root.iter(f"{_MAIN}numFmt")
        }
        codes.update({14: "dd/mm/yyyy", 22: "dd/mm/yyyy hh:mm", 46: "[h]:mm:ss"})
        uses = root.find(f"{_MAIN}cellXfs")
        return {
            at: codes.get(int(use.get("numFmtId", 0)), "")
            for at, use in enumerate(uses if uses is not None else ())
        }


def _plain(element: Any) -> str:
    """Text of a cell, in one piece or in several looks."""
    parts = [part.text or "" for part in element.iter(f"{_MAIN}t")]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


def _number(value: float, code: str) -> str:
    bare = _QUOTED.sub("", code).lower()
    if "[h" in bare:
        minutes, seconds = divmod(round(value * 86_400), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if "y" in bare or "d" in bare:
        moment = _DAY_0 + timedelta(seconds=round(value * 86_400))
        return moment.isoformat(" ") if "h" in bare else moment.date().isoformat()
    return str(int(value)) if value.is_integer() else repr(value)


def _column(reference: str, otherwise: int) -> int:
    """``AB12`` is column 27, counted from 0."""
    at = 0
    for letter in reference:
        if not letter.isalpha():
            break
        at = at * 26 + ord(letter) - 64
    return at - 1 if at else otherwise


# --- the command ------------------------------------------------------------------------------


def verify(path: Path) -> Verdict:
    """``NotARegister`` when it cannot be read as one."""
    try:
        lines = xlsx_lines(path) if zipfile.is_zipfile(path) else csv_lines(path)
        headings = next(lines, None)
        if not headings or len(headings) < 2 or headings[0] == CLOSING:
            raise NotARegister("tidak ada judul kolom")
        return examine(headings, lines)
    except OSError as error:
        raise NotARegister(error.strerror or str(error)) from error


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        usage="%(prog)s BERKAS [--hash-akhir HASH]",
        description="Memeriksa rantai hash register tayang hasil ekspor (CSV atau XLSX).",
        add_help=False,
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--hash-akhir", default="")
    given = parser.parse_args(arguments)
    say = sys.stdout.write
    try:
        verdict = verify(given.file)
    except NotARegister as error:
        sys.stderr.write(f"Tidak dapat dibaca sebagai register: {error}.\n")
        return UNREADABLE
    if verdict.fault:
        say(f"TIDAK UTUH. Baris pertama yang salah: baris {verdict.row}: {verdict.fault}.\n")
        return CHANGED
    for at in range(1, len(verdict.closing) - 1, 2):
        say(f"{verdict.closing[at]}: {verdict.closing[at + 1]}\n")
    say(f"Hash akhir: {verdict.end_hash}\n")
    if given.hash_akhir and given.hash_akhir.strip().lower() != verdict.end_hash:
        say("TIDAK UTUH. Hash akhir berbeda dari yang diberikan.\n")
        return CHANGED
    say(f"Utuh: {verdict.rows} baris menyambung dari awal sampai akhir.\n")
    if not given.hash_akhir:
        say('Cocokkan hash akhir dengan baris "register diekspor" di buku peristiwa.\n')
    return WHOLE


if __name__ == "__main__":
    sys.exit(main())
