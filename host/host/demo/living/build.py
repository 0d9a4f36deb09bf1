"""
Build the living world: people, offers, cover, then month after month what was billed and happened.
"""

import datetime as dt

from django.db import connection

from host.demo.living import cover, events, money, offers, people
from host.demo.living.acting import months_after
from host.directory.days import today_in
from host.directory.models import Employer

# The months that were billed: so many ago.
_FIRST, _LAST = 5, 1


def build() -> None:
    """
    Three employers of 180, 90 and 30 people, in two zones and two currencies.
    """
    people.hire_everybody()
    for place, employer in enumerate(Employer.objects.order_by("pk")):
        people.pay(employer, place)
        money.open_account(employer)
        events.define_kinds(employer)
        cover.cover(employer, offers.offer(employer))
        events.happen(employer)
        _count()
        _months(employer, place)
        events.carry_over(employer)


def go_on() -> None:
    """
    What takes an open window, and what must not happen in the transaction that builds: calls of the
    payment gateway. Each once.
    """
    for employer in Employer.objects.order_by("pk"):
        events.choose(employer)
    for employer in Employer.objects.order_by("pk")[:1]:
        money.collect(employer)


def _count() -> None:
    """
    Nobody else can count the rows of a transaction that goes on, and without it the plans are bad.

    Table by table: a whole ANALYZE also holds the server's catalogues until the transaction ends, and
    whoever does the same in another database waits for it.
    """
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, sorted(tables)))}")


def _months(employer: Employer, place: int) -> None:
    """
    Paid at first; later one of everything that can become of an invoice.
    """
    today = today_in(employer.time_zone)
    for months_ago in range(_FIRST, _LAST - 1, -1):
        sent = money.send(money.bill(employer, months_ago))
        if months_ago == _FIRST:
            _count()
        if months_ago >= 4 or (place == 2 and months_ago > 1):
            money.pay(employer, sent)
        if months_ago == 4:
            money.credit(sent[0])
            events.leave(employer, (24,), months_after(today, -3) - dt.timedelta(days=1))
        elif months_ago == 3 and place == 0:
            money.pay(employer, sent[:1], part=10)
        elif months_ago == 3 and place == 1:
            money.give_up(sent[0])
        elif months_ago == 2 and place == 1:
            money.withdraw(sent[-1])
    if place < 2:
        money.bill(employer, 0)
        money.receive_unmatched(employer)
    # Told late: what was billed of these days waits as a credit.
    events.leave(employer, (8, 27), months_after(today, -1) + dt.timedelta(days=13))
