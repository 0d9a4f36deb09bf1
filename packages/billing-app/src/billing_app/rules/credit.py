"""
How much can be given back of an invoice, and with how much tax?
"""

import dataclasses
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from billing_app.errors import CreditExceedsLine, LineNotFound
from billing_app.rules.tax import tax_on
from domain_kit.money import Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BilledLine:
    """
    A line of an invoice, and what of it was credited before; `tax_rate` only where it is the tax of
    its category.
    """

    id: UUID
    amount: Money
    credited: Money
    tax_category: str
    tax_rate: Decimal | None = None

    @property
    def left(self) -> Money:
        """
        What can still be credited: nothing of a line that gives back itself.
        """
        return max(self.amount - self.credited, Money.zero(self.amount.currency))


def all_left(lines: Sequence[BilledLine]) -> dict[UUID, Money]:
    """
    What is left of an invoice, tax aside, by the lines that asked for it. Its lines that give back
    leave less of it: of 100.00 and -40.00 in one category of tax, 60.00 of the first.
    """
    asked = [line for line in lines if line.tax_rate is None]
    if not asked:
        return {}
    zero = Money.zero(asked[0].amount.currency)
    room = max(_net(asked), zero)
    parts: dict[UUID, Money] = {}
    for category in dict.fromkeys(line.tax_category for line in asked):
        taxed = [line for line in asked if line.tax_category == category]
        found, _ = spread(taxed, min(room, max(_net(taxed), zero)))
        room -= sum(found.values(), zero)
        parts |= found
    return parts


def _net(lines: Sequence[BilledLine]) -> Money:
    zero = Money.zero(lines[0].amount.currency)
    return sum((line.amount - line.credited for line in lines), zero)


def parts_of_note(lines: Sequence[BilledLine], wanted: Mapping[UUID, Money]) -> dict[UUID, Money]:
    """
    What a credit note gives back of which line, its tax included.

    Tax follows what of its category was credited altogether, so that the notes of an invoice sum to
    it, whatever was rounded on the way: at 20 %, notes of 68.33, 57.50, 85.00 and 68.33 are 82.00,
    69.00, 102.00 and at last 81.99 (C-27).

    Raises:
        LineNotFound: if a line is none of these, or a tax.
        CreditExceedsLine: if more would be credited than the line has left, or nothing.
    """
    by_id = {line.id: line for line in lines if line.tax_rate is None}
    for line_id, amount in wanted.items():
        if line_id not in by_id:
            raise LineNotFound(line_id)
        left = by_id[line_id].left
        if amount > left or amount <= Money.zero(amount.currency):
            raise CreditExceedsLine(line_id, str(amount), str(left))
    parts = dict(wanted)
    for tax in lines:
        if tax.tax_rate is None:
            continue
        rate, zero = tax.tax_rate, Money.zero(tax.amount.currency)
        taxed = [line for line in by_id.values() if line.tax_category == tax.tax_category]
        now = sum((wanted[line.id] for line in taxed if line.id in wanted), zero)
        before = sum((line.credited for line in taxed), zero)
        part = min(tax_on(before + now, rate) - tax.credited, tax.left)
        if now and part > zero:
            parts[tax.id] = part
    return parts


def spread(lines: Sequence[BilledLine], amount: Money) -> tuple[dict[UUID, Money], Money]:
    """
    What is credited of each line, in the order given, to give an amount back, and what no line has
    room for.
    """
    parts = {}
    for line in lines:
        part = min(line.left, amount)
        if part:
            parts[line.id] = part
            amount -= part
    return parts, amount
