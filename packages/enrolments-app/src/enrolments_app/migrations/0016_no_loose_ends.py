"""
Stop, before anything is changed, if a step of an earlier release is not complete.
"""

from django.db import migrations

from domain_kit.operations import GuardRows

UNFINISHED = """
SELECT name AS backfill, last_key AS came_to FROM domain_kit_backfill
WHERE app_label = 'enrolments_app' AND finished_at IS NULL
"""
NO_RANGE = """
SELECT id AS enrolment FROM enrolments_app_enrolment WHERE coverage IS NULL ORDER BY id
"""
NO_MEMBERS = """
SELECT e.id AS enrolment FROM enrolments_app_enrolment e
WHERE NOT EXISTS (
    SELECT 1 FROM enrolments_app_enrolmentmember m WHERE m.enrolment_id = e.id
)
ORDER BY e.id
"""


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0015_by_employee_ref")]

    operations = [
        GuardRows(
            UNFINISHED,
            "Their rows are not all filled. Migrate to the newest 2.2 first, to its end.",
        ),
        GuardRows(
            NO_RANGE,
            "They have dates and no range. Migrate to the newest 2.2 first, and write to them "
            "through it.",
        ),
        GuardRows(
            NO_MEMBERS,
            "1.5 wrote them, and only its JSON says whom they cover, which is about to be dropped. "
            "Run `manage.py enrolments_import_members`, then migrate again.",
        ),
    ]
