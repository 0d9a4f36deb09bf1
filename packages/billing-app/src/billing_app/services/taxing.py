"""
Put on a draft the taxes that its lines have.
"""

from django.db.models import Max, Sum

from billing_app import conf, models
from billing_app.data import ChargeKind
from billing_app.queries.values import currency_of, money, stored
from billing_app.rules.tax import taxes_of


def put_tax(invoice: models.Invoice) -> None:
    """
    Replace the draft's tax lines by those that the tax rules say now, a line a category (C-28);
    nothing where the project has no tax rules.
    """
    rules = conf.taxes()
    if rules is None:
        return
    currency = currency_of(invoice)
    rows = models.InvoiceLine.objects.filter(invoice=invoice)
    rows.filter(kind=ChargeKind.TAX).delete()
    sums = rows.order_by("tax_category").values_list("tax_category").annotate(Sum("amount"))
    lines = [(category, money(amount, currency)) for category, amount in sums]
    known = {
        category: rules.tax(
            category=category, legal_entity=invoice.account.legal_entity, on=invoice.issued_on
        )
        for category, _ in lines
    }
    last = rows.aggregate(last=Max("position"))["last"] or 0
    models.InvoiceLine.objects.bulk_create(
        models.InvoiceLine(
            invoice=invoice,
            position=last + place,
            description=f"{tax.name} {tax.rate * 100:f} %"[:300],
            amount=stored(amount),
            tax_category=category,
            kind=ChargeKind.TAX.value,
            tax_rate=tax.rate,
            ledger=tax.ledger,
        )
        for place, (category, tax, amount) in enumerate(taxes_of(lines, known), start=1)
    )
