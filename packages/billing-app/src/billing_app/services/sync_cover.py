"""
How does a run learn what is covered now? It asks the coverage source, and writes what is new.

The source is asked without any lock. What billing was told after that (a higher `serial`) is newer
and stays; what the source once named and names no more is over.
"""

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
# A table of this session alone: what a source says may be more than memory should hold.
_STAGE = """
    DROP TABLE IF EXISTS pg_temp.billing_app_told;
    CREATE TEMPORARY TABLE billing_app_told AS
    SELECT source_id, account_id, employee_reference, description, group_key, starts_on, ends_on,
        monthly, employer_monthly, funding, tax_category, proration, wash_day, serial
    FROM billing_app_cover LIMIT 0
"""
_ORDER = """
    CREATE INDEX ON pg_temp.billing_app_told (employee_reference);
    CREATE INDEX ON pg_temp.billing_app_told (source_id);
    ANALYZE pg_temp.billing_app_told
"""
_TWICE = "SELECT source_id FROM billing_app_told GROUP BY 1 HAVING count(*) > 1 LIMIT 1"
# The employee up to whom a chunk of about so many covers goes; none behind `after`: null.
_UPTO = """
    SELECT max(employee_reference) FROM (
        SELECT employee_reference FROM (
            SELECT employee_reference FROM billing_app_told WHERE employee_reference > %(after)s
            UNION ALL
            SELECT employee_reference FROM billing_app_cover
            WHERE account_id = %(account)s AND employee_reference > %(after)s
        ) AS all_of_them ORDER BY employee_reference LIMIT %(size)s
    ) AS next
"""
_DIFFERS = " OR ".join(
    f"billing_app_cover.{name} IS DISTINCT FROM excluded.{name}" for name in TOLD[2:-1]
)
_WRITE = f"""
    INSERT INTO billing_app_cover ({_NAMES}, named)
    SELECT {_NAMES}, true FROM billing_app_told
    WHERE employee_reference > %(after)s AND employee_reference <= %(upto)s
    ON CONFLICT (account_id, source_id) DO UPDATE SET named = true,
        changed = billing_app_cover.changed OR {_DIFFERS},
        {", ".join(f"{name} = excluded.{name}" for name in TOLD[2:])}
    WHERE billing_app_cover.serial <= %(serial)s
        AND (NOT billing_app_cover.named OR {_DIFFERS})
"""
_OVER = """
    UPDATE billing_app_cover AS cover SET starts_on = NULL, ends_on = NULL, changed = true
    WHERE account_id = %(account)s
        AND employee_reference > %(after)s AND employee_reference <= %(upto)s
        AND named AND serial <= %(serial)s
        AND starts_on <= %(last)s AND (ends_on IS NULL OR ends_on >= %(first)s)
        AND NOT EXISTS (
            SELECT FROM billing_app_told AS told WHERE told.source_id = cover.source_id
        )
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


class Told:
    """
    What a source said of one account, as it stood at `serial`.

    Raises:
        SourceNamedTwice: if two lines are of one source.
        CurrencyMismatch, UnusableValue, AmountNotStorable, DateOutOfRange: see `told_row`.
    """

    def __init__(self, account: models.BillingAccount, lines: Iterable[CoverageLine]) -> None:
        self._account, self._serial = account, account.coverage_serial
        self._execute(_STAGE)
        each = iter(lines)
        while batch := list(itertools.islice(each, _BATCH)):
            self._keep(batch)
        self._execute(_ORDER)
        twice = self._execute(_TWICE).fetchone()
        if twice:
            raise SourceNamedTwice(twice[0])

    def upto(self, *, after: str, size: int) -> str | None:
        """
        The last employee of the next chunk of about `size` covers; None if nobody is left.
        """
        found = self._execute(_UPTO, after=after, size=size).fetchone()
        return None if found is None else found[0]

    def write(self, *, after: str, upto: str, first: dt.date, last: dt.date) -> None:
        """
        Write what is new of the employees behind `after` up to `upto`; the source was asked for the
        days from `first` to `last`. Needs the account's lock.
        """
        for statement in (_WRITE, _OVER, _NEIGHBOURS):
            self._execute(statement, after=after, upto=upto, first=first, last=last)

    def forget(self) -> None:
        """
        Drop what was kept for the run.
        """
        self._execute("DROP TABLE IF EXISTS pg_temp.billing_app_told")

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
