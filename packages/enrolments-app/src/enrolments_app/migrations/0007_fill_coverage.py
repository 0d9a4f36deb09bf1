"""
Fill the range of every enrolment, and repair what the constraint to come would refuse.

In chunks that commit alone; stop it and run it again. Every repair is a row of
`enrolments_app_coveragerepair` with the days before and after. The dates and the status that 1.6
reads stay as they were; only the new columns say how it is now:
- Covered twice on a day: the cover that was chosen later keeps its days and the earlier one ends the
  day before; one whose days lie within another's is reversed. No day loses its cover. The change
  log tells of each.
- An end before the start, how releases before 1.6 wrote "cancelled": it is reversed. No day was
  covered, and none is.
"""

import datetime as dt
import itertools

from django.db import connection, migrations
from django.utils import timezone

from domain_kit.operations import BackfillRowsInChunks

DAY = dt.timedelta(days=1)
TWICE, BACKWARDS = "covered twice on a day", "ends before it starts"
ACTOR = "enrolments-app 2.0.0"

COUNTED = "{0}.status IN ('active', 'ended') AND coalesce({0}.ends_on, 'infinity') >= {0}.starts_on"
DOUBLED = f"""
SELECT DISTINCT a.employee_id, a.benefit_id
FROM enrolments_app_enrolment a
JOIN enrolments_app_enrolment b
  ON a.employee_id = b.employee_id AND a.benefit_id = b.benefit_id AND a.id <> b.id
WHERE a.id BETWEEN %s AND %s AND a.coverage IS NULL
  AND {COUNTED.format("a")} AND {COUNTED.format("b")}
  AND a.starts_on <= coalesce(b.ends_on, 'infinity')
  AND b.starts_on <= coalesce(a.ends_on, 'infinity')
"""
COVERS = f"""
SELECT id, starts_on, ends_on, created_at FROM enrolments_app_enrolment e
WHERE employee_id = %s AND benefit_id = %s AND {COUNTED.format("e")}
ORDER BY starts_on, created_at, id FOR UPDATE
"""
BACKWARDS_ROWS = """
SELECT id, starts_on, ends_on FROM enrolments_app_enrolment
WHERE id BETWEEN %s AND %s AND ends_on < starts_on AND coverage IS NULL FOR UPDATE
"""
FILL = """
UPDATE enrolments_app_enrolment SET coverage = daterange(starts_on, ends_on, '[]')
WHERE id BETWEEN %s AND %s AND coverage IS NULL
"""
FILL_GROUP = """
UPDATE enrolments_app_enrolment SET coverage = daterange(starts_on, ends_on, '[]')
WHERE employee_id = %s AND benefit_id = %s AND coverage IS NULL
  AND coalesce(ends_on, 'infinity') >= starts_on
"""
WRITE = "UPDATE enrolments_app_enrolment SET coverage = daterange(%s, %s, '[]'), reversed = %s"


def fill_coverage(apps, first, last):
    with connection.cursor() as cursor:
        cursor.execute(DOUBLED, [first, last])
        for employee_id, benefit_id in cursor.fetchall():
            cursor.execute(COVERS, [employee_id, benefit_id])
            for cover, ends_on, because_of in repairs(cursor.fetchall()):
                repair_double(apps, cover, ends_on, because_of)
            # The whole group is done: no later chunk meets it again.
            cursor.execute(FILL_GROUP, [employee_id, benefit_id])
        cursor.execute(BACKWARDS_ROWS, [first, last])
        for row in cursor.fetchall():
            write(apps, row, BACKWARDS, None, True, None)
        cursor.execute(FILL, [first, last])
        return cursor.rowcount


def repairs(covers):
    """
    Of covers of one benefit, by first day: which one gets which last day (None: it is cancelled),
    and because of which other.
    """
    kept = []
    for cover in covers:
        around = [other for other in covers if lies_within(cover, other)]
        if around:
            yield cover, None, around[-1][0]
        else:
            kept.append(cover)
    for cover, following in itertools.pairwise(kept):
        if end_of(cover) >= following[1]:
            yield cover, following[1] - DAY, following[0]


def lies_within(cover, other):
    (id, starts_on, _, created_at), (other_id, other_start, _, other_created) = cover, other
    if id == other_id or other_start > starts_on or end_of(other) < end_of(cover):
        return False
    same = (other_start, end_of(other)) == (starts_on, end_of(cover))
    return end_of(other) > end_of(cover) or (same and (other_created, other_id) > (created_at, id))


def end_of(cover):
    return cover[2] or dt.date.max


def repair_double(apps, cover, ends_on, because_of):
    id, starts_on, ended_on, _ = cover
    write(apps, cover[:3], TWICE, ends_on or ended_on, ends_on is None, because_of)
    enrolment = apps.get_model("enrolments_app", "Enrolment").objects.get(pk=id)
    apps.get_model("enrolments_app", "EnrolmentChange").objects.create(
        enrolment_id=id,
        employer_id=enrolment.employer_id,
        kind="terminate" if ends_on else "cancel",
        starts_on=starts_on,
        ends_on=ends_on or ended_on,
        covered=ends_on is not None,
        previous_ends_on=ended_on,
        previously_covered=True,
        effective_on=ends_on or starts_on,
        recorded_at=timezone.now(),
        actor=ACTOR,
        reason=f"{TWICE}: enrolment {because_of} has the days",
    )


def write(apps, row, problem, ends_on, reversed, because_of):
    id, starts_on, ended_on = row
    apps.get_model("enrolments_app", "CoverageRepair").objects.create(
        enrolment_id=id,
        problem=problem,
        before={"starts_on": iso(starts_on), "ends_on": iso(ended_on), "reversed": False},
        after={"starts_on": iso(starts_on), "ends_on": iso(ends_on), "reversed": reversed},
        because_of=because_of,
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{WRITE} WHERE id = %s", [starts_on, ends_on, reversed, id])


def iso(day):
    return None if day is None else day.isoformat()


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("enrolments_app", "0006_coverage")]
    operations = [
        BackfillRowsInChunks(
            "coverage", table="enrolments_app_enrolment", function=fill_coverage, key="id"
        ),
    ]
