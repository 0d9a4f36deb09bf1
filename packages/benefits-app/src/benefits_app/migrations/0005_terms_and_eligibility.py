"""
Empty tables for eligibility, households, contributions, life events, renewal and repairs: instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0004_rebuild_rate_table_index")]
    operations = [
        # Waits two seconds for each lock and gives up: nobody queues behind it. Run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Contribution",
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
                ("tier", models.CharField(blank=True, default="", max_length=40)),
                ("kind", models.CharField(max_length=20)),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True),
                ),
                (
                    "percent",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True),
                ),
                (
                    "cap",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True),
                ),
            ],
            options={
                "db_table": "benefits_app_contribution",
                "ordering": ["plan_id", "tier"],
            },
        ),
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
            name="MemberRelationship",
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
                ("position", models.SmallIntegerField()),
                ("relationship", models.CharField(max_length=40)),
                ("operator", models.CharField(blank=True, default="", max_length=10)),
                ("age", models.SmallIntegerField(blank=True, null=True)),
                ("disabled", models.BooleanField(blank=True, null=True)),
                ("priced_as", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "benefits_app_memberrelationship",
                "ordering": ["plan_id", "position"],
            },
        ),
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
        migrations.CreateModel(
            name="TierRule",
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
                ("position", models.SmallIntegerField()),
                ("tier", models.CharField(max_length=40)),
                ("requires", models.JSONField(default=list)),
            ],
            options={
                "db_table": "benefits_app_tierrule",
                "ordering": ["plan_id", "position"],
            },
        ),
        migrations.AddField(
            model_name="contribution",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contributions",
                to="benefits_app.plan",
            ),
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
        migrations.AddField(
            model_name="memberrelationship",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="relationships",
                to="benefits_app.plan",
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
            model_name="repair",
            constraint=models.UniqueConstraint(
                fields=("migration", "table_name", "row_id"),
                name="one_repair_per_migration_and_row",
            ),
        ),
        migrations.AddField(
            model_name="tierrule",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tiers",
                to="benefits_app.plan",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("plan", "tier"), name="one_contribution_per_plan_and_tier"
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("amount", None), _connector="OR"),
                name="contribution_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("percent__gte", 0), ("percent__lte", 100)),
                    ("percent", None),
                    _connector="OR",
                ),
                name="contribution_percent_within_100",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("cap__gte", 0), ("cap", None), _connector="OR"),
                name="contribution_cap_not_negative",
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
        migrations.AddConstraint(
            model_name="memberrelationship",
            constraint=models.UniqueConstraint(
                fields=("plan", "position"), name="one_relationship_per_plan_and_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="memberrelationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("age", None), ("operator", "")),
                    models.Q(models.Q(("operator", ""), _negated=True), ("age__isnull", False)),
                    _connector="OR",
                ),
                name="relationship_compares_an_age_or_none",
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
        migrations.AddConstraint(
            model_name="tierrule",
            constraint=models.UniqueConstraint(
                fields=("plan", "tier"), name="one_rule_per_plan_and_tier"
            ),
        ),
    ]
