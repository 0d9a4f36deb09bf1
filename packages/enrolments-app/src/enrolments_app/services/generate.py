"""
Fill a database with the cover of many people, in a few statements; the same seed, the same rows.
"""

import dataclasses

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import ClientCursor

from enrolments_app.rules.generated_world import BENEFITS, PER_DEPENDANT, PRICES, YEAR


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """
    How many rows there are now.
    """

    enrolments: int
    members: int
    changes: int


def generate(
    *, employees: int = 12_000, enrolments: int = 50_000, employers: int = 200, seed: int = 1
) -> Generated:
    """
    Cover for the whole of 2027: everybody has the first benefit, and so on
    until there are enough. Half have nobody beside themselves, the others a spouse and up to two
    children between 2 and 30.

    Raises:
        ValueError: if one person would need more than eight benefits.
    """
    if enrolments > employees * BENEFITS:
        raise ValueError(
            f"{employees} people have {employees * BENEFITS} enrolments at most, "
            f"not {enrolments}. Take more people."
        )
    params = {
        "employees": employees,
        "enrolments": enrolments,
        "employers": employers,
        "seed": seed,
        "prices": list(PRICES),
        "each": PER_DEPENDANT,
        "year": YEAR,
    }
    # Parameters are written into the text, also where the host binds on the server: PostgreSQL
    # takes none in CREATE TABLE AS, and no two statements at once.
    with transaction.atomic(), ClientCursor(connection.connection) as cursor:
        cursor.execute(_PEOPLE, params)
        counts = []
        for sql in (_ENROLMENTS, _MEMBERS, _CHANGES):
            cursor.execute(sql, params)
            counts.append(cursor.rowcount)
        cursor.execute("DROP TABLE generated_cover, generated_people")
    with connection.cursor() as cursor:
        # The planner must know that the tables are not empty any more.
        for table in ("enrolment", "enrolmentmember", "enrolmentchange"):
            cursor.execute(f"ANALYZE enrolments_app_{table}")
    return Generated(enrolments=counts[0], members=counts[1], changes=counts[2])


# A household is a number from 0 to 9: 5 and more have a spouse, 7 and more a child, 9 two.
_PEOPLE = """
CREATE TEMPORARY TABLE generated_people ON COMMIT DROP AS
SELECT n AS employee, (n - 1) %% %(employers)s AS place,
       random_of %% 10 AS household,
       date '1995-01-01' + (random_of / 10 %% 10950)::int AS first_child,
       date '1995-01-01' + (random_of / 7 %% 10950)::int AS second_child
FROM generate_series(1, %(employees)s) n,
     LATERAL (SELECT ('x' || substr(md5(%(seed)s || ':' || n), 1, 8))::bit(32)::bigint) h(random_of);

CREATE TEMPORARY TABLE generated_cover ON COMMIT DROP AS
SELECT (lpad(to_hex(1767225600000 + i), 12, '0') || '7' || substr(md5(%(seed)s || '/' || i), 1, 3)
        || '8' || substr(md5(%(seed)s || '/' || i), 4, 15))::uuid AS id,
       p.employee, p.place, p.household, p.first_child, p.second_child,
       (i / %(employees)s)::int AS benefit,
       ((%(prices)s::text[])[i / %(employees)s + 1])::numeric AS base,
       (CASE WHEN household >= 5 THEN 1 ELSE 0 END + CASE WHEN household >= 7 THEN 1 ELSE 0 END
        + CASE WHEN household >= 9 THEN 1 ELSE 0 END) AS others
FROM generate_series(0, %(enrolments)s - 1) i
JOIN generated_people p ON p.employee = i %% %(employees)s + 1
"""

_ID = "('0190000e-' || lpad(to_hex(place), 4, '0') || '-7' || {part})::uuid"
_OF_BENEFIT = "lpad(to_hex(benefit), 3, '0') || '-{kind}-' || {last}"
_IN_YEAR = "lpad(%(year)s::text, 12, '0')"

_ENROLMENTS = f"""
INSERT INTO enrolments_app_enrolment
    (id, employer_id, employee_ref, benefit_id, plan_id, option_id, plan_year_id, label, tier,
     coverage, status, monthly_price, employer_part, employee_part, currency, source, quote,
     quote_hash, reason, decided_at, created_at)
SELECT id,
       {_ID.format(part="'000-8000-000000000000'")},
       employee::text,
       {_ID.format(part=_OF_BENEFIT.format(kind="8000", last="'00000000000b'"))},
       {_ID.format(part=_OF_BENEFIT.format(kind="8001", last=_IN_YEAR))},
       {_ID.format(part=_OF_BENEFIT.format(kind="8000", last=_IN_YEAR))},
       {_ID.format(part="'fff-8000-' || " + _IN_YEAR)},
       'Benefit ' || benefit, CASE WHEN others > 0 THEN 'family' ELSE 'employee_only' END,
       daterange(make_date(%(year)s, 1, 1), make_date(%(year)s + 1, 1, 1)), 'active',
       price, trunc(price / 2, 2), price - trunc(price / 2, 2), 'GBP', 'admin',
       jsonb_build_object('available', jsonb_build_array(
           make_date(%(year)s, 1, 1)::text, make_date(%(year)s + 1, 1, 1)::text)),
       benefit || '-' || %(year)s || '-' || (price * 100)::int, 'generated',
       timestamptz '2026-11-01 09:00Z', timestamptz '2026-11-01 09:00Z'
FROM (SELECT *, base + others * %(each)s::numeric AS price FROM generated_cover) priced
ORDER BY id
"""

_MEMBERS = """
INSERT INTO enrolments_app_enrolmentmember
    (enrolment_id, key, name, relationship, born_on, disabled, share)
SELECT id, m.key, m.name, m.relationship, m.born_on, false,
       CASE WHEN m.key = '' THEN base ELSE %(each)s::numeric END
FROM generated_cover,
     LATERAL (VALUES (0, '', '', 'self', NULL::date),
                     (5, 'spouse', 'Sam', 'spouse', date '1988-02-29'),
                     (7, 'first', 'Kit', 'child', first_child),
                     (9, 'second', 'Ann', 'child', second_child))
         AS m(needs, key, name, relationship, born_on)
WHERE household >= m.needs
ORDER BY id, m.needs
"""

_CHANGES = """
INSERT INTO enrolments_app_enrolmentchange
    (event_id, enrolment_id, employer_id, kind, starts_on, ends_on, covered, previously_covered,
     effective_on, recorded_at, actor, reason)
SELECT md5(%(seed)s || '#' || e.id)::uuid, e.id, e.employer_id, 'initial', lower(e.coverage),
       upper(e.coverage) - 1, true, false, lower(e.coverage), e.decided_at, 'generator',
       'generated'
FROM generated_cover c JOIN enrolments_app_enrolment e ON e.id = c.id
ORDER BY e.id
"""
