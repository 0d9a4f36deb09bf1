"""
Up to which number may a reader of a growing table go without missing one that commits late?

Numbers are drawn in one order and committed in another: a reader that remembers the greatest
number it has seen passes over a smaller one whose transaction is still open. So a writer holds a
shared advisory lock from before its first number until its commit, and the lock's own number is
the sequence's last value at that moment; a reader goes no further than the smallest lock.
"""

import dataclasses
import zlib
from typing import Any

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections, transaction

# A lock's key has 64 bits: 0, 15 bits of class, 48 bits of number. pg_locks shows its halves.
_NUMBER_BITS = 48
_LAST_VALUE = "coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 0)"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """
    A table whose rows are read in the order of a number that a sequence of the table draws.

    Works behind a pool that shares connections between transactions: the lock belongs to the
    transaction. Nobody ever waits for it, because all of its locks are shared. A transaction that
    stays open holds every reader back at its number.
    """

    table: str
    column: str = "id"
    using: str = DEFAULT_DB_ALIAS

    @property
    def lock_class(self) -> int:
        """
        15 bits of the feed's name. Two feeds that share them hold each other back, no worse.
        """
        return zlib.crc32(f"{self.table}.{self.column}".encode()) % 0x7FFF + 1

    def begin(self) -> None:
        """
        Announce numbers: in the writing transaction, before it draws the first one.

        Raises:
            TransactionManagementError: outside a transaction, which the lock would not outlast.
        """
        connection = connections[self.using]
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError(
                f"The feed of {self.table} is written in a transaction: call begin() in atomic()."
            )
        sql, params = self.lock()
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    def lock(self) -> tuple[str, list[Any]]:
        """
        The statement that takes the lock, with its parameters.

        Once per transaction, however often it is called, or a long transaction of many commands
        would fill the server's table of locks. The setting that remembers it ends with the lock:
        at the end of the transaction, or when a savepoint before both is rolled back to.
        """
        memory = f"domain_kit.feed_{self.lock_class}"
        sql = (
            f"SELECT pg_advisory_xact_lock_shared(%s | {_LAST_VALUE}),"
            " set_config(%s, 'begun', true)"
            " WHERE current_setting(%s, true) IS DISTINCT FROM 'begun'"
        )
        return sql, [self.lock_class << _NUMBER_BITS, *self._sequence(), memory, memory]

    def horizon(self) -> int:
        """
        The number up to which every row that will ever be there is there: rows with a number that
        is not greater are safe to hand out, if they are read after this, in a new statement.

        Raises:
            NotSupportedError: where it cannot be known: in a transaction that reads from one
                snapshot (REPEATABLE READ), on a standby, with a sequence that hands out numbers
                by the batch.
        """
        connection = connections[self.using]
        # The order matters: a number drawn after the first statement is beyond the horizon, and
        # the lock of one drawn before is seen by the second, or its row by the third.
        with connection.cursor() as cursor:
            cursor.execute(_LOOK, [*self._sequence(), *self._sequence()])
            last_value, *facts = cursor.fetchone()
            self._require(*facts, in_transaction=connection.in_atomic_block)
            cursor.execute(_LOWEST_LOCK, [self.lock_class])
            lowest = cursor.fetchone()[0]
        return last_value if lowest is None else min(last_value, lowest)

    def _sequence(self) -> tuple[str, str]:
        return connections[self.using].ops.quote_name(self.table), self.column

    def _require(
        self,
        cache: int | None,
        readable: bool,
        standby: bool,
        isolation: str,
        *,
        in_transaction: bool,
    ) -> None:
        if cache is None:
            reason = "it has no sequence: the column is not an identity and not a serial"
        elif not readable:
            reason = "its sequence may not be read: grant SELECT on it"
        elif cache != 1:
            reason = f"its sequence draws {cache} numbers at a time: ALTER SEQUENCE … CACHE 1"
        elif standby:
            reason = "this server is a standby, which does not see the writers' locks"
        elif in_transaction and isolation != "read committed":
            reason = f"a {isolation} transaction reads from one snapshot: read it outside of it"
        else:
            return
        raise NotSupportedError(
            f"The feed {self.table}.{self.column} has no horizon here: {reason}."
        )


_LOOK = f"""
SELECT {_LAST_VALUE},
       (SELECT seqcache FROM pg_sequence WHERE seqrelid = name::regclass),
       coalesce(has_sequence_privilege(name::regclass, 'SELECT'), false),
       pg_is_in_recovery(),
       current_setting('transaction_isolation')
FROM pg_get_serial_sequence(%s, %s) AS name
"""

# A prepared transaction holds its locks without a process: its pid is null.
_LOWEST_LOCK = """
SELECT min((classid::bigint & 65535) << 32 | objid::bigint)
FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 1 AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND classid::bigint >> 16 = %s
  AND pid IS DISTINCT FROM pg_backend_pid()
"""
