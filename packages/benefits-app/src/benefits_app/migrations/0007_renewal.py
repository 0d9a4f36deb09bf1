"""
An empty table for who follows whom, and the reference of a contribution: instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0006_households")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="OptionMapping",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=domain_kit.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "db_table": "benefits_app_optionmapping",
            },
        ),
        migrations.AddField(
            model_name="contribution",
            name="reference_option",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referenced_by",
                to="benefits_app.planoption",
            ),
        ),
        migrations.AddField(
            model_name="optionmapping",
            name="option",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mapping",
                to="benefits_app.planoption",
            ),
        ),
        migrations.AddField(
            model_name="optionmapping",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mapped_from",
                to="benefits_app.planoption",
            ),
        ),
        migrations.AddConstraint(
            model_name="optionmapping",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor", None),
                    models.Q(("successor", models.F("option")), _negated=True),
                    _connector="OR",
                ),
                name="no_option_succeeds_itself",
            ),
        ),
    ]
