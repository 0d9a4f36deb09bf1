"""
Who is the first to use an idempotency key, and what was the first one answered?
"""

import dataclasses
import functools
from typing import Any

from django.db import connections

from domain_kit.errors import IdempotencyConflict
from domain_kit.feed import Feed

_FIELDS = ("scope", "key", "command", "request_hash", "response", "created_at")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    A command that wants to run under a key, in one of the tables of commands.
    """

    model: type[Any]
    using: str
    scope: str
    key: str
    command: str
    digest: str
    former_scope: str = ""

    def make(self, response: Any = None, feed: Feed | None = None) -> int | None:
        """
        The number of the new record; None if the key has one already. One statement.

        It waits for another transaction that has just inserted the same key: until that commits,
        and there is a record, or rolls back, and there is none. It needs no savepoint, because a
        key that is taken is no error.
        """
        record = self.model(
            scope=self.scope,
            key=self.key,
            command=self.command,
            request_hash=self.digest,
            response=response,
        )
        sql, params = self._insert(record, feed)
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, params)
            row = cursor.fetchone()
        return None if row is None else row[0]

    def _insert(self, record: Any, feed: Feed | None) -> tuple[str, list[Any]]:
        connection = connections[self.using]
        fields = [self.model._meta.get_field(name) for name in _FIELDS]
        params = [f.get_db_prep_save(f.pre_save(record, True), connection) for f in fields]
        if feed is not None:
            params = [*feed.lock()[1], *params]
        if self.former_scope:
            params += [self.former_scope, self.key]
        return _claiming(self.model, self.using, feed, bool(self.former_scope)), params

    def answered(self) -> tuple[Any] | None:
        """
        What the first one answered, in a tuple of one; None if there is no record after all.

        Raises:
            IdempotencyConflict: if the key was used for something else.
        """
        scopes = {self.scope, self.former_scope} - {""}
        found = self.model._base_manager.using(self.using).filter(scope__in=scopes, key=self.key)
        records = sorted(found, key=lambda record: record.scope != self.scope)
        if not records:
            return None
        known = records[0]
        if (known.command, known.request_hash) != (self.command, self.digest):
            raise IdempotencyConflict(self.key, known.command)
        return (known.response,)

    def answer(self, number: int, response: Any) -> None:
        """
        Write down what the command answered.
        """
        connection = connections[self.using]
        response = self.model._meta.get_field("response").get_db_prep_save(response, connection)
        with connection.cursor() as cursor:
            cursor.execute(_answering(self.model, self.using), [response, number])


@functools.lru_cache(maxsize=64)
def _claiming(model: type[Any], using: str, feed: Feed | None, formerly: bool) -> str:
    quote = connections[using].ops.quote_name
    meta = model._meta
    table, columns = quote(meta.db_table), [quote(meta.get_field(name).column) for name in _FIELDS]
    head, conditions = "", []
    if feed is not None:
        head = f"WITH feed AS MATERIALIZED ({feed.lock()[0]}) "
        conditions.append("(SELECT count(*) FROM feed) >= 0")
    if formerly:
        conditions.append(
            f"NOT EXISTS (SELECT FROM {table} WHERE {columns[0]} = %s AND {columns[1]} = %s)"
        )
    values = ", ".join(["%s"] * len(columns))
    source = (
        f"SELECT {values} WHERE {' AND '.join(conditions)}" if conditions else f"VALUES ({values})"
    )
    return (
        f"{head}INSERT INTO {table} ({', '.join(columns)}) {source}"
        f" ON CONFLICT ({columns[0]}, {columns[1]}) DO NOTHING"
        f" RETURNING {quote(meta.pk.column)}"
    )


@functools.lru_cache(maxsize=64)
def _answering(model: type[Any], using: str) -> str:
    quote = connections[using].ops.quote_name
    meta = model._meta
    return (
        f"UPDATE {quote(meta.db_table)} SET {quote(meta.get_field('response').column)} = %s"
        f" WHERE {quote(meta.pk.column)} = %s"
    )
