"""
Which invoice does a transfer pay, and how sure is that?
"""

import dataclasses
import re
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from host.portal.finance.bank_file import Transfer

_PLAIN = re.compile(r"[^0-9A-Z]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """
    What a transfer seems to be, and the invoice that it pays, if one is known: `why` is "number" (its reference has an invoice's number),
    "amount" (one invoice alone is due just that), "several" (more than one is), "none", or
    "recorded" (it was recorded before).
    """

    transfer: Transfer
    invoice: Any
    why: str


def suggest(
    transfers: Sequence[Transfer],
    open_invoices: Sequence[Any],
    recorded: Collection[tuple[Any, int, str, int]],
) -> tuple[Suggestion, ...]:
    """
    A suggestion for each transfer. An invoice is suggested once: two transfers of one amount are
    not both for it. `recorded` holds what was, as `said` and how often.
    """
    taken: set[UUID] = set()
    found = []
    for each in transfers:
        if (*each.said, each.repeat) in recorded:
            found.append(Suggestion(transfer=each, invoice=None, why="recorded"))
            continue
        suggestion = _suggest(each, [one for one in open_invoices if one.id not in taken])
        if suggestion.invoice is not None:
            taken.add(suggestion.invoice.id)
        found.append(suggestion)
    return tuple(found)


def _suggest(transfer: Transfer, candidates: Sequence[Any]) -> Suggestion:
    said = _PLAIN.sub("", transfer.reference.upper())
    named = [each for each in candidates if each.number and _is_in(each.number, said)]
    # A longer number that has the shorter one in it is the one that is meant.
    named.sort(key=lambda each: len(each.number), reverse=True)
    if named and named[0].due >= transfer.amount:
        return Suggestion(transfer=transfer, invoice=named[0], why="number")
    same = [each for each in candidates if each.due == transfer.amount]
    if len(same) == 1:
        return Suggestion(transfer=transfer, invoice=same[0], why="amount")
    return Suggestion(transfer=transfer, invoice=None, why="several" if same else "none")


def _is_in(number: str, said: str) -> bool:
    plain = _PLAIN.sub("", number.upper())
    return len(plain) >= 4 and plain in said
