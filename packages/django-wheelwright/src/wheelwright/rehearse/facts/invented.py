"""
Failures that only made-up rows bring about, and what their message tells of the rows that real ones are.
"""

import ast
import dataclasses
import enum
import re

from wheelwright.rehearse.facts.failure import Failure, Sample
from wheelwright.rehearse.made_up import MadeUp

MOST_KEYS = 8
CAST = re.compile(
    r'ALTER TABLE "?(?P<table>\w+)"? ALTER COLUMN "?(?P<column>\w+)"? '
    r"TYPE (?P<type>[a-z][a-z ]*?)(?=\s+USING|\s*[(;,]|\s*$)",
    re.IGNORECASE,
)
UNREADABLE = re.compile(
    r"invalid input syntax for (?:type )?(?P<type>[a-z][a-z ]*[a-z])", re.IGNORECASE
)
NOT_READ = ("22P02", "22007", "22008", "22003", "22023", "42804")
TYPES = {
    "json": "json",
    "jsonb": "json",
    "smallint": "number",
    "integer": "number",
    "bigint": "number",
    "numeric": "number",
    "real": "number",
    "double precision": "number",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "timestamp": "moment",
    "timestamp with time zone": "moment",
    "timestamp without time zone": "moment",
    "uuid": "uuid",
    "interval": "interval",
    "inet": "address",
}
# What Python and Django say of a text that they cannot read.
SAYINGS = (
    (re.compile(r"JSONDecodeError|Expecting value|Extra data|Expecting property name"), "json"),
    (re.compile(r"invalid literal for int|convert string to float|ConversionSyntax"), "number"),
    (
        re.compile(r"expected a number|must be an integer|must be a decimal|must be a float"),
        "number",
    ),
    (re.compile(r"hexadecimal UUID|valid UUID"), "uuid"),
    (re.compile(r"%H|date/time format|YYYY-MM-DD HH:MM"), "moment"),
    (re.compile(r"isoformat string|does not match format|invalid date format"), "date"),
)
TEXT = re.compile(r"['\"“](?P<word>[a-z][a-z ]*?) \d+['\"”]")


class Reason(enum.StrEnum):
    """
    What of the made-up rows a migration did not take.
    """

    NULLS = "nulls"
    BLANKS = "blanks"
    TWINS = "twins"
    DATES = "dates"
    CONTENTS = "contents"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """
    A failure that rows of another making do not bring about: `mended` if it is enough that their
    texts and documents are of the kind that the migration expects.
    """

    failure: Failure
    offending: Sample | None
    reason: Reason
    mended: bool = False
    rows_left_out: bool = False


def expected(failure: Failure, so_far: MadeUp) -> MadeUp | None:
    """
    Rows as the migration seems to expect them; None if its failure does not tell.
    """
    if failure.kind == "KeyError":
        return _with_key(failure.message, so_far)
    kind, where = _kind(failure)
    if kind is None or (where, kind) in so_far.kinds:
        return None
    kinds = dict(so_far.kinds) | {where: kind}
    return dataclasses.replace(so_far, kinds=tuple(sorted(kinds.items())))


def _with_key(message: str, so_far: MadeUp) -> MadeUp | None:
    try:
        key = ast.literal_eval(message)
    except (ValueError, SyntaxError):
        return None
    if not isinstance(key, str) or key in so_far.keys or len(so_far.keys) >= MOST_KEYS:
        return None
    return dataclasses.replace(so_far, keys=(*so_far.keys, key))


def _kind(failure: Failure) -> tuple[str | None, str]:
    """
    Of which kind the texts should be, and those of which column.
    """
    text = TEXT.search(failure.message)
    where = f"*.{text['word'].replace(' ', '_')}" if text else "*"
    if failure.sqlstate in NOT_READ:
        cast = CAST.search(failure.statement)
        if cast:
            where = f"{cast['table']}.{cast['column']}"
        said = cast or UNREADABLE.search(failure.message)
        return (TYPES.get(said["type"].lower()) if said else None), where
    words = f"{failure.kind}: {failure.message}"
    return next((kind for saying, kind in SAYINGS if saying.search(words)), None), where
