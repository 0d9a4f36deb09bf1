"""
May a statement change rows, or a schema? As far as its text tells.
"""

import enum
import re

COMMENT = re.compile(r"\s*(?:--[^\n]*(?:\n|$)|/\*.*?\*/)", re.DOTALL)
READS = re.compile(r"\s*(SHOW|SAVEPOINT|RELEASE|SET|VALUES)\b", re.IGNORECASE)
SELECTS = re.compile(r"\s*(SELECT|WITH|EXPLAIN)\b", re.IGNORECASE)
# Written by Django's ORM, which calls no function that changes anything.
QUERY = re.compile(r'\s*SELECT\s+(DISTINCT\s+|COUNT\(|1 AS |\(?")', re.IGNORECASE)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
ANOTHER = re.compile(r";\s*[^\s;]")


class Kind(enum.Enum):
    """
    `CALLS` reads, as far as it can be seen, and may hold or call something that does more; `ACTS` is
    everything not known.
    """

    READS = enum.auto()
    CALLS = enum.auto()
    WRITES = enum.auto()
    ACTS = enum.auto()


def kind_of(text: str) -> Kind:
    """
    The kind of a text by its first word; several statements in one text may do anything.
    """
    while comment := COMMENT.match(text):
        text = text[comment.end() :]
    if ANOTHER.search(text):
        return Kind.ACTS
    if READS.match(text) or QUERY.match(text):
        return Kind.READS
    if SELECTS.match(text):
        return Kind.CALLS
    return Kind.WRITES if WRITES.match(text) else Kind.ACTS
