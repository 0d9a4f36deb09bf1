"""
Read an uploaded roster, CSV or XLSX, into a table of cells.
"""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import ParseError

from enrolments_app.data.roster import ROSTER_TEMPLATE, RosterFile
from enrolments_app.errors.roster import RosterNeedsOpenpyxl, RosterNotReadable
from enrolments_app.rules.roster import Cell

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS = (";", "\t", ",")
MAX_UNPACKED = 500 * 1024 * 1024
"""Bytes of a workbook once unpacked: more is an attack, and not a roster."""


def read_table(file: RosterFile) -> Iterator[Sequence[Cell]]:
    """
    The lines of a file, whatever its name says. CSV is UTF-8 or UTF-16 with a byte order mark; its
    separator (comma, semicolon, tab) is the one of the first line.

    Raises:
        RosterNotReadable: if it is neither CSV nor a workbook that could be read.
        RosterNeedsOpenpyxl: for XLSX without the extra `[xlsx]`.
    """
    if file.content.startswith(_OLD_EXCEL):
        raise RosterNotReadable(file.name, "it is a workbook of the old format, XLS")
    if file.content.startswith(_ZIP):
        return _workbook(file)
    return _csv(file)


def _csv(file: RosterFile) -> Iterator[Sequence[Cell]]:
    text = _decoded(file)
    head = text.split("\n", 1)[0].strip().strip('"')
    after = head.removeprefix(ROSTER_TEMPLATE).lstrip('"')[:1]
    separator = after if after in _SEPARATORS else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as exc:
        raise RosterNotReadable(file.name, f"line {reader.line_num}: {exc}") from exc


def _decoded(file: RosterFile) -> str:
    wide = file.content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return file.content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as exc:
        line = file.content[: exc.start].count(b"\n") + 1
        raise RosterNotReadable(file.name, f"line {line} is not UTF-8") from exc


def _workbook(file: RosterFile) -> Iterator[Sequence[Cell]]:
    try:
        # Optional: CSV needs nothing but Python.
        import openpyxl
    except ImportError as exc:
        raise RosterNeedsOpenpyxl(file.name) from exc
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise RosterNotReadable(file.name, "unpacked, it is too large")
        book = openpyxl.load_workbook(io.BytesIO(file.content), read_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield tuple(row)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        AttributeError,
        EOFError,
        IndexError,
        KeyError,
        OSError,
        TypeError,
        ValueError,
    ) as exc:
        # What a damaged workbook makes openpyxl raise; a refusal of ours is none of these.
        raise RosterNotReadable(file.name, "it is no workbook") from exc
