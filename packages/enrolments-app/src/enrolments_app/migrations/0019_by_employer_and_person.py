"""
The pages of an employer's enrolments are read in the order of an index.

It is built while the table is in use.
"""

from django.db import migrations, models

from domain_kit.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("enrolments_app", "0018_drop_what_nobody_reads")]

    operations = [
        AddIndexConcurrently(
            model_name="enrolment",
            index=models.Index(
                fields=["employer_id", "employee_id", "coverage", "id"],
                name="enrolment_by_employer",
            ),
        ),
    ]
