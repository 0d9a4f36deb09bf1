import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """
    Columns that the release before neither reads nor has to fill.
    """

    dependencies = [
        ("directory", "0003_tokens_with_limits"),
    ]

    operations = [
        migrations.AddField(
            model_name="employer",
            name="paid",
            field=models.CharField(
                blank=True,
                choices=[
                    ("monthly", "every month"),
                    ("biweekly-26", "every two weeks, 26 times a year"),
                    ("biweekly-24-of-26", "every two weeks, cover in 24 of 26"),
                    ("weekly-52", "every week, 52 times a year"),
                    ("weekly-48-of-52", "every week, cover in 48 of 52"),
                ],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="pay_period_ends_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="employer",
            name="pay_lag_days",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                validators=[django.core.validators.MaxValueValidator(60)],
            ),
        ),
    ]
