"""
What will the pending migrations ask of the rows that are there? Their SQL in, questions out.
"""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from wheelwright.agent.sql_script import split
from wheelwright.preflight.new_release import Pending

TABLE = re.compile(
    r'ALTER TABLE (?:IF EXISTS )?(?:ONLY )?("?[\w.]+"?(?:\."?\w+"?)?)\s+(.*)', re.I | re.S
)
UNIQUE_INDEX = re.compile(
    r"CREATE UNIQUE INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?\"?(?P<name>\w+)\"? ON (?:ONLY )?"
    r"(?P<table>\"?[\w.]+\"?) (?:USING \w+ )?(?P<rest>\(.*)",
    re.I | re.S,
)
CREATED = re.compile(r'CREATE TABLE (?:IF NOT EXISTS )?("?[\w.]+"?)', re.I)
UPDATED = re.compile(r'UPDATE (?:ONLY )?("?[\w.]+"?)\s+SET\s+("?\w+"?)\s*=', re.I)
REQUIRED = re.compile(r'ALTER COLUMN ("?\w+"?) SET NOT NULL', re.I)
RULE = re.compile(r'ADD CONSTRAINT "?(?P<name>\w+)"? (?P<kind>UNIQUE|CHECK|FOREIGN KEY)\b', re.I)
REFERENCES = re.compile(r'\s*REFERENCES ("?[\w.]+"?) \((.+?)\)', re.I)
RETYPED = re.compile(
    r'ALTER COLUMN ("?\w+"?) TYPE ((?:[^,()\s]|\([^)]*\)|\s(?!USING\b))+?)(?:\s+USING\s+(.+?))?(?=,\s*ALTER|;|\s*$)',
    re.I | re.S,
)
ROOM = re.compile(r"(?:varchar|character varying|char|character)\s*\((\d+)\)", re.I)
NOT_OF_A_KEY = re.compile(r"\b\w+_ops\b|\b(?:ASC|DESC)\b|\bNULLS (?:FIRST|LAST)\b", re.I)
ANOTHER = re.compile(r",\s*(?:ADD|ALTER|DROP|VALIDATE)\b", re.I)
COMMENTS = re.compile(r"\A(?:\s|--[^\n]*\n|/\*.*?\*/)+", re.S)
CODE = "CANNOT BE WRITTEN AS SQL"  # Django, of Python code in a migration


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    A query that counts rows that a pending migration would not take, or that casts them; `mended` if
    an earlier pending step may have changed them by then.
    """

    migration: str
    table: str
    subject: str
    asks: str
    query: str
    casts: bool = False
    mended: bool = False


def of(pending: Sequence[Pending]) -> tuple[Question, ...]:
    """
    One question for each new rule about a table that is there already.
    """
    made: set[str] = set()
    filled: set[tuple[str, str]] = set()
    found: list[Question] = []
    code = False
    for migration in pending:
        for statement in _statements(migration):
            code = code or CODE in statement or bool(UPDATED.match(statement))
            made |= {_bare(table) for table in CREATED.findall(statement)}
            filled |= {(_bare(t), _bare(c)) for t, c in UPDATED.findall(statement)}
            for question in _asked(statement):
                if _bare(question.table) in made or _is_filled(question, filled):
                    continue
                found.append(dataclasses.replace(question, migration=migration.label, mended=code))
    return tuple(found)


def _statements(migration: Pending) -> Iterator[str]:
    """
    One at a time and without the comments before them: a RunSQL may hold a whole script.
    """
    for text in migration.sql:
        for statement in split(text):
            yield statement if CODE in statement else COMMENTS.sub("", statement)


def _is_filled(question: Question, filled: set[tuple[str, str]]) -> bool:
    column = question.subject.rpartition(".")[2]
    return question.asks.startswith("require") and (_bare(question.table), column) in filled


def _asked(statement: str) -> Iterator[Question]:
    if index := UNIQUE_INDEX.match(statement):
        keys, rest = _bracketed(index["rest"])
        where = re.search(r"\bWHERE\s+(.*?);?\s*$", rest, re.I | re.S)
        yield _unique(index["table"], index["name"], keys, rest, where[1] if where else None)
        return
    altered = TABLE.match(statement)
    if not altered:
        return
    table, rest = altered.groups()
    for column in REQUIRED.findall(rest):
        yield _question(
            table, f"{_bare(table)}.{_bare(column)}", "requires a value", f"{column} IS NULL"
        )
    for rule in RULE.finditer(rest):
        yield from _ruled(table, rule, rest[rule.end() :])
    for column, kind, using in RETYPED.findall(rest):
        yield _retyped(table, column, kind.strip(), using.strip())


def _ruled(table: str, rule: re.Match[str], rest: str) -> Iterator[Question]:
    keys, after = _bracketed(rest)
    after = ANOTHER.split(after, maxsplit=1)[0]
    if after.upper().find("NOT VALID") >= 0:
        return  # old rows need not meet it yet
    match rule["kind"].upper():
        case "UNIQUE" if keys:
            yield _unique(table, rule["name"], keys, rest, None)
        case "CHECK":
            yield _question(table, rule["name"], "asks of every row", f"NOT ({keys})")
        case "FOREIGN KEY" if target := REFERENCES.match(after):
            parent, key = target.groups()
            missing = (
                f"{keys} IS NOT NULL AND NOT EXISTS"
                f" (SELECT 1 FROM {parent} AS parent WHERE parent.{key} = child.{keys})"
            )
            if "," not in keys:
                yield _question(table, rule["name"], "asks for a row to point at", missing)


def _unique(table: str, name: str, keys: str, rest: str, where: str | None) -> Question:
    bare = NOT_OF_A_KEY.sub("", keys)
    conditions = [where] if where else []
    if "NULLS NOT DISTINCT" not in rest.upper():
        conditions += [f"({key.strip()}) IS NOT NULL" for key in _split(bare)]
    among = " AND ".join(f"({condition})" for condition in conditions)
    found = f"SELECT 1 FROM {table}" + (f" WHERE {among}" if among else "")
    return Question(
        migration="",
        table=table,
        subject=name,
        asks="forbids the same values twice",
        query=f"SELECT count(*) FROM ({found} GROUP BY {bare} HAVING count(*) > 1 LIMIT 1000) AS found",
    )


def _retyped(table: str, column: str, kind: str, using: str) -> Question:
    subject = f"{_bare(table)}.{_bare(column)}"
    if room := ROOM.fullmatch(kind):
        return _question(
            table,
            subject,
            f"leaves room for {room[1]} characters",
            f"length({column}::text) > {room[1]}",
        )
    return Question(
        migration="",
        table=table,
        subject=subject,
        asks=f"turns every value into {kind}",
        query=f"SELECT count({using or f'{column}::{kind}'}) FROM {table}",
        casts=True,
    )


def _question(table: str, subject: str, asks: str, condition: str) -> Question:
    rows = f"SELECT 1 FROM {table} AS child WHERE {condition} LIMIT 1000"
    return Question(
        migration="",
        table=table,
        subject=subject,
        asks=asks,
        query=f"SELECT count(*) FROM ({rows}) AS found",
    )


def _bracketed(text: str) -> tuple[str, str]:
    """
    What stands in the first brackets, and what follows them.
    """
    start = text.find("(")
    depth = 0
    for place in range(max(start, 0), len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return text[start + 1 : place], text[place + 1 :]
    return "", text


def _split(keys: str) -> list[str]:
    """
    The entries between commas that stand in no brackets.
    """
    entries, depth = [""], 0
    for character in keys:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            entries.append("")
        else:
            entries[-1] += character
    return entries


def _bare(name: str) -> str:
    return name.rpartition(".")[2].strip('"')
