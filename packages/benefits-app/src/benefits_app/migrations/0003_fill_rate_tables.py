"""
Give every option one rate table with one band: its flat price for the ages 0 to 120.

In chunks that commit alone; stop it and run it again. Options that 1.8 adds meanwhile have no table
and are read at their flat price.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

ONE_BAND = """
WITH made AS (
    INSERT INTO benefits_app_ratetable (id, option_id, starts_on, reason)
    SELECT gen_random_uuid(), option.id, year.starts_on, 'flat price'
    FROM benefits_app_planoption option
    JOIN benefits_app_plan plan ON plan.id = option.plan_id
    JOIN benefits_app_planyear year ON year.id = plan.plan_year_id
    WHERE option.id BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT FROM benefits_app_ratetable t WHERE t.option_id = option.id)
    RETURNING id, option_id
)
INSERT INTO benefits_app_rateband (table_id, age_from, age_to, monthly_price)
SELECT made.id, 0, 120, option.monthly_price
FROM made JOIN benefits_app_planoption option ON option.id = made.option_id
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0002_rate_tables")]
    operations = [
        BackfillInChunks("rate tables", table="benefits_app_planoption", statement=ONE_BAND),
    ]
