"""
What must still be charged? Desired minus charged (C-25), in one statement for any number of covers.

The statement reads what billing was told (`billing_app_cover`) and what it has charged, month by
month. Parts of one month at one price cost together what their days cost: largest remainder, ties
to the earliest (C-03); so does the employer's part of them, and the rest is the employee's (C-09),
unless the month was charged to the employer alone before. How a month that is covered in part is
priced is the plan's policy (C-05): `rules.parts` says the same without a database, and a test holds
the two together.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connections, router

from billing_app import models
from billing_app.data import ChargeKind, Payer
from domain_kit.money import exponent

# Which covers, and which of their months. Every open month of a cover if something about it or its
# group is new, else those that no run has settled yet.
_OF_A_RUN = """
WITH cover AS (
        SELECT * FROM billing_app_cover
        WHERE account_id = %(account)s
            AND employee_reference > %(after)s AND employee_reference <= %(upto)s
    ),
    months AS (
        SELECT month::date, to_char(month, 'YYYY-MM') AS word,
            extract(day FROM month + interval '1 month' - interval '1 day')::int AS days
        FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 month') AS month
    ),
    wanted AS (
        SELECT cover.*, month, word, days FROM cover JOIN months
        ON month >= CASE WHEN changed THEN %(first)s::date ELSE %(unsettled)s::date END
    ),
"""
# The group of one cover: the month its change takes effect in, and each month it was charged for.
_OF_A_CHANGE = """
WITH cover AS (
        SELECT * FROM billing_app_cover
        WHERE account_id = %(account)s
            AND employee_reference = %(employee)s AND group_key = %(group)s
    ),
    months AS (
        SELECT month, to_char(month, 'YYYY-MM') AS word,
            extract(day FROM month + interval '1 month' - interval '1 day')::int AS days
        FROM (
            SELECT %(first)s::date AS month
            UNION SELECT month FROM billing_app_charge JOIN cover USING (source_id)
            WHERE billing_app_charge.account_id = %(account)s
        ) AS told
        WHERE month > %(locked)s::date
    ),
    wanted AS (SELECT cover.*, month, word, days FROM cover CROSS JOIN months),
"""
_DIFFERENCE = """
    known AS (
        SELECT *, (monthly * %(scale)s)::bigint AS price,
            (employer_monthly * %(scale)s)::bigint AS employer_price,
            starts_on < month + days AND (ends_on IS NULL OR ends_on >= month) AS is_covered,
            starts_on <= month AND (ends_on IS NULL OR ends_on >= month + days - 1)
                AND count(*) OVER (PARTITION BY employee_reference, group_key, month) = 1
                AS is_whole
        FROM wanted CROSS JOIN LATERAL (
            SELECT count(*) AS charges, coalesce(bool_or(payer = %(employee_payer)s), false) AS is_split,
                coalesce(sum(amount) FILTER (WHERE payer = %(employer)s), 0) * %(scale)s
                    AS of_employer_before,
                coalesce(sum(amount) FILTER (WHERE payer = %(employee_payer)s), 0) * %(scale)s
                    AS of_employee_before
            FROM billing_app_charge AS charge
            WHERE charge.account_id = %(account)s
                AND charge.source_id = wanted.source_id AND charge.month = wanted.month
        ) AS charged
    ),
    part AS (
        SELECT *, last_of_part - first_of_part + 1 AS covered,
            row_number() OVER parts = 1 AS is_first,
            sum(last_of_part - first_of_part + 1) OVER together AS covered_together
        FROM (
            SELECT *, greatest(starts_on, month) AS first_of_part,
                least(coalesce(ends_on, 'infinity'::date), month + days - 1) AS last_of_part
            FROM known WHERE is_covered AND NOT is_whole
        ) AS cut
        WINDOW together AS (PARTITION BY employee_reference, group_key, monthly, proration, month),
            parts AS (together ORDER BY first_of_part, source_id)
    ),
    share AS (
        SELECT *, CASE proration
                WHEN 'full-month' THEN CASE WHEN is_first THEN days ELSE 0 END
                WHEN 'none' THEN CASE WHEN covered_together >= days THEN covered ELSE 0 END
                WHEN 'wash-day' THEN CASE
                    WHEN month + least(wash_day, days) - 1 BETWEEN first_of_part AND last_of_part
                    THEN days ELSE 0 END
                ELSE covered
            END AS charged_days,
            CASE WHEN proration = 'fixed-30' AND covered_together < days THEN 30 ELSE days END AS whole
        FROM part
    ),
    floored AS (
        SELECT *, (price * charged_days) / whole AS amount, (price * charged_days) %% whole AS rest,
            least(
                (2 * price * sum(charged_days) OVER together + whole) / (2 * whole),
                CASE WHEN proration = 'fixed-30' THEN price ELSE 9223372036854775807 END
            ) AS together_amount
        FROM share
        WINDOW together AS (PARTITION BY employee_reference, group_key, monthly, proration, month)
    ),
    priced AS (
        SELECT *, amount + CASE
                WHEN row_number() OVER by_rest <= together_amount - sum(amount) OVER together THEN 1
                ELSE 0
            END AS whole_amount
        FROM floored
        WINDOW together AS (PARTITION BY employee_reference, group_key, monthly, proration, month),
            by_rest AS (together ORDER BY rest DESC, first_of_part, source_id)
    ),
    split AS (
        SELECT *, sum(whole_amount) OVER (
                PARTITION BY employee_reference, group_key, monthly, employer_monthly, proration,
                    month
                ORDER BY first_of_part, source_id
            ) AS upto
        FROM priced
    ),
    desired AS (
        SELECT source_id, employee_reference, description, tax_category, month, word, charges,
            of_employer_before, of_employee_before,
            month AS first_of_part, month + days - 1 AS last_of_part, price AS amount,
            CASE WHEN employer_price IS NULL OR (charges > 0 AND NOT is_split) THEN price
                ELSE employer_price END AS of_employer
        FROM known WHERE is_whole
        UNION ALL
        SELECT source_id, employee_reference, description, tax_category, month, word, charges,
            of_employer_before, of_employee_before,
            first_of_part, last_of_part, whole_amount,
            CASE
                WHEN employer_price IS NULL OR employer_price = price
                    OR (charges > 0 AND NOT is_split) THEN whole_amount
                ELSE floor((2 * upto * employer_price + price) / (2 * price))
                    - floor((2 * (upto - whole_amount) * employer_price + price) / (2 * price))
            END
        FROM split
        UNION ALL
        SELECT source_id, employee_reference, description, tax_category, month, word, charges,
            of_employer_before, of_employee_before,
            NULL, NULL, 0, 0
        FROM known WHERE is_covered IS NOT TRUE AND charges > 0
    ),
    difference AS (
        SELECT source_id, employee_reference, description, tax_category, month, word, charges, payer,
            first_of_part, last_of_part, minor
        FROM desired CROSS JOIN LATERAL (VALUES
            (%(employer)s, of_employer - of_employer_before),
            (%(employee_payer)s, amount - of_employer - of_employee_before)
        ) AS owed (payer, minor)
        WHERE minor <> 0
    )
"""
_INSERT = """
INSERT INTO billing_app_charge (
    id, account_id, source_id, employee_reference, month, kind, description, amount,
    amount_minor, dedupe_key, starts_on, ends_on, payer, tax_category, run_id, created_at
)
SELECT gen_random_uuid(), %(account)s, source_id, employee_reference, month,
    CASE WHEN charges > 0 THEN %(adjustment)s ELSE %(recurring)s END, description,
    minor / %(scale)s::numeric, CASE WHEN minor = trunc(minor) THEN minor::bigint END,
    %(hex)s || ':' || source_id || ':' || word || ':' || charges
        || CASE payer WHEN %(employer)s THEN '' ELSE ':' || payer END,
    first_of_part, last_of_part, payer, tax_category, %(run)s::uuid, clock_timestamp()
FROM difference
ORDER BY month, source_id, payer
"""
# As it would be written: the total of each month, and of what it was charged before.
_TOTALS = """
SELECT month, payer, sum(minor), count(*), count(DISTINCT source_id)
FROM difference GROUP BY month, payer ORDER BY month, payer
"""
_LINES = """
SELECT source_id, employee_reference, description, month, payer, minor, first_of_part,
    last_of_part, charges > 0
FROM difference
ORDER BY abs(minor) DESC, month, source_id, payer LIMIT %(limit)s
"""
# What the source says and billing was told, as a run would merge them; see services.sync_cover.
_OF_A_PREVIEW = """
WITH cover AS (
        SELECT told.source_id, told.employee_reference, told.description, told.group_key,
            told.starts_on, told.ends_on, told.monthly, told.employer_monthly, told.proration,
            told.wash_day, told.tax_category
        FROM billing_app_told AS told LEFT JOIN billing_app_cover AS known
            ON known.account_id = %(account)s AND known.source_id = told.source_id
        WHERE known.serial IS NULL OR known.serial <= %(serial)s
        UNION ALL
        SELECT known.source_id, known.employee_reference, known.description, known.group_key,
            CASE WHEN is_over THEN NULL ELSE known.starts_on END,
            CASE WHEN is_over THEN NULL ELSE known.ends_on END,
            known.monthly, known.employer_monthly, known.proration, known.wash_day,
            known.tax_category
        FROM (
            SELECT known.*, told.source_id IS NOT NULL AS is_told,
                told.source_id IS NULL AND known.named AND known.serial <= %(serial)s
                    AND known.starts_on <= %(end)s
                    AND (known.ends_on IS NULL OR known.ends_on >= %(first)s) AS is_over
            FROM billing_app_cover AS known LEFT JOIN billing_app_told AS told USING (source_id)
            WHERE known.account_id = %(account)s
        ) AS known
        WHERE NOT is_told OR known.serial > %(serial)s
    ),
    months AS (
        SELECT month::date, to_char(month, 'YYYY-MM') AS word,
            extract(day FROM month + interval '1 month' - interval '1 day')::int AS days
        FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 month') AS month
    ),
    wanted AS (SELECT cover.*, month, word, days FROM cover CROSS JOIN months),
"""
_NEVER = dt.date(1, 1, 1)


def preview_difference(
    account: models.BillingAccount, *, first: dt.date, last: dt.date, end: dt.date, limit: int
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """
    What a run up to `last` would charge now, of what `services.sync_cover.Told` has staged: the
    totals (month, payer, minor units, charges, sources), and the `limit` largest lines (source,
    employee, description, month, payer, minor units, first day, last day, whether it corrects).
    Writes nothing and locks nothing.
    """
    values: dict[str, object] = {
        "first": first,
        "last": last,
        "end": end,
        "limit": limit,
        "serial": account.coverage_serial,
    }
    return (
        _execute(_OF_A_PREVIEW + _DIFFERENCE + _TOTALS, account, **values).fetchall(),
        _execute(_OF_A_PREVIEW + _DIFFERENCE + _LINES, account, **values).fetchall(),
    )


def charge_people(
    account: models.BillingAccount,
    *,
    after: str,
    upto: str,
    first: dt.date,
    unsettled: dt.date,
    last: dt.date,
    run_id: UUID,
) -> int:
    """
    Charge what the people behind `after` up to `upto` still owe for the open months from `first`
    to `last`; covers of which nothing is new only from `unsettled` on. How many charges it made.

    Needs the account's lock: two at once would both find the same difference.
    """
    return _execute(
        _OF_A_RUN + _DIFFERENCE + _INSERT,
        account,
        after=after,
        upto=upto,
        first=first,
        unsettled=max(first, unsettled),
        last=last,
        run=run_id,
    ).rowcount


def charge_change(
    account: models.BillingAccount, *, employee: str, group: str, month: dt.date
) -> list[tuple[Any, ...]]:
    """
    Charge what a change of one cover changes in its group: in the month it takes effect in, and in
    each month charged before. The new rows of `billing_app_charge`, in the order of RETURNED.

    Needs the account's lock.
    """
    sql = _OF_A_CHANGE + _DIFFERENCE + _INSERT + "RETURNING " + ", ".join(RETURNED)
    cursor = _execute(
        sql,
        account,
        employee=employee,
        group=group,
        first=month.replace(day=1),
        locked=account.locked_through or _NEVER,
        run=None,
    )
    return cursor.fetchall()


RETURNED = ("id", "source_id", "employee_reference", "month", "kind", "description", "amount")


def _execute(sql: str, account: models.BillingAccount, **values: object) -> Any:
    cursor = connections[router.db_for_write(models.Charge)].cursor()
    cursor.execute(
        sql,
        {
            **values,
            "account": account.pk,
            "hex": account.pk.hex,
            "scale": 10 ** exponent(account.currency),
            "employer": Payer.EMPLOYER.value,
            "employee_payer": Payer.EMPLOYEE.value,
            "adjustment": ChargeKind.ADJUSTMENT.value,
            "recurring": ChargeKind.RECURRING.value,
        },
    )
    return cursor
