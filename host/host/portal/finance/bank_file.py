"""
What does a bank's file of transfers say, row by row, and which rows cannot be read, and why?
"""

import csv
import dataclasses
import datetime as dt
import io
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from domain_kit.errors import DomainError
from domain_kit.money import Money
from host.portal.forms import FIRST, LAST

MAX_ROWS = 500
MAX_BYTES = 1_000_000
# The first that a file has is meant; the words of common banks.
COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("date", "received_on", "booking date", "value date", "transaction date", "day"),
    "amount": ("amount", "credit", "paid in", "credit amount", "money in"),
    "reference": ("reference", "description", "details", "narrative", "payment reference"),
    "currency": ("currency",),
}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d/%m/%y", "%d %b %Y", "%d %B %Y")
_GROUPED = re.compile(r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
_REFERENCE = 100


class UnreadableFile(Exception):
    """
    The file as a whole is none; its text says why, and what to do.
    """


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """
    A row that was read: `line` is its line in the file, and `repeat` counts, from 1, the rows that
    say the same, so that two equal transfers of one day are two.
    """

    line: int
    day: dt.date
    amount: Money
    reference: str
    repeat: int = 1

    @property
    def said(self) -> tuple[dt.date, int, str]:
        """
        What tells transfers apart, the repetition aside.
        """
        return (self.day, self.amount.minor, self.reference)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """
    A row that was left out: what it says, and why.
    """

    line: int
    text: str
    why: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """
    Every row of a file, read or left out.
    """

    transfers: tuple[Transfer, ...]
    faulty: tuple[Faulty, ...]


class _NoTransfer(Exception):
    """
    Why a row is none that can be recorded.
    """


def read(content: bytes, *, currency: str) -> BankFile:
    """
    The transfers of a CSV file with the columns date, amount and reference, in a currency.

    Raises:
        UnreadableFile: if it is no text, no table with these columns, or longer than 500 rows.
    """
    rows = _rows(_text(content))
    _line, header = next(rows, (0, []))
    places = _places(header)
    transfers: list[Transfer] = []
    faulty: list[Faulty] = []
    for line, cells in rows:
        if len(transfers) + len(faulty) == MAX_ROWS:
            raise UnreadableFile(
                _("The file has more than %(rows)s rows. Divide it.") % {"rows": MAX_ROWS}
            )
        try:
            transfers.append(_transfer(line, cells, places, currency))
        except _NoTransfer as exc:
            faulty.append(Faulty(line=line, text=" · ".join(filter(None, cells)), why=str(exc)))
    return BankFile(transfers=_counted(transfers), faulty=tuple(faulty))


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise UnreadableFile(_("The file is no text. Save the statement as CSV, and choose that."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text[:4096].splitlines()[:1]
    delimiter = max(",;\t", key=lambda each: head[0].count(each)) if head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as exc:
        raise UnreadableFile(
            _("Line %(line)s cannot be read as CSV.") % {"line": reader.line_num}
        ) from exc


def _places(header: list[str]) -> dict[str, int]:
    named = {name.casefold(): place for place, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for column, names in COLUMNS.items():
        place = next((named[name] for name in names if name in named), None)
        if place is not None:
            found[column] = place
    missing = [each for each in ("date", "amount", "reference") if _key(each) not in found]
    if missing:
        raise UnreadableFile(
            _(
                "The first line names no column for: %(columns)s. It should be: date,amount,reference"
            )
            % {"columns": ", ".join(missing)}
        )
    return found


def _key(name: str) -> str:
    return "day" if name == "date" else name


def _transfer(line: int, cells: list[str], places: dict[str, int], currency: str) -> Transfer:
    told = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    if told.get("currency") and told["currency"].upper() != currency:
        raise _NoTransfer(_("in another currency than the account's, %s") % currency)
    if not told["reference"]:
        raise _NoTransfer(_("without a reference"))
    return Transfer(
        line=line,
        day=_day(told["day"]),
        amount=_amount(told["amount"], currency),
        reference=" ".join(told["reference"].split())[:_REFERENCE],
    )


def _day(text: str) -> dt.date:
    for form in _DAYS:
        try:
            day = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if FIRST <= day <= LAST:
            return day
    raise _NoTransfer(_("its date is none: write it as 2027-03-31"))


def _amount(text: str, currency: str) -> Money:
    bare = text.replace(" ", "").removesuffix(currency).lstrip("£$€¥")
    if _GROUPED.match(bare):
        bare = bare.replace(",", "")
    try:
        number = Decimal(bare)
        if not number.is_finite() or abs(number) >= 10**11:
            raise _NoTransfer(_("its amount is none: write it as 1234.50"))
        money = Money.of(number, currency)
    except InvalidOperation:
        raise _NoTransfer(_("its amount is none: write it as 1234.50")) from None
    except DomainError as exc:
        raise _NoTransfer(str(exc)) from exc
    if money.minor <= 0:
        raise _NoTransfer(_("it is no money that came in"))
    return money


def _counted(transfers: list[Transfer]) -> tuple[Transfer, ...]:
    seen: dict[Any, int] = {}
    found = []
    for each in transfers:
        seen[each.said] = seen.get(each.said, 0) + 1
        found.append(dataclasses.replace(each, repeat=seen[each.said]))
    return tuple(found)
