"""
The tables of 1.8.0, empty: instant on any database.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        # GiST over a uuid: trusted since PostgreSQL 13, so the owner of the database may add it.
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Benefit",
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
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("medical", "medical"),
                            ("dental", "dental"),
                            ("vision", "vision"),
                            ("life", "life"),
                            ("income_protection", "income_protection"),
                            ("pension", "pension"),
                            ("cycle", "cycle"),
                            ("electric_vehicle", "electric_vehicle"),
                            ("wellbeing", "wellbeing"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        choices=[
                            ("employer_paid", "employer_paid"),
                            ("salary_sacrifice", "salary_sacrifice"),
                            ("net_deduction", "net_deduction"),
                            ("allowance", "allowance"),
                        ],
                        max_length=30,
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "benefits_app_benefit",
                "ordering": ["employer_id", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer_id", "code"), name="one_benefit_per_code_and_employer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommandRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("scope", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("command", models.CharField(max_length=100)),
                ("request_hash", models.CharField(max_length=64)),
                ("response", models.JSONField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "benefits_app_command",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key"), name="one_benefits_command_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanYear",
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
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("time_zone", models.CharField(max_length=60)),
            ],
            options={
                "db_table": "benefits_app_planyear",
                "ordering": ["employer_id", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="plan_year_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("employer_id", "="),
                            (
                                models.Func(
                                    "starts_on",
                                    "ends_on",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="no_two_plan_years_of_an_employer_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                ("carrier_code", models.CharField(blank=True, default="", max_length=60)),
                ("currency", models.CharField(max_length=3)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("closed_to_new", "closed_to_new"),
                            ("retired", "retired"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "benefit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="benefits_app.benefit",
                    ),
                ),
                (
                    "plan_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="benefits_app.planyear",
                    ),
                ),
            ],
            options={
                "db_table": "benefits_app_plan",
            },
        ),
        migrations.CreateModel(
            name="EnrolmentWindow",
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
                ("kind", models.CharField(default="annual", max_length=20)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "plan_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="windows",
                        to="benefits_app.planyear",
                    ),
                ),
            ],
            options={
                "db_table": "benefits_app_enrolmentwindow",
                "ordering": ["opens_at"],
            },
        ),
        migrations.CreateModel(
            name="PlanOption",
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
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("monthly_price", models.DecimalField(decimal_places=3, max_digits=12)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="options",
                        to="benefits_app.plan",
                    ),
                ),
            ],
            options={
                "db_table": "benefits_app_planoption",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "code"), name="one_option_per_code_and_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("monthly_price__gte", 0)),
                        name="option_price_not_negative",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("benefit", "plan_year"), name="one_plan_per_benefit_and_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gte", models.F("opens_at"))),
                name="window_closes_after_it_opens",
            ),
        ),
    ]
