"""
How many rows do production's tables have? The file that `wheelwright profile` writes.
"""

import dataclasses
import json
import pathlib
from collections.abc import Mapping
from typing import Any

from wheelwright.errors import BadRequest
from wheelwright.report.model import Json

SCHEMA_VERSION = 1
REMEDY = "Write one with `wheelwright profile --database URL --out FILE`."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """
    One table. `counted` tells an exact number of rows from the server's estimate.
    """

    schema: str
    table: str
    rows: int
    bytes: int
    counted: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """
    The sizes of one database at one time.
    """

    database: str
    postgresql: str
    taken_at: str
    tables: tuple[Size, ...]


def render(profile: Profile) -> str:
    """
    The text of the file.
    """
    tables: list[Json] = [
        {
            "schema": size.schema,
            "table": size.table,
            "rows": size.rows,
            "rows_are": "counted" if size.counted else "estimated",
            "bytes": size.bytes,
        }
        for size in profile.tables
    ]
    whole: Json = {
        "schema_version": SCHEMA_VERSION,
        "database": profile.database,
        "postgresql": profile.postgresql,
        "taken_at": profile.taken_at,
        "tables": tables,
    }
    return json.dumps(whole, indent=2) + "\n"


def read(path: pathlib.Path) -> Mapping[str, int]:
    """
    Rows per table; of tables of one name in several schemas, the largest.

    Raises:
        BadRequest: if the file is no profile.
    """
    try:
        whole: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise BadRequest(f"{path} cannot be read: {exc.strerror}.", REMEDY) from exc
    except ValueError as exc:
        raise BadRequest(f"{path} is not JSON: {exc}.", REMEDY) from exc
    version = whole.get("schema_version") if isinstance(whole, dict) else None
    if version != SCHEMA_VERSION:
        raise BadRequest(
            f"{path} is no profile of schema version {SCHEMA_VERSION} (it says {version}).", REMEDY
        )
    rows: dict[str, int] = {}
    try:
        for table in whole["tables"]:
            name, count = str(table["table"]), int(table["rows"])
            rows[name] = max(rows.get(name, 0), count)
    except (KeyError, TypeError, ValueError) as exc:
        raise BadRequest(f"{path} has a table without its name or rows: {exc!r}.", REMEDY) from exc
    return rows
