"""
Do foreign keys, exclusions, guards, NOT NULL and triggers come to a live table, also after a kill?
"""

import threading
import uuid

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import (
    IntegrityError,
    NotSupportedError,
    OperationalError,
    connection,
    migrations,
    models,
    transaction,
)
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter

from domain_kit.operations import (
    AddExclusionConstraintBriefly,
    AddForeignKeyNotValid,
    AddTrigger,
    DropTrigger,
    GuardRows,
    RowsInTheWay,
    SetNotNullViaCheck,
    ValidateForeignKey,
)
from domain_kit.operations.live import execute_briefly
from tests.workshop.models import Spoke, Wheel

pytestmark = pytest.mark.django_db(transaction=True)
SPARE = models.ForeignKey("workshop.Wheel", models.CASCADE, null=True)
ADD_SPARE = AddForeignKeyNotValid("turn", "spare", SPARE)
ONE_PER_WEIGHT = ExclusionConstraint(name="one_per_weight", expressions=[("weight", "=")])
SAME_WEIGHT = "SELECT weight, count(*) FROM workshop_wheel GROUP BY weight HAVING count(*) > 1"
ADD_EXCLUSION = AddExclusionConstraintBriefly(
    "wheel", ONE_PER_WEIGHT, guard=SAME_WEIGHT, message="Run `workshop weigh`."
)
NEEDS_WEIGHT = SetNotNullViaCheck("wheel", "weight", models.IntegerField())
WEIGH = AddTrigger(
    "workshop_weigh",
    table="workshop_wheel",
    when="BEFORE INSERT",
    body="BEGIN NEW.weight := NEW.spokes % 7; RETURN NEW; END",
)


def state() -> ProjectState:
    from tests.workshop.models import Turn

    project = ProjectState()
    for model in (Wheel, Spoke, Turn):
        project.add_model(ModelState.from_model(model))
    return project


def apply(operation, before: ProjectState | None = None, *, atomic: bool = False) -> ProjectState:
    before = before or state()
    after = before.clone()
    operation.state_forwards("workshop", after)
    with connection.schema_editor(atomic=atomic) as editor:
        operation.database_forwards("workshop", editor, before, after)
    return after


def unapply(operation) -> None:
    before = state()
    after = before.clone()
    operation.state_forwards("workshop", after)
    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("workshop", editor, after, before)


def collected(operation) -> list[str]:
    before = state()
    after = before.clone()
    operation.state_forwards("workshop", after)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        operation.database_forwards("workshop", editor, before, after)
    return editor.collected_sql


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def ask(sql: str, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall()


def keys_of_turn() -> list:
    return ask(
        "SELECT convalidated FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = 'workshop_turn'::regclass"
    )


def weight_takes_null() -> bool:
    return ask(
        "SELECT NOT attnotnull FROM pg_attribute"
        " WHERE attrelid = 'workshop_wheel'::regclass AND attname = 'weight'"
    )[0][0]


def checks_of_wheel() -> list:
    return ask(
        "SELECT conname FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid = 'workshop_wheel'::regclass"
    )


@pytest.fixture(autouse=True)
def clean_tables():
    run("CREATE EXTENSION IF NOT EXISTS btree_gist")
    yield
    run("ALTER TABLE workshop_turn DROP COLUMN IF EXISTS spare_id")
    run("ALTER TABLE workshop_wheel DROP CONSTRAINT IF EXISTS one_per_weight")
    run("ALTER TABLE workshop_wheel ALTER COLUMN weight DROP NOT NULL")
    run("DROP FUNCTION IF EXISTS workshop_weigh() CASCADE")


class TestAddForeignKeyNotValid:
    def test_holds_for_new_rows_at_once(self):
        apply(ADD_SPARE)

        with pytest.raises(IntegrityError):
            run(f"INSERT INTO workshop_turn (by, spare_id) VALUES ('x', '{uuid.uuid4()}')")
        assert keys_of_turn() == [(False,)]

    def test_has_the_index_and_the_key_that_django_would_name_so(self):
        after = apply(ADD_SPARE)
        names = (
            "SELECT conname::text FROM pg_constraint WHERE conrelid = 'workshop_turn'::regclass"
            " AND contype = 'f' UNION SELECT indexname FROM pg_indexes"
            " WHERE tablename = 'workshop_turn' AND indexname LIKE '%%spare%%' ORDER BY 1"
        )
        mine = ask(names.replace("%%", "%"))
        unapply(ADD_SPARE)

        before = state()
        with connection.schema_editor() as editor:
            migrations.AddField("turn", "spare", SPARE).database_forwards(
                "workshop", editor, before, after
            )

        assert mine == ask(names.replace("%%", "%"))
        assert len(mine) == 2

    def test_may_be_run_again(self):
        apply(ADD_SPARE)

        apply(ADD_SPARE)

        assert keys_of_turn() == [(False,)]

    def test_goes_on_where_it_was_killed(self):
        run("ALTER TABLE workshop_turn ADD COLUMN spare_id uuid")

        apply(ADD_SPARE)

        assert keys_of_turn() == [(False,)]

    def test_is_undone(self):
        apply(ADD_SPARE)

        unapply(ADD_SPARE)

        assert keys_of_turn() == []

    def test_refuses_a_field_that_old_rows_could_not_have(self):
        with pytest.raises(ValueError, match="null=True"):
            AddForeignKeyNotValid(
                "turn", "spare", models.ForeignKey("workshop.Wheel", models.CASCADE)
            )

    def test_refuses_to_run_inside_a_transaction(self):
        with pytest.raises(NotSupportedError, match="atomic = False"):
            apply(ADD_SPARE, atomic=True)

    def test_shows_its_sql(self):
        sql = "\n".join(collected(ADD_SPARE))

        assert "NOT VALID" in sql
        assert "CREATE INDEX CONCURRENTLY" in sql


class TestValidateForeignKey:
    def test_validates_the_key_of_the_field(self):
        after = apply(ADD_SPARE)

        apply(ValidateForeignKey("turn", "spare"), after)
        apply(ValidateForeignKey("turn", "spare"), after)

        assert keys_of_turn() == [(True,)]

    def test_refuses_a_field_without_a_key(self):
        with pytest.raises(ValueError, match="no foreign key to validate"):
            apply(ValidateForeignKey("wheel", "weight"))


class TestAddExclusionConstraintBriefly:
    def test_refuses_rows_that_overlap(self):
        apply(ADD_EXCLUSION)
        Wheel.objects.create(spokes=1, weight=5)

        with pytest.raises(IntegrityError, match="one_per_weight"):
            Wheel.objects.create(spokes=2, weight=5)

    def test_stops_with_the_list_and_the_command(self):
        Wheel.objects.bulk_create(Wheel(spokes=1, weight=5) for _ in range(2))

        with pytest.raises(RowsInTheWay, match=r"(?s)1 rows.*`workshop weigh`.*weight 5, count 2"):
            apply(ADD_EXCLUSION)

        assert ask("SELECT 1 FROM pg_constraint WHERE conname = 'one_per_weight'") == []

    def test_lists_rows_that_the_guard_was_too_early_for(self):
        Wheel.objects.bulk_create(Wheel(spokes=1, weight=5) for _ in range(2))
        run("CREATE SEQUENCE looked")
        late = AddExclusionConstraintBriefly(
            "wheel",
            ONE_PER_WEIGHT,
            guard=f"SELECT * FROM ({SAME_WEIGHT}) AS found WHERE nextval('looked') > 1",
            message="Weigh.",
        )
        try:
            with pytest.raises(RowsInTheWay):
                apply(late)
        finally:
            run("DROP SEQUENCE looked")

    def test_may_be_run_again_and_undone(self):
        apply(ADD_EXCLUSION)
        apply(ADD_EXCLUSION)

        unapply(ADD_EXCLUSION)

        assert ask("SELECT 1 FROM pg_constraint WHERE conname = 'one_per_weight'") == []

    def test_gives_way_to_a_reader_that_stays(self):
        with transaction.atomic():
            Wheel.objects.count()

            def add() -> None:
                with connection.schema_editor(atomic=False) as editor:
                    sql = str(ONE_PER_WEIGHT.create_sql(Wheel, editor))
                    try:
                        execute_briefly(editor, sql, lock_timeout_ms=50, attempts=1)
                    except OperationalError as exc:
                        refused.append(exc)
                connection.close()

            refused: list = []
            thread = threading.Thread(target=add)
            thread.start()
            thread.join()

        assert len(refused) == 1

    def test_takes_no_other_constraint(self):
        with pytest.raises(ValueError, match="takes an ExclusionConstraint"):
            AddExclusionConstraintBriefly(
                "wheel",
                models.UniqueConstraint(fields=["weight"], name="u"),
                guard="",
                message="",
            )


class TestGuardRows:
    GUARD = GuardRows("SELECT spokes FROM workshop_wheel ORDER BY spokes", "Run `workshop true`.")

    def test_lets_an_empty_list_pass(self):
        apply(self.GUARD)

    def test_stops_with_the_first_twenty_and_the_number_of_the_others(self):
        Wheel.objects.bulk_create(Wheel(spokes=n) for n in range(1, 24))

        with pytest.raises(RowsInTheWay) as stop:
            apply(self.GUARD, atomic=True)

        text = str(stop.value)
        assert text.startswith("23 rows are in the way. Run `workshop true`.\n  spokes 1\n")
        assert text.endswith("spokes 20\n  and 3 more")


class TestSetNotNullViaCheck:
    def test_ends_as_djangos_own(self):
        Wheel.objects.create(spokes=1, weight=1)

        apply(NEEDS_WEIGHT)

        assert not weight_takes_null()
        assert checks_of_wheel() == []

    def test_stops_at_a_null_and_goes_on_once_it_is_filled(self):
        Wheel.objects.create(spokes=1)
        with pytest.raises(IntegrityError):
            apply(NEEDS_WEIGHT)
        Wheel.objects.update(weight=1)

        apply(NEEDS_WEIGHT)

        assert not weight_takes_null()
        assert checks_of_wheel() == []

    def test_may_be_run_again_and_undone(self):
        apply(NEEDS_WEIGHT)
        apply(NEEDS_WEIGHT)
        assert not weight_takes_null()

        unapply(NEEDS_WEIGHT)

        assert weight_takes_null()

    def test_changes_nothing_else(self):
        with pytest.raises(ValueError, match="changes nothing but NULL"):
            apply(SetNotNullViaCheck("wheel", "weight", models.BigIntegerField()))

    def test_takes_a_field_without_null(self):
        with pytest.raises(ValueError, match="null=False"):
            SetNotNullViaCheck("wheel", "weight", models.IntegerField(null=True))


class TestTriggers:
    def test_fires_for_each_row(self):
        apply(WEIGH)
        Wheel.objects.create(spokes=32)

        assert Wheel.objects.get().weight == 4

    def test_may_be_run_again_and_undone(self):
        apply(WEIGH)
        apply(WEIGH)

        unapply(WEIGH)
        Wheel.objects.create(spokes=32)

        assert Wheel.objects.get().weight is None

    def test_is_dropped_and_put_back(self):
        drop = DropTrigger("workshop_weigh", table=WEIGH.table, when=WEIGH.when, body=WEIGH.body)
        apply(WEIGH)
        apply(drop)
        Wheel.objects.create(spokes=32)
        unapply(drop)
        Wheel.objects.create(spokes=33)

        assert set(Wheel.objects.values_list("weight", flat=True)) == {None, 5}


class TestMigrationFile:
    @pytest.mark.parametrize(
        "operation",
        [
            ADD_SPARE,
            ValidateForeignKey("turn", "spare"),
            ADD_EXCLUSION,
            TestGuardRows.GUARD,
            NEEDS_WEIGHT,
            WEIGH,
        ],
        ids=lambda operation: type(operation).__name__,
    )
    def test_can_be_written_and_described(self, operation):
        migration = type("Migration", (migrations.Migration,), {"operations": [operation]})
        text = MigrationWriter(migration("0002_more", "workshop")).as_string()

        compile(text, "0002_more.py", "exec")
        assert type(operation).__name__ in text
        assert operation.describe()
        assert operation.migration_name_fragment
