"""
The books: what each ledger account holds, and every posting as a file.
"""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from billing_app import api as billing
from domain_kit.actor import Actor
from host.portal.access import employer_of, for_role, needs
from host.portal.finance.frame import READERS, day_asked, framed, today

PAGE = 1_000
COLUMNS = ("posting", "entry", "day", "kind", "subject", "text", "ledger", "amount", "currency")


@for_role(*READERS)
@needs("billing_app", "trial_balance", "list_postings")
def ledger(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The trial balance of an employer at the end of a day.
    """
    employer = employer_of(request, actor)
    on = day_asked(request, "on", today(employer))
    context = framed(request, actor, employer) | {
        "on": on,
        "balances": billing.trial_balance(actor=actor, employer_id=employer.id, on=on),
        "has_statement": hasattr(billing, "statement"),
    }
    return render(request, "portal/finance/ledger.html", context)


@for_role(*READERS)
@needs("billing_app", "list_postings")
def postings(request: HttpRequest, *, actor: Actor) -> StreamingHttpResponse:
    """
    Every posting of an employer as CSV, in the order they were written, a thousand in memory.
    """
    employer = employer_of(request, actor)
    # The first page is read here: what is refused is refused before the file begins.
    first = billing.list_postings(actor=actor, employer_id=employer.id, limit=PAGE)
    return StreamingHttpResponse(
        _lines(actor, employer.id, first),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="ledger-{today(employer)}.csv"'},
    )


def _lines(actor: Actor, employer_id: UUID, page: "tuple[billing.Posting, ...]") -> Iterator[str]:
    yield _written([COLUMNS])
    while page:
        yield _written(
            (
                each.id,
                each.entry_id,
                each.day,
                each.kind,
                each.subject,
                plain(each.text),
                each.ledger,
                each.amount.amount,
                each.amount.currency,
            )
            for each in page
        )
        if len(page) < PAGE:
            return
        page = billing.list_postings(
            actor=actor, employer_id=employer_id, limit=PAGE, after=page[-1].id
        )


def _written(rows: object) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def plain(text: str) -> str:
    """
    A text that a spreadsheet does not take for a formula.
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
