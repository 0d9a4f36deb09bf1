"""
Each way to get a step wrong by hand is found, and named with its table, its statement and a way out.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from proof_kit import errors
from step_kit import TYPES, sql

from wheelwright.extract.prove.facts import Proof

ANEW = (
    "ALTER TABLE legacy_plan RENAME TO old_plan; CREATE TABLE legacy_plan (LIKE old_plan INCLUDING ALL);"
    " INSERT INTO legacy_plan SELECT * FROM old_plan; DROP TABLE old_plan CASCADE"
)
CHECK = "CONSTRAINT price_is_positive"
EVERYBODY = (
    "INSERT INTO auth_user_user_permissions (user_id, permission_id) SELECT u.id, p.id"
    " FROM auth_user u, auth_permission p ON CONFLICT DO NOTHING"
)
RENAMED_ONLY = sql(
    "UPDATE django_content_type SET app_label = 'plans' WHERE model IN ('plan', 'historicalplan')",
    "UPDATE django_content_type SET app_label = 'legacy' WHERE app_label = 'plans'",
)
WIDER = "ALTER TABLE legacy_plan ALTER COLUMN name TYPE varchar({})"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fault:
    """
    What is wrong with the step, and what must be said of it.
    """

    step: dict[str, Any]
    code: str
    subject: str
    statement: str = ""
    remedy: str


FAULTS = {
    "a table that was made anew": Fault(
        step={"more": TYPES + sql(ANEW)},
        code="table-recreated",
        subject="legacy_plan",
        statement="CREATE TABLE legacy_plan",
        remedy="SeparateDatabaseAndState",
    ),
    "a constraint that was dropped": Fault(
        step={
            "more": TYPES
            + sql(
                f"ALTER TABLE legacy_plan DROP {CHECK}",
                f"ALTER TABLE legacy_plan ADD {CHECK} CHECK (price >= 0)",
            )
        },
        code="schema-changed",
        subject="legacy_plan",
        statement="DROP CONSTRAINT price_is_positive",
        remedy="name the constraint in the state-only CreateModel",
    ),
    "a sequence that was renamed": Fault(
        step={"more": TYPES + sql("ALTER SEQUENCE legacy_plan_id_seq RENAME TO plans_plan_id_seq")},
        code="schema-changed",
        subject="legacy_plan",
        statement="ALTER SEQUENCE legacy_plan_id_seq",
        remedy="Leave the sequence as it is",
    ),
    "permissions that were lost": Fault(
        step={"more": TYPES + sql("DELETE FROM auth_group_permissions")},
        code="access-lost",
        subject="auth_group_permissions",
        statement="DELETE FROM auth_group_permissions",
        remedy="UPDATE django_content_type",
    ),
    "permissions that everybody got": Fault(
        step={"more": TYPES + sql(EVERYBODY)},
        code="access-gained",
        subject="auth_user_user_permissions",
        statement="INSERT INTO auth_user_user_permissions",
        remedy="Copy rights row by row",
    ),
    "content types that Django made a second time": Fault(
        step={"more": ""},
        code="access-lost",
        subject="django_content_type",
        remedy="SET app_label = 'plans' WHERE app_label = 'legacy' AND model = 'plan'",
    ),
    "generic keys that lead nowhere": Fault(
        step={"more": ""},
        code="access-lost",
        subject="legacy_note",
        remedy="UPDATE django_content_type",
    ),
    "a history without its table's name": Fault(
        step={"history_table": ""},
        code="table-missing",
        subject="plans_historicalplan",
        statement='FROM "plans_historicalplan"',
        remedy='HistoricalRecords(table_name="legacy_historicalplan")',
    ),
    "a model without its table's name": Fault(
        step={"plan_table": ""},
        code="table-missing",
        subject="plans_plan",
        remedy='db_table = "legacy_plan"',
    ),
    "an AlterField that only the state knows": Fault(
        step={"length": 80},
        code="schema-drift",
        subject="legacy_plan.name",
        remedy="a migration of its own",
    ),
    "an AlterField that really alters": Fault(
        step={
            "length": 80,
            "database": f"migrations.RunSQL({WIDER.format(80)!r}, {WIDER.format(50)!r})",
        },
        code="schema-changed",
        subject="legacy_plan",
        statement="TYPE varchar(80)",
        remedy="state_operations",
    ),
    "rows that were written": Fault(
        step={"more": TYPES + sql("UPDATE legacy_plan SET name = name")},
        code="rows-touched",
        subject="legacy_plan",
        statement="UPDATE legacy_plan",
        remedy="keep db_table",
    ),
    "nothing under the old name for the release that serves": Fault(
        step={"more": RENAMED_ONLY},
        code="old-code-breaks",
        subject="auth_permission",
        statement="UPDATE django_content_type",
        remedy="a second row of django_content_type",
    ),
    "no way back": Fault(
        step={"more": f"{TYPES}        migrations.RunSQL('SELECT 1'),\n"},
        code="irreversible",
        subject="plans.0001_move",
        remedy="reverse_sql",
    ),
    "a lock that is held too long": Fault(
        step={"more": TYPES + sql("LOCK TABLE legacy_plan; SELECT pg_sleep(0.2)")},
        code="blocking-lock",
        subject="legacy_plan",
        statement="LOCK TABLE legacy_plan",
        remedy="needs no lock on a moved table",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_table_its_statement_and_a_way_out(
    prove: Callable[..., Proof], name: str
) -> None:
    fault = FAULTS[name]
    proof = prove(**fault.step)
    found = [f for f in errors(proof) if (f.code, f.subject) == (fault.code, fault.subject)]
    assert found, [f"{f.code} {f.subject}: {f.message}" for f in errors(proof)]
    assert any(fault.statement in (f.statement or "") for f in found), [f.statement for f in found]
    assert any(fault.remedy in f.hint for f in found), [f.hint for f in found]
