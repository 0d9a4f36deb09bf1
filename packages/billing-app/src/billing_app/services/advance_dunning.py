"""
Remind of what is late.
"""

import datetime as dt
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction

from billing_app import models
from billing_app.data import DunningStage, DunningStep, InvoiceStatus
from billing_app.errors import AccountNotFound
from billing_app.queries.dues import dues_of
from billing_app.queries.values import currency_of, money
from billing_app.rules.amounts import grouped
from billing_app.rules.dunning import day_of, is_business_day
from billing_app.services.alerts import raise_alert
from billing_app.services.allocating import open_invoices
from billing_app.services.define_dunning import stages_of
from billing_app.services.locks import lock_account_of
from billing_app.services.once import once_listed
from domain_kit.actor import Actor, Role
from domain_kit.clock import business_date
from domain_kit.money import Money

UNMAILED = "reminder-unmailed"


def advance_dunning(
    *, actor: Actor, idempotency_key: str, employer_id: UUID
) -> tuple[DunningStep, ...]:
    """
    Take the next step of every open invoice of an employer that has one due on the employer's own
    day: at most one an invoice and day, whatever the keys, and none at weekends. Stages are the legal
    entity's, as `define_dunning` said; the account's `billing_email` gets a mail.

    A paid, void or uncollectible invoice's case is closed, and a held account reminds of nothing.

    Raises:
        AccountNotFound: if the employer has no billing account.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_employer(employer_id)

    def execute() -> list[UUID]:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        account = lock_account_of(employer_id)
        if account is None:
            raise AccountNotFound(employer_id)
        today = business_date(account.time_zone)
        _close(account, today)
        if account.hold_reason or not is_business_day(today):
            return []
        stages = stages_of(account.legal_entity)
        made = [
            step
            for invoice, _ in open_invoices(account)
            if invoice.status == InvoiceStatus.OPEN and invoice.due_on < today
            if (step := _advance(invoice, stages, today, account.billing_email))
        ]
        return [step.pk for step in made]

    ids = once_listed(
        employer_id,
        "advance_dunning",
        actor=actor,
        idempotency_key=idempotency_key,
        request={},
        execute=execute,
    )
    return tuple(map(_value, _steps(ids)))


def _close(account: models.BillingAccount, today: dt.date) -> None:
    over = models.DunningCase.objects.filter(invoice__account=account, closed_on=None).exclude(
        invoice__status=InvoiceStatus.OPEN
    )
    over.update(closed_on=today, next_on=None)


def _advance(
    invoice: models.Invoice, stages: tuple[DunningStage, ...], today: dt.date, address: str
) -> models.DunningStep | None:
    case, _ = models.DunningCase.objects.get_or_create(
        invoice=invoice,
        defaults={"opened_on": today, "next_on": day_of(stages, 0, invoice.due_on)},
    )
    # The stages may have changed since: the day is what they say now.
    day = day_of(stages, case.stage, invoice.due_on)
    if day is None or day > today or case.steps.filter(taken_on=today).exists():
        return None
    stage = stages[case.stage]
    case.stage += 1
    case.next_on, case.closed_on = day_of(stages, case.stage, invoice.due_on), None
    case.save(update_fields=["stage", "next_on", "closed_on"])
    step = models.DunningStep.objects.create(
        case=case, stage=case.stage, name=stage.name, taken_on=today, mailed_to=address
    )
    if address:
        due = money(dues_of([invoice.pk])[invoice.pk], currency_of(invoice))
        # Once it is committed: a reminder that was rolled back is not sent.
        transaction.on_commit(lambda: _mail(invoice, stage, due, address), robust=True)
    return step


def _mail(invoice: models.Invoice, stage: DunningStage, due: Money, address: str) -> None:
    message = EmailMessage(
        subject=f"{stage.name}: invoice {invoice.number}",
        body=f"{stage.text}\n\nInvoice {invoice.number} was due on {invoice.due_on:%d %B %Y}. "
        f"{due.currency} {grouped(due)} is still open.\n\n{invoice.account.legal_entity}\n".lstrip(),
        to=[address],
    )
    try:
        message.send()
    except Exception as exc:
        raise_alert(
            UNMAILED,
            account_id=invoice.account_id,
            subject=invoice.pk,
            text=f"{stage.name} of invoice {invoice.number} could not be mailed to {address} "
            f"({type(exc).__name__}: {exc}). Tell them by hand.",
        )


def _steps(ids: list[UUID]) -> list[models.DunningStep]:
    rows = models.DunningStep.objects.filter(pk__in=ids)
    return list(rows.select_related("case__invoice__account").order_by("pk"))


def _value(row: models.DunningStep) -> DunningStep:
    invoice = row.case.invoice
    return DunningStep(
        invoice_id=invoice.pk,
        number=invoice.number or "",
        stage=row.stage,
        name=row.name,
        due=money(dues_of([invoice.pk])[invoice.pk], currency_of(invoice)),
        taken_on=row.taken_on,
        mailed_to=row.mailed_to,
    )
