"""
How does a run learn what is covered now? It asks the coverage source, and writes what is new.

The source is asked without any lock. What billing was told after that (a higher `serial`) is newer
and stays; what the source once named and names no more is over.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Any

from django.db import connections, router

from billing_app import models
from billing_app.data import CoverageLine
from billing_app.errors import SourceNamedTwice
from billing_app.services.telling import TOLD, told_row

_BATCH = 5_000
_NAMES = ", ".join(TOLD)
# Tables of this session alone: what a source says may be more than memory should hold.
_STAGE = """
    CREATE TEMPORARY TABLE billing_app_told AS
    SELECT source_id, account_id, employee_reference, description, group_key, starts_on, ends_on,
        monthly, employer_monthly, funding, tax_category, proration, wash_day, serial
    FROM billing_app_cover LIMIT 0
"""
_TWICE = "SELECT source_id FROM billing_app_told GROUP BY 1 HAVING count(*) > 1 LIMIT 1"
_FORGET = """
    DROP TABLE IF EXISTS pg_temp.billing_app_told, pg_temp.billing_app_news,
        pg_temp.billing_app_over, pg_temp.billing_app_people
"""
_COMPARED = """
    CREATE TEMPORARY TABLE billing_app_news AS SELECT * FROM billing_app_told LIMIT 0;
    CREATE TEMPORARY TABLE billing_app_over AS
    SELECT id, employee_reference FROM billing_app_cover LIMIT 0;
    CREATE TEMPORARY TABLE billing_app_people (employee_reference varchar(64), place bigint)
"""
_DIFFERS = " OR ".join(f"known.{name} IS DISTINCT FROM told.{name}" for name in TOLD[2:-1])
# What the source says otherwise than billing was told, all of it at once and without a lock: what
# changes meanwhile is newer than the answer, and a chunk leaves that alone.
_NEWS = f"""
    INSERT INTO billing_app_news
    SELECT told.* FROM billing_app_told AS told LEFT JOIN billing_app_cover AS known
        ON known.account_id = %(account)s AND known.source_id = told.source_id
    WHERE known.id IS NULL OR NOT known.named OR {_DIFFERS}
"""
_OVER = """
    INSERT INTO billing_app_over
    SELECT id, employee_reference FROM billing_app_cover AS known
    WHERE account_id = %(account)s AND named AND serial <= %(serial)s
        AND starts_on <= %(last)s AND (ends_on IS NULL OR ends_on >= %(first)s)
        AND NOT EXISTS (
            SELECT FROM billing_app_told AS told WHERE told.source_id = known.source_id
        )
"""
# Everybody, with how many covers there are up to and with theirs.
_PEOPLE = """
    INSERT INTO billing_app_people
    SELECT employee_reference, sum(max(covers)) OVER (ORDER BY employee_reference) FROM (
        SELECT employee_reference, count(*) AS covers FROM billing_app_told GROUP BY 1
        UNION ALL
        SELECT employee_reference, count(*) FROM billing_app_cover
        WHERE account_id = %(account)s GROUP BY 1
    ) AS counted GROUP BY employee_reference
"""
_ORDER = """
    CREATE INDEX ON pg_temp.billing_app_news (employee_reference);
    CREATE INDEX ON pg_temp.billing_app_over (employee_reference);
    CREATE UNIQUE INDEX ON pg_temp.billing_app_people (employee_reference);
    CREATE UNIQUE INDEX ON pg_temp.billing_app_people (place);
    ANALYZE pg_temp.billing_app_news, pg_temp.billing_app_over, pg_temp.billing_app_people
"""
# The employee up to whom a chunk of about so many covers goes, the next one at the least, or behind
# all of them whoever billing was told of meanwhile; how many covers that are; and is any of them new?
_NEXT = """
    WITH done AS MATERIALIZED (
        SELECT coalesce((
            SELECT place FROM billing_app_people WHERE employee_reference <= %(after)s
            ORDER BY employee_reference DESC LIMIT 1
        ), 0) AS covers
    ),
    next AS MATERIALIZED (
        SELECT place, employee_reference FROM billing_app_people
        WHERE place = coalesce(
            (SELECT max(place) FROM billing_app_people
                WHERE place > (SELECT covers FROM done)
                    AND place <= (SELECT covers FROM done) + %(size)s),
            (SELECT min(place) FROM billing_app_people WHERE place > (SELECT covers FROM done))
        )
        UNION ALL
        SELECT * FROM (
            SELECT (SELECT covers FROM done) + count(*), max(employee_reference)
            FROM billing_app_cover
            WHERE account_id = %(account)s AND employee_reference > %(after)s
        ) AS told_meanwhile
        WHERE max IS NOT NULL
            AND NOT EXISTS (SELECT FROM billing_app_people WHERE employee_reference > %(after)s)
    )
    SELECT employee_reference, place - (SELECT covers FROM done), EXISTS (
            SELECT FROM billing_app_news AS news
            WHERE news.employee_reference > %(after)s
                AND news.employee_reference <= next.employee_reference
        ) OR EXISTS (
            SELECT FROM billing_app_over AS silent
            WHERE silent.employee_reference > %(after)s
                AND silent.employee_reference <= next.employee_reference
        )
    FROM next
"""
_WRITE = f"""
    INSERT INTO billing_app_cover ({_NAMES}, named)
    SELECT {_NAMES}, true FROM billing_app_news
    WHERE employee_reference > %(after)s AND employee_reference <= %(upto)s
    ON CONFLICT (account_id, source_id) DO UPDATE SET named = true,
        changed = billing_app_cover.changed OR {_DIFFERS},
        {", ".join(f"{name} = excluded.{name}" for name in TOLD[2:])}
    WHERE billing_app_cover.serial <= %(serial)s
""".replace("known.", "billing_app_cover.").replace("told.", "excluded.")
_END = """
    UPDATE billing_app_cover AS cover SET starts_on = NULL, ends_on = NULL, changed = true
    FROM billing_app_over AS silent
    WHERE silent.id = cover.id AND cover.serial <= %(serial)s
        AND silent.employee_reference > %(after)s AND silent.employee_reference <= %(upto)s
"""
# A new part changes what its neighbours in the month cost (C-03).
_NEIGHBOURS = """
    UPDATE billing_app_cover AS cover SET changed = true
    FROM billing_app_cover AS news
    WHERE cover.account_id = %(account)s AND NOT cover.changed
        AND cover.employee_reference > %(after)s AND cover.employee_reference <= %(upto)s
        AND news.account_id = %(account)s AND news.changed
        AND news.employee_reference = cover.employee_reference
        AND news.group_key = cover.group_key
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """
    The employees behind `after` up to `upto`, who have about so many covers; whether the source says
    anything of them that billing was not told.
    """

    after: str
    upto: str
    covers: int
    is_new: bool


class Told:
    """
    What a source said of one account, as it stood at `serial`.

    Raises:
        SourceNamedTwice: if two lines are of one source.
        CurrencyMismatch, UnusableValue, AmountNotStorable, DateOutOfRange: see `told_row`.
    """

    def __init__(self, account: models.BillingAccount, lines: Iterable[CoverageLine]) -> None:
        self._account, self._serial = account, account.coverage_serial
        self._execute(_FORGET)
        self._execute(_STAGE)
        each = iter(lines)
        while batch := list(itertools.islice(each, _BATCH)):
            self._keep(batch)
        self._execute("ANALYZE pg_temp.billing_app_told")
        twice = self._execute(_TWICE).fetchone()
        if twice:
            raise SourceNamedTwice(twice[0])

    def compare(self, *, first: dt.date, last: dt.date) -> None:
        """
        Find what is new, before any lock; the source was asked for the days from `first` to `last`.
        Another run of the account must not work meanwhile.
        """
        self._execute(_COMPARED)
        for statement in (_NEWS, _OVER, _PEOPLE):
            self._execute(statement, first=first, last=last)
        self._execute(_ORDER)

    def next(self, *, after: str, size: int) -> Chunk | None:
        """
        The next chunk, of about `size` covers; None if nobody is left.
        """
        found = self._execute(_NEXT, after=after, size=size).fetchone()
        if found is None:
            return None
        upto, covers, is_new = found
        return Chunk(after=after, upto=upto, covers=covers, is_new=is_new)

    def write(self, chunk: Chunk) -> None:
        """
        Write what is new of a chunk. Needs the account's lock.
        """
        for statement in (_WRITE, _END, _NEIGHBOURS) if chunk.is_new else ():
            self._execute(statement, after=chunk.after, upto=chunk.upto)

    def forget(self) -> None:
        """
        Drop what was kept for the run.
        """
        self._execute(_FORGET)

    def _keep(self, batch: list[CoverageLine]) -> None:
        rows = [
            told_row(
                line,
                account_id=self._account.pk,
                employer_id=self._account.employer_id,
                currency=self._account.currency,
                serial=self._serial,
            )
            for line in batch
        ]
        with (
            self._cursor() as cursor,
            cursor.copy(f"COPY billing_app_told ({_NAMES}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def _cursor(self) -> Any:
        return connections[router.db_for_write(models.Cover)].cursor()

    def _execute(self, sql: str, **values: object) -> Any:
        cursor = self._cursor()
        if values:
            cursor.execute(sql, {**values, "account": self._account.pk, "serial": self._serial})
        else:
            cursor.execute(sql)
        return cursor
