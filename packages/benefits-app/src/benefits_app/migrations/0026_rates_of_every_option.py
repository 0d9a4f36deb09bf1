"""
Give every option that has no rates in its plan year one table of its flat price, and list it.

1.8 wrote such options, and until now they were read at their flat price. A table that is there
already stands in the way of the new one, and stays. In chunks that commit alone.
"""

from django.db import migrations

from domain_kit.operations import BackfillInChunks

FLAT = """
WITH made AS (
    INSERT INTO benefits_app_ratetable (id, option_id, starts_on, reason)
    SELECT gen_random_uuid(), option.id, year.starts_on, 'flat price'
    FROM benefits_app_planoption option
    JOIN benefits_app_plan plan ON plan.id = option.plan_id
    JOIN benefits_app_planyear year ON year.id = plan.plan_year_id
    WHERE option.id BETWEEN %(first)s AND %(last)s
    ON CONFLICT DO NOTHING
    RETURNING id, option_id
), bands AS (
    INSERT INTO benefits_app_rateband (table_id, age_from, age_to, monthly_price, amount)
    SELECT made.id, 0, 120, option.monthly_price, option.monthly_price
    FROM made JOIN benefits_app_planoption option ON option.id = made.option_id
)
INSERT INTO benefits_app_repair (migration, table_name, row_id, note, before, after)
SELECT '0026_rates_of_every_option', 'benefits_app_planoption', option.id::text,
       'the option had no rate table, and got one of its flat price',
       jsonb_build_object('monthly_price', option.monthly_price::text),
       jsonb_build_object('rate_table', made.id)
FROM made JOIN benefits_app_planoption option ON option.id = made.option_id
ON CONFLICT DO NOTHING
"""
# The table decided since 2.1: what the column said otherwise is kept in the list.
STALE = """
INSERT INTO benefits_app_repair (migration, table_name, row_id, note, before, after)
SELECT '0026_rates_of_every_option', 'benefits_app_planoption', option.id::text,
       'the flat price differed from the rate table, which decided',
       jsonb_build_object('monthly_price', option.monthly_price::text),
       jsonb_build_object('amount', band.amount::text)
FROM benefits_app_planoption option
JOIN benefits_app_ratetable rates
  ON rates.option_id = option.id AND rates.reason = 'flat price' AND rates.ends_on IS NULL
JOIN benefits_app_rateband band ON band.table_id = rates.id
WHERE option.id BETWEEN %(first)s AND %(last)s AND band.amount <> option.monthly_price
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("benefits_app", "0025_fill_window_days")]
    operations = [
        BackfillInChunks("last rate tables", table="benefits_app_planoption", statement=FLAT),
        BackfillInChunks("stale flat prices", table="benefits_app_planoption", statement=STALE),
    ]
