"""
Whom of an employer's people does the list show? As the address asks.
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Collection
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from host.directory.days import today_in
from host.directory.models import Employee, Employer


class Who(enum.StrEnum):
    """
    Which of the people.
    """

    EVERYBODY = ""
    COVERED = "covered"
    UNCOVERED = "uncovered"
    NEW = "new"
    LEAVERS = "leavers"


WHO = (
    (Who.EVERYBODY, _("Everybody")),
    (Who.COVERED, _("With cover")),
    (Who.UNCOVERED, _("Without cover")),
    (Who.NEW, _("New people")),
    (Who.LEAVERS, _("Leavers")),
)
_LATELY = dt.timedelta(days=92)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    The search, and the day whose cover is shown; `category` narrows cover down to one kind of
    benefit, and "" is any.
    """

    employer: Employer
    text: str
    who: Who
    category: str
    on: dt.date
    chosen: str

    @property
    def about_cover(self) -> bool:
        """
        Whether it takes cover to know who is shown.
        """
        return self.who in (Who.COVERED, Who.UNCOVERED)

    @property
    def narrowed(self) -> bool:
        """
        Whether anything is asked for at all.
        """
        return bool(self.text or self.who or self.category)

    @property
    def query(self) -> str:
        """
        The same again, for the address of another page.
        """
        told = {"q": self.text, "who": self.who, "category": self.category}
        given = {name: value for name, value in told.items() if value}
        if self.on != today_in(self.employer.time_zone):
            given["on"] = str(self.on)
        if self.chosen:
            given["employer"] = self.chosen
        return urlencode(given)


def asked_of(address: QueryDict, employer: Employer) -> Asked:
    """
    What an address asks for; what it says wrongly counts as not said.
    """
    who = address.get("who", "")
    try:
        on = dt.date.fromisoformat(address.get("on", ""))
    except ValueError:
        on = today_in(employer.time_zone)
    return Asked(
        employer=employer,
        text=address.get("q", "").replace("\0", "").strip()[:100],
        who=Who(who) if who in Who else Who.EVERYBODY,
        category=address.get("category", ""),
        on=on,
        chosen=str(employer.id) if "employer" in address else "",
    )


def people_asked_for(asked: Asked, covered: Collection[str]) -> QuerySet[Employee]:
    """
    The people, by name; `covered` are the numbers of those with cover.
    """
    rows = Employee.objects.filter(employer=asked.employer).order_by("name", "pk")
    for word in asked.text.split():
        number = Q(pk=int(word)) if word.isascii() and word.isdigit() and len(word) < 19 else Q()
        rows = rows.filter(Q(name__icontains=word) | Q(location__icontains=word) | number)
    today = today_in(asked.employer.time_zone)
    if asked.who is Who.NEW:
        rows = rows.filter(hired_on__gt=today - _LATELY)
    elif asked.who is Who.LEAVERS:
        rows = rows.filter(left_on__isnull=False)
    numbers = _these([int(each) for each in covered if each.isascii() and each.isdigit()])
    if asked.who is Who.COVERED:
        return rows.filter(pk__in=numbers)
    if asked.who is Who.UNCOVERED:
        employed = Q(left_on__isnull=True) | Q(left_on__gte=asked.on)
        return rows.filter(employed, hired_on__lte=asked.on).exclude(pk__in=numbers)
    return rows


def _these(numbers: Collection[int]) -> RawSQL:
    """
    Numbers as one value, however many they are: thousands of values take the database seconds.
    """
    known = [each for each in numbers if each < 2**63]
    return RawSQL("SELECT unnest(%s::bigint[])", [known])
