"""
Stop, with a list, if an option still has no rates on any day of its plan year. Reads only.
"""

from django.db import migrations

from domain_kit.operations import GuardRows

MISSING = """
SELECT option.id AS option, option.name AS name
FROM benefits_app_planoption option
JOIN benefits_app_plan plan ON plan.id = option.plan_id
JOIN benefits_app_planyear year ON year.id = plan.plan_year_id
WHERE NOT EXISTS (
    SELECT FROM benefits_app_ratetable rates
    WHERE rates.option_id = option.id AND rates.starts_on <= year.ends_on
      AND (rates.ends_on IS NULL OR rates.ends_on >= year.starts_on)
)
ORDER BY option.id
"""


class Migration(migrations.Migration):
    dependencies = [("benefits_app", "0026_rates_of_every_option")]
    operations = [
        GuardRows(
            MISSING,
            "These options have no rates in their plan year. `benefits_check_rates` lists them; "
            "publish rates for each with publish_rates(), then migrate again.",
        ),
    ]
