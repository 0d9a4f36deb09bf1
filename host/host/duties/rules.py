"""
Where do employment, cover and bills disagree? Values in, findings out.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period
from host.duties.costs import cost
from host.duties.data import Affairs, Cover, Difference, Finding


def differences(affairs: Affairs) -> Iterator[Difference]:
    """
    Every finding about one employer.
    """
    yield from cover_without_employment(affairs)
    yield from employment_without_decision(affairs)
    yield from billed_differently(affairs)


def cover_without_employment(affairs: Affairs) -> Iterator[Difference]:
    """
    Cover with days on which the person is not employed here.
    """
    for cover in affairs.covers:
        if cover.days is None:
            continue
        bare = without(cover.days, affairs.employed.get(cover.employee_id, ()))
        if bare:
            yield _difference(
                affairs,
                cover,
                Finding.COVER_WITHOUT_EMPLOYMENT,
                f"{cover.label} covers {', '.join(map(str, bare))}, and the person is not employed "
                "then. End the cover, or correct the employment.",
            )


def employment_without_decision(affairs: Affairs) -> Iterator[Difference]:
    """
    People of the day who neither have nor waived a benefit that is on offer.
    """
    for employee_id, periods in affairs.employed.items():
        if not any(period.contains(affairs.on) for period in periods):
            continue
        for benefit_id, name in affairs.open_offers.items():
            if (employee_id, benefit_id) not in affairs.decided:
                yield Difference(
                    employer_id=affairs.employer_id,
                    employee_id=employee_id,
                    finding=Finding.EMPLOYMENT_WITHOUT_DECISION,
                    subject_id=benefit_id,
                    detail=f"{name} is on offer, neither chosen nor waived. Ask for a decision.",
                )


def billed_differently(affairs: Affairs) -> Iterator[Difference]:
    """
    Months in which the charges of a cover, or of all parts of one, are not what their days cost:
    those with a charge, and all months of cover up to the last one that was invoiced.
    """
    parts: dict[Parts, list[Cover]] = defaultdict(list)
    for cover in affairs.covers:
        parts[_parts_of(cover)].append(cover)
    place = {cover.id: key for key, covers in parts.items() for cover in covers}
    charged: dict[tuple[Parts, dt.date], int] = defaultdict(int)
    for (source_id, first), amount in affairs.bills.charged.items():
        charged[place.get(source_id, (str(source_id), "")), first] += amount.minor
    for cover in affairs.covers:
        for first in _invoiced_months(cover, affairs):
            charged[place[cover.id], first] += 0
    for (key, first), minor in sorted(charged.items(), key=str):
        covers = parts.get(key, [])
        due = cost(covers, Period.month(first))
        if minor != due:
            yield _billed(affairs, key, covers, first, minor, due)


type Parts = tuple[str, str]


def _parts_of(cover: Cover) -> Parts:
    """
    What is rounded together: the parts of a group at one price, or a cover alone.
    """
    return (cover.group, str(cover.monthly)) if cover.group else (str(cover.id), "")


def _billed(
    affairs: Affairs, key: Parts, covers: list[Cover], first: dt.date, minor: int, due: int
) -> Difference:
    month = Period.month(first)
    cover = next((c for c in covers if c.days and c.days.intersection(month)), None)
    cover = cover or next(iter(covers), None)
    source_id = cover.id if cover else UUID(key[0])
    told = affairs.bills.charged
    currency = next(
        (m.currency for (source, _), m in told.items() if source == source_id),
        cover.monthly.currency if cover else "",
    )
    billed, costs = (
        str(Money(minor=each, currency=currency)) if each else "nothing" for each in (minor, due)
    )
    return Difference(
        employer_id=affairs.employer_id,
        employee_id=cover.employee_id if cover else affairs.bills.employees[source_id],
        finding=Finding.BILLED_DIFFERENTLY,
        subject_id=source_id,
        detail=f"{first:%Y-%m} is billed {billed}, and the cover costs {costs}. "
        "Bill the month again, or correct the cover.",
    )


def without(days: Period, taken: tuple[Period, ...]) -> list[Period]:
    """
    The days that are in none of some periods.
    """
    left = [days]
    for period in taken:
        left = [part for each in left for part in _minus(each, period)]
    return left


def _minus(days: Period, taken: Period) -> list[Period]:
    both = days.intersection(taken)
    if both is None:
        return [days]
    parts = [Period(start=days.start, end=both.start)]
    if both.end is not None:
        parts.append(Period(start=both.end, end=days.end))
    return [part for part in parts if not part.is_empty]


def _invoiced_months(cover: Cover, affairs: Affairs) -> Iterator[dt.date]:
    last = affairs.bills.complete_to
    if cover.days is None or last is None:
        return
    for month in cover.days.months():
        if month.start > last:
            return
        yield month.start


def _difference(affairs: Affairs, cover: Cover, finding: Finding, detail: str) -> Difference:
    return Difference(
        employer_id=affairs.employer_id,
        employee_id=cover.employee_id,
        finding=finding,
        subject_id=cover.id,
        detail=detail,
    )
