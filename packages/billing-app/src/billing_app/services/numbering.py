"""
Which number does a document get?

Gapless per legal entity, kind of document and year: the next number is a row that is locked only
by what finalises a document, and a rollback gives the number back (C-29).
"""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from billing_app import conf
from billing_app.errors import NumberingUnavailable
from billing_app.models import Invoice
from billing_app.rules.numbers import printed
from domain_kit.identifiers import new_id

LOCK_TIMEOUT_MS = 2_000
INVOICE = "invoice"

_TAKE = """
INSERT INTO billing_app_number_series (id, legal_entity, document, year, prefix, next)
VALUES (%s, %s, %s, %s, %s, 2)
ON CONFLICT (legal_entity, document, year)
DO UPDATE SET next = billing_app_number_series.next + 1, prefix = excluded.prefix
RETURNING next - 1
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """
    A document's number: its series, its year, and how it is printed.
    """

    series: str
    year: int
    number: int
    printed: str


def take_number(legal_entity: str, *, document: str, year: int) -> DocumentNumber:
    """
    The next number of a series, to be used in this transaction; take it last, since whoever wants
    the following one waits for the commit.

    Raises:
        NumberingUnavailable: if others hold the series for too long, or if the setting
            BILLING_LEGAL_ENTITIES does not name the legal entity.
    """
    prefix = conf.prefix_of(legal_entity)
    if prefix is None:
        raise NumberingUnavailable(
            legal_entity, f"{conf.LEGAL_ENTITIES} does not name it. Add it, with its prefix."
        )
    while True:
        with connection.cursor() as cursor, bounded_wait(legal_entity):
            cursor.execute(_TAKE, [new_id(), legal_entity, document, year, prefix])
            (number,) = cursor.fetchone()
        text = printed(prefix, year, number)
        # One that was imported with this very number has it already, and keeps it.
        if not Invoice.objects.filter(legal_entity=legal_entity, number=text).exists():
            return DocumentNumber(series=document, year=year, number=number, printed=text)


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
