"""
Empty tables for tiers, relationships and contributions of plans: instant.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0005_eligibility")]
    operations = [
        # Waits two seconds for its lock and gives up: nobody queues behind it. Run it again.
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
            model_name="memberrelationship",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="relationships",
                to="benefits_app.plan",
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
            model_name="tierrule",
            constraint=models.UniqueConstraint(
                fields=("plan", "tier"), name="one_rule_per_plan_and_tier"
            ),
        ),
    ]
