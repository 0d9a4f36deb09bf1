"""
Which number does an invoice get?
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from billing_app.errors import NumberingUnavailable

LOCK_TIMEOUT_MS = 2_000
_WIDTH = 30


def next_number(legal_entity: str) -> str:
    """
    The highest number of a legal entity plus one, without holes: the lock is held until commit, so
    a rollback gives its number back (C-29). Every number of digits counts, however long.

    2.3 takes the same lock and counts the same rows, so that both may number beside one another.

    Raises:
        NumberingUnavailable: if somebody else holds the lock for too long, or no number is left.
    """
    with connection.cursor() as cursor:
        with bounded_wait(legal_entity):
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended('billing number ' || %s, 0))",
                [legal_entity],
            )
        cursor.execute(
            r"""
            SELECT coalesce(max(digits::numeric), 0) + 1
            FROM billing_app_invoice invoice
            JOIN billing_app_account account ON account.id = invoice.account_id
            CROSS JOIN LATERAL substring(invoice.number FROM '^\s*([0-9]+)\s*$') digits
            WHERE account.legal_entity = %s
            """,
            [legal_entity],
        )
        (number,) = cursor.fetchone()
    text = f"{int(number):06d}"
    if len(text) > _WIDTH:
        raise NumberingUnavailable(
            legal_entity,
            f"the highest one has {_WIDTH} digits already. Mend the invoice that was imported "
            "with it.",
        )
    return text


@contextmanager
def bounded_wait(legal_entity: str) -> Iterator[None]:
    """
    A lock inside is waited for no longer than two seconds.

    Raises:
        NumberingUnavailable: if it is not to be had by then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [str(LOCK_TIMEOUT_MS)])
        try:
            yield
        except OperationalError as exc:
            if getattr(exc.__cause__, "sqlstate", None) == "55P03":
                raise NumberingUnavailable(
                    legal_entity, "others are being numbered. Try again in a moment."
                ) from exc
            raise
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])
