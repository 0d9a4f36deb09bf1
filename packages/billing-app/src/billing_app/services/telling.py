"""
How does a line of cover become what billing was told? Checked by name before anything is written.
"""

from uuid import UUID

from billing_app.data import CoverageLine
from billing_app.errors import UnusableValue
from billing_app.queries.values import stored
from billing_app.rules.parts import POLICIES
from billing_app.rules.usable import require_amount, require_day, require_text
from domain_kit.money import CurrencyMismatch

# The columns of billing_app_cover that a line fills, in the order of `told_row`.
TOLD = (
    "source_id",
    "account_id",
    "employee_reference",
    "description",
    "group_key",
    "starts_on",
    "ends_on",
    "monthly",
    "employer_monthly",
    "funding",
    "tax_category",
    "proration",
    "wash_day",
    "serial",
)


def told_row(
    line: CoverageLine, *, account_id: UUID, employer_id: UUID, currency: str, serial: int
) -> tuple[object, ...]:
    """
    The row of what a line says, for the account it is told to.

    Raises:
        CurrencyMismatch: if it is priced in another currency than the account's.
        UnusableValue: if it is another employer's, or says what cannot be kept.
        AmountNotStorable, DateOutOfRange: if its columns cannot keep it.
    """
    _require_usable(line, employer_id, currency)
    days = line.coverage if line.coverage is not None and not line.coverage.is_empty else None
    return (
        line.source_id,
        account_id,
        str(line.employee_id),
        line.description,
        group_of(line),
        days.start if days else None,
        days.last if days else None,
        stored(line.monthly),
        None if line.employer_monthly is None else stored(line.employer_monthly),
        line.funding,
        line.tax_category,
        line.proration,
        line.wash_day,
        serial,
    )


def group_of(line: CoverageLine) -> str:
    """
    Which covers of an employee are parts of one month's price: the source's word, or those of one
    description.
    """
    return line.group or line.description[:200]


def _require_usable(line: CoverageLine, employer_id: UUID, currency: str) -> None:
    if line.employer_id != employer_id:
        raise UnusableValue("employer_id", f"cover of employer {employer_id}")
    for part in (line.monthly, line.employer_monthly):
        if part is None:
            continue
        if part.currency != currency:
            raise CurrencyMismatch(currency, part.currency)
        require_amount(part)
        if part.minor < 0:
            raise UnusableValue("monthly", "no less than nothing")
    if line.employer_monthly is not None and line.employer_monthly > line.monthly:
        raise UnusableValue("employer_monthly", "no more than the whole price")
    require_text("employee_id", str(line.employee_id), longest=64, shortest=1)
    require_text("description", line.description, longest=300)
    require_text("group", line.group, longest=200)
    require_text("funding", line.funding, longest=30)
    require_text("tax_category", line.tax_category, longest=30, shortest=1)
    if line.proration not in POLICIES:
        raise UnusableValue("proration", f"one of {', '.join(POLICIES)}")
    if not 1 <= line.wash_day <= 31:
        raise UnusableValue("wash_day", "a day of a month, 1 to 31")
    if line.coverage is not None:
        require_day("coverage", line.coverage.start)
        if line.coverage.last is not None and not line.coverage.is_empty:
            require_day("coverage", line.coverage.last)
