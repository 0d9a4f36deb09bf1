"""
A bank's transfers, recorded once, whoever uploads them how often.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.errors import DomainError, IdempotencyConflict
from domain_kit.money import Money
from host.directory.models import Employer
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.finance.bank_file import Transfer
from host.portal.finance.frame import READERS
from host.portal.finance.releases import HEAD, NARROWS

# What of a file is kept in the page between looking and recording is signed, for a day.
SALT = "host.portal.finance.bank"
_AGE = 24 * 60 * 60
MANY = 1_000
SKIP, OLDEST, CREDIT = "skip", "oldest", "credit"


@for_role(*READERS)
@needs("billing_app", "record_bank_receipt", "list_payments")
@command("bank")
def record(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Record the rows that were looked at, each once, whoever uploads it how often.
    """
    employer = employer_of(request, actor)
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=_AGE)
    except signing.BadSignature:
        messages.error(request, _("That page is too old or incomplete. Upload the file again."))
        return redirect(address(request, "bank"))
    account = billing.account_for(actor=actor, employer_id=employer.id)
    transfers = [_unpacked(each, account.currency) for each in kept]
    known = recorded(actor, employer, transfers)
    done, before, refused = 0, 0, []
    for transfer in transfers:
        choice = request.POST.get(f"row-{transfer.line}", SKIP)
        if (*transfer.said, transfer.repeat) in known:
            before += 1
        elif choice != SKIP:
            problem = _record(actor, employer, transfer, choice)
            if problem:
                refused.append((transfer, problem))
            else:
                done += 1
    _say(request, done, before, refused)
    return redirect(address(request, "payments"))


def _record(actor: Actor, employer: Employer, transfer: Transfer, choice: str) -> str:
    """
    Record one row; the sentence of its refusal, or nothing.
    """
    allocate_to: dict[UUID, Money] | None = None
    if choice != OLDEST:
        allocate_to = {}
    try:
        if choice not in (OLDEST, CREDIT):
            invoice = billing.get_invoice(actor=actor, invoice_id=UUID(choice), **HEAD)
            allocate_to = {invoice.id: min(invoice.due, transfer.amount)}
        billing.record_bank_receipt(
            actor=actor,
            idempotency_key=_key(employer, transfer),
            employer_id=employer.id,
            amount=transfer.amount,
            received_on=transfer.day,
            reference=transfer.reference,
            allocate_to=allocate_to,
        )
    except IdempotencyConflict:
        return _("it was recorded a moment ago")
    except (DomainError, ValueError) as exc:
        return str(exc)
    return ""


def _key(employer: Employer, transfer: Transfer) -> str:
    said = "\n".join(map(str, (employer.id, *transfer.said, transfer.repeat)))
    return f"bank {hashlib.sha256(said.encode()).hexdigest()}"


def _say(
    request: HttpRequest, done: int, before: int, refused: Sequence[tuple[Transfer, str]]
) -> None:
    if done or not (before or refused):
        text = ngettext("%(number)s transfer recorded.", "%(number)s transfers recorded.", done)
        messages.success(request, text % {"number": done})
    if before:
        text = ngettext(
            "%(number)s was recorded before, and is left as it is.",
            "%(number)s were recorded before, and are left as they are.",
            before,
        )
        messages.info(request, text % {"number": before})
    for transfer, problem in refused:
        told = {"line": transfer.line, "reference": transfer.reference, "why": problem}
        messages.error(request, _("Line %(line)s, %(reference)s: %(why)s") % told)


def recorded(
    actor: Actor, employer: Employer, transfers: Sequence[Transfer]
) -> set[tuple[Any, int, str, int]]:
    """
    Which of these were recorded before, by whomever: as `said`, and how often.
    """
    asked: Any = {"references": {each.reference for each in transfers}}
    if not NARROWS:
        asked = {}
    found = billing.list_payments(actor=actor, employer_id=employer.id, limit=MANY, **asked)
    counted = Counter((each.received_on, each.amount.minor, each.reference) for each in found)
    return {(*said, number) for said, times in counted.items() for number in range(1, times + 1)}


def packed(transfer: Transfer) -> list[Any]:
    """
    A transfer as a page keeps it.
    """
    return [
        transfer.line,
        transfer.day.isoformat(),
        transfer.amount.minor,
        transfer.reference,
        transfer.repeat,
    ]


def _unpacked(kept: list[Any], currency: str) -> Transfer:
    line, day, minor, reference, repeat = kept
    return Transfer(
        line=line,
        day=dt.date.fromisoformat(day),
        amount=Money(minor=minor, currency=currency),
        reference=reference,
        repeat=repeat,
    )
