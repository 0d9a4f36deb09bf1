"""
The empty table that lists what the upgrade to 2.0.0 repairs: instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class BtreeGist(BtreeGistExtension):
    """
    The extension, which stays when this is reversed: other apps may use it.
    """

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass


class Migration(migrations.Migration):
    dependencies = [("enrolments_app", "0003_fill_members")]

    operations = [
        BtreeGist(),
        migrations.CreateModel(
            name="CoverageRepair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("problem", models.CharField(max_length=200)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("because_of", models.UUIDField(null=True)),
                (
                    "repaired_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="enrolments_app.enrolment",
                    ),
                ),
            ],
            options={"db_table": "enrolments_app_coveragerepair"},
        ),
    ]
