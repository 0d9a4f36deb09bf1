"""
Do an account's charges look wrong? Then a run parks it instead of drafting a wrong invoice.
"""

import datetime as dt

from django.db import connections, router

from billing_app import models
from billing_app.rules.employees import employee_of

# Charges of one source and month, at the most: more is a loop, not a history of corrections.
MOST_CHARGES = 25
_LOOPS = """
    SELECT description, employee_reference, month, count(*) FROM billing_app_charge
    WHERE account_id = %(account)s AND line_id IS NULL AND credit_note_id IS NULL
        AND month BETWEEN %(first)s AND %(last)s
    GROUP BY source_id, description, employee_reference, month HAVING count(*) > %(most)s
    ORDER BY month LIMIT 1
"""
# Two sources that the coverage source itself calls one thing, on the same day: a double bill.
_TWICE = """
    SELECT one.description, one.employee_reference, greatest(one.starts_on, other.starts_on)
    FROM billing_app_cover AS one JOIN billing_app_cover AS other
        ON other.account_id = one.account_id
        AND other.employee_reference = one.employee_reference
        AND other.group_key = one.group_key AND other.source_id > one.source_id
        AND daterange(other.starts_on, other.ends_on, '[]')
            && daterange(one.starts_on, one.ends_on, '[]')
    WHERE one.account_id = %(account)s AND one.group_key <> left(one.description, 200)
        AND one.starts_on IS NOT NULL AND other.starts_on IS NOT NULL
        AND greatest(one.starts_on, other.starts_on) <= %(until)s
        AND coalesce(one.ends_on, 'infinity') >= %(first)s
        AND coalesce(other.ends_on, 'infinity') >= %(first)s
    LIMIT 1
"""


def reason_to_park(account: models.BillingAccount, *, first: dt.date, last: dt.date) -> str:
    """
    What is wrong with the charges of the open months, in a sentence; empty if nothing is.
    """
    values = {
        "account": account.pk,
        "first": first,
        "last": last,
        "until": last + dt.timedelta(days=30),
        "most": MOST_CHARGES,
    }
    with connections[router.db_for_write(models.Charge)].cursor() as cursor:
        cursor.execute(_TWICE, values)
        if row := cursor.fetchone():
            return (
                f"{row[0]} of employee {employee_of(row[1])} is covered twice from {row[2]}, so it "
                "would be billed twice."
            )
        cursor.execute(_LOOPS, values)
        if row := cursor.fetchone():
            return (
                f"{row[0]} of employee {employee_of(row[1])} has {row[3]} charges that wait for "
                f"{row[2]:%Y-%m}."
            )
    return ""
