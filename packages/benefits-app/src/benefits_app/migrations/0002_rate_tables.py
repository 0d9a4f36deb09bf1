"""
Two empty tables: instant. 1.8 does not know them.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import domain_kit.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("benefits_app", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateTable",
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
                ("ends_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rate_tables",
                        to="benefits_app.planoption",
                    ),
                ),
            ],
            options={
                "db_table": "benefits_app_ratetable",
                "ordering": ["option_id", "starts_on"],
            },
        ),
        migrations.CreateModel(
            name="RateBand",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("age_from", models.PositiveSmallIntegerField()),
                ("age_to", models.PositiveSmallIntegerField()),
                ("monthly_price", models.DecimalField(decimal_places=3, max_digits=12)),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="benefits_app.ratetable",
                    ),
                ),
            ],
            options={
                "db_table": "benefits_app_rateband",
                "ordering": ["table_id", "age_from"],
            },
        ),
        migrations.AddConstraint(
            model_name="ratetable",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("option", "="),
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
                name="no_two_rate_tables_of_an_option_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="rateband",
            constraint=models.UniqueConstraint(
                fields=("table", "age_from"), name="one_rate_band_per_age"
            ),
        ),
        migrations.AddConstraint(
            model_name="rateband",
            constraint=models.CheckConstraint(
                condition=models.Q(("age_to__gte", models.F("age_from"))),
                name="rate_band_ends_after_it_starts",
            ),
        ),
    ]
