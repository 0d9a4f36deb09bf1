"""
How does a test put the database at a migration, and bring it to the newest again?
"""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from benefits_app.testing import ids

BENEFIT, PLAN, OPTION = UUID(int=1), UUID(int=2), UUID(int=3)
_DROP = r"""
DO $$ DECLARE thing text; BEGIN
    FOR thing IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename ~ '^(benefits_app_|domain_kit_)'
    LOOP EXECUTE format('DROP TABLE %I CASCADE', thing); END LOOP;
    FOR thing IN SELECT proname FROM pg_proc WHERE proname LIKE 'benefits\_app\_%'
    LOOP EXECUTE format('DROP FUNCTION %I CASCADE', thing); END LOOP;
    DELETE FROM django_migrations WHERE app = 'benefits_app';
END $$
"""


def start_at(name: str) -> None:
    """
    Empty tables as a migration of this domain leaves them: 3.0.0 cannot be undone.
    """
    execute(_DROP)
    MigrationExecutor(connection).migrate([("benefits_app", name)])


def migrate() -> None:
    """
    To the newest migration.
    """
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def execute(sql: str, params: Any = None) -> list[tuple[Any, ...]]:
    """
    The rows of a statement, if it has any.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def insert_option(
    price: str, *, option_id: UUID = OPTION, code: str = "STD", status: str = "published"
) -> UUID:
    """
    An option at a flat price in ACME's year 2027, as releases before 3.0 wrote it.
    """
    execute(
        "INSERT INTO benefits_app_benefit (id, employer_id, code, name, category, funding, retired)"
        " VALUES (%s, %s, 'MED', 'Medical', 'medical', 'employer_paid', false)"
        " ON CONFLICT DO NOTHING",
        [BENEFIT, ids.ACME],
    )
    execute(
        "INSERT INTO benefits_app_planyear (id, employer_id, starts_on, ends_on, time_zone)"
        " VALUES (%s, %s, '2027-01-01', '2027-12-31', 'Europe/London') ON CONFLICT DO NOTHING",
        [ids.ACME_2027, ids.ACME],
    )
    execute(
        "INSERT INTO benefits_app_plan (id, benefit_id, plan_year_id, carrier_code, currency,"
        " status) VALUES (%s, %s, %s, '', 'GBP', %s) ON CONFLICT DO NOTHING",
        [PLAN, BENEFIT, ids.ACME_2027, status],
    )
    execute(
        "INSERT INTO benefits_app_planoption (id, plan_id, code, name, monthly_price)"
        " VALUES (%s, %s, %s, 'Standard', %s)",
        [option_id, PLAN, code, price],
    )
    return option_id


def insert_table(
    *bands: tuple[int, int, str],
    option_id: UUID = OPTION,
    starts_on: str = "2027-01-01",
    reason: str = "seeded",
) -> UUID:
    """
    A rate table as releases before 2.1 wrote it.
    """
    ((table_id,),) = execute(
        "INSERT INTO benefits_app_ratetable (id, option_id, starts_on, reason)"
        " VALUES (gen_random_uuid(), %s, %s, %s) RETURNING id",
        [option_id, starts_on, reason],
    )
    for age_from, age_to, price in bands:
        execute(
            "INSERT INTO benefits_app_rateband (table_id, age_from, age_to, monthly_price)"
            " VALUES (%s, %s, %s, %s)",
            [table_id, age_from, age_to, price],
        )
    return UUID(str(table_id))
