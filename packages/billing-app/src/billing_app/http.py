"""
The REST router a host may mount; needs the extra `[http]`.

The host authenticates: `request.auth` is a `domain_kit.actor.Actor`. Refusals (`DomainError`) are
problem answers (RFC 9457), unless the host's API has a handler of its own for them.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Schema

from billing_app import (
    api,
    http_credits,
    http_documents,
    http_payments,
    http_runs,
    http_webhooks,
)
from domain_kit.http import (
    DomainRouter,
    EmployeeId,
    IdempotencyKey,
    Page,
    PageOf,
    actor_of,
    created,
)
from domain_kit.http.fields import FIRST_DAY, LAST_DAY
from domain_kit.money import Money, require_storable

router = DomainRouter(tags=["billing"])

# The limits of the columns, as constraints of fields whose types and names stay the same: a client
# may have been generated from them.
_TEXT = r"^[^\x00]*$"
router.add_router("", http_payments.router)
router.add_router("", http_credits.router)
router.add_router("", http_documents.router)
router.add_router("", http_runs.router)
router.add_router("", http_webhooks.router)


class MoneyIO(Schema):
    """
    Integer minor units and an ISO 4217 code.
    """

    minor: int
    currency: str

    model_config = {"json_schema_extra": {"examples": [{"minor": 6000, "currency": "GBP"}]}}

    def value(self) -> Money:
        """
        The amount, if its column can keep it.

        Raises:
            AmountNotStorable: if it is too large.
            CurrencyNotStorable: if its currency has too many decimal places.
            UnknownCurrency: if the code is not ISO 4217.
        """
        money = Money(minor=self.minor, currency=self.currency)
        require_storable(money, max_digits=14, decimal_places=3)
        return money


class LineIn(Schema):
    description: str = Field(max_length=300, pattern=_TEXT)
    amount: MoneyIO
    employee_id: EmployeeId | None = None


class InvoiceIn(Schema):
    account_id: UUID
    issued_on: dt.date = Field(ge=FIRST_DAY, le=LAST_DAY)
    lines: list[LineIn]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "account_id": "01900000-0000-7000-8000-000000000acc",
                    "issued_on": "2027-02-28",
                    "lines": [
                        {
                            "description": "Private medical, Standard",
                            "amount": {"minor": 6000, "currency": "GBP"},
                            "employee_id": 1,
                        }
                    ],
                }
            ]
        }
    }


class PaymentIn(Schema):
    amount: MoneyIO
    received_on: dt.date = Field(ge=FIRST_DAY, le=LAST_DAY)
    reference: str = Field(max_length=100, pattern=_TEXT)

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "amount": {"minor": 6000, "currency": "GBP"},
                    "received_on": "2027-03-15",
                    "reference": "BACS 20270315-17",
                }
            ]
        }
    }


class LineOut(Schema):
    description: str
    amount: MoneyIO
    employee_id: str | None


class InvoiceOut(Schema):
    id: UUID
    number: str | None
    status: str
    issued_on: dt.date
    due_on: dt.date
    total: MoneyIO
    paid: MoneyIO
    lines: list[LineOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "id": "01900000-0000-7000-8000-000000000b01",
                    "number": "NM-2027-000042",
                    "status": "open",
                    "issued_on": "2027-02-28",
                    "due_on": "2027-03-30",
                    "total": {"minor": 6000, "currency": "GBP"},
                    "paid": {"minor": 0, "currency": "GBP"},
                    "lines": [],
                }
            ]
        }
    }


class PaymentOut(Schema):
    id: UUID
    invoice_id: UUID
    amount: MoneyIO
    received_on: dt.date
    reference: str
    repeated_reference: bool


@router.get("/invoices", response=PageOf[InvoiceOut], summary="An employer's invoices")
def list_invoices(request: HttpRequest, employer_id: UUID, page: Query[Page]) -> Any:
    """
    Oldest first.
    """
    (after,) = page.place(UUID) or (None,)
    found = api.list_invoices(
        actor=actor_of(request), employer_id=employer_id, limit=page.limit + 1, after=after
    )
    return page.answer(found, place=lambda invoice: (invoice.id,))


@router.post("/invoices", response={201: InvoiceOut}, summary="Draft an invoice")
def create_invoice(request: HttpRequest, body: InvoiceIn, idempotency_key: IdempotencyKey) -> Any:
    made = api.InvoiceService.create(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        account_id=body.account_id,
        issued_on=body.issued_on,
        lines=[
            api.NewLine(
                description=line.description,
                amount=line.amount.value(),
                employee_id=line.employee_id,
            )
            for line in body.lines
        ],
    )
    return created(made)


@router.get("/invoices/{invoice_id}", response=InvoiceOut, summary="One invoice")
def get_invoice(request: HttpRequest, invoice_id: UUID) -> Any:
    return api.get_invoice(actor=actor_of(request), invoice_id=invoice_id)


@router.post("/invoices/{invoice_id}/send", response=InvoiceOut, summary="Number and send a draft")
def send_invoice(request: HttpRequest, invoice_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.send_invoice(
        actor=actor_of(request), idempotency_key=idempotency_key, invoice_id=invoice_id
    )


@router.post(
    "/invoices/{invoice_id}/finalise", response=InvoiceOut, summary="Number a draft, once for all"
)
def finalise_invoice(
    request: HttpRequest, invoice_id: UUID, idempotency_key: IdempotencyKey
) -> Any:
    return api.finalise_invoice(
        actor=actor_of(request), idempotency_key=idempotency_key, invoice_id=invoice_id
    )


@router.post("/invoices/{invoice_id}/void", response=InvoiceOut, summary="Withdraw an invoice")
def void_invoice(request: HttpRequest, invoice_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.void_invoice(
        actor=actor_of(request), idempotency_key=idempotency_key, invoice_id=invoice_id
    )


@router.post("/invoices/{invoice_id}/cancel", response=InvoiceOut, summary="Withdraw an invoice")
def cancel_invoice(request: HttpRequest, invoice_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.cancel_invoice(
        actor=actor_of(request), idempotency_key=idempotency_key, invoice_id=invoice_id
    )


@router.post(
    "/invoices/{invoice_id}/payments", response={201: PaymentOut}, summary="Record received money"
)
def apply_payment(
    request: HttpRequest, invoice_id: UUID, body: PaymentIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.apply_payment(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        amount=body.amount.value(),
        received_on=body.received_on,
        reference=body.reference,
    )
    return created(made)
