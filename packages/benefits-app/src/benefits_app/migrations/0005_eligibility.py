"""
Empty tables for eligibility, life events and repairs: instant.

Each migration locks one table that is in use: two would wait for each other with a command that
writes both.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0004_rebuild_rate_table_index")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="EligibilityRuleSet",
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
                ("starts_on", models.DateField()),
                ("format", models.SmallIntegerField(default=1)),
                ("document", models.JSONField()),
                ("waiting", models.CharField(default="none", max_length=40)),
                ("waiting_days", models.SmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "db_table": "benefits_app_eligibilityruleset",
                "ordering": ["benefit_id", "starts_on"],
            },
        ),
        migrations.CreateModel(
            name="LifeEventKind",
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
                ("employer_id", models.UUIDField(db_index=True)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("days_before", models.SmallIntegerField(default=0)),
                ("days_after", models.SmallIntegerField(default=30)),
                ("effective", models.JSONField(default=list)),
                ("ends", models.CharField(default="end_of_event_month", max_length=40)),
                ("permitted", models.JSONField(default=list)),
                ("evidence_required", models.BooleanField(default=False)),
                ("self_service", models.BooleanField(default=True)),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "db_table": "benefits_app_lifeeventkind",
                "ordering": ["employer_id", "code"],
            },
        ),
        migrations.CreateModel(
            name="Repair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("migration", models.CharField(max_length=100)),
                ("table_name", models.CharField(max_length=63)),
                ("row_id", models.CharField(max_length=40)),
                ("note", models.CharField(max_length=300)),
                ("before", models.JSONField()),
                ("after", models.JSONField(blank=True, null=True)),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "benefits_app_repair",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="eligibilityruleset",
            name="benefit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rule_sets",
                to="benefits_app.benefit",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifeeventkind",
            constraint=models.UniqueConstraint(
                fields=("employer_id", "code"), name="one_life_event_kind_per_employer_and_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="lifeeventkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("days_after__gte", 0), ("days_before__gte", 0)),
                name="life_event_days_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="repair",
            constraint=models.UniqueConstraint(
                fields=("migration", "table_name", "row_id"),
                name="one_repair_per_migration_and_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityruleset",
            constraint=models.UniqueConstraint(
                fields=("benefit", "starts_on"), name="one_rule_set_per_benefit_and_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilityruleset",
            constraint=models.CheckConstraint(
                condition=models.Q(("waiting_days__gte", 0)), name="waiting_days_not_negative"
            ),
        ),
    ]
