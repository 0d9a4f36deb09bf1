"""
Do the live-safe operations finish after being killed, and end as Django's own would?
"""

import pytest
from django.db import (
    DataError,
    IntegrityError,
    NotSupportedError,
    OperationalError,
    connection,
    migrations,
    models,
    transaction,
)
from django.db.migrations.state import ModelState, ProjectState

from domain_kit.operations import (
    AddCheckNotValid,
    AddIndexConcurrently,
    AddUniqueConstraintUsingIndex,
    AdoptOrCreateModel,
    BackfillInChunks,
    BackfillRowsInChunks,
    TableDiffers,
    ValidateCheck,
)
from tests.workshop.models import Wheel

pytestmark = pytest.mark.django_db(transaction=True)
ONE_WEIGHT = models.UniqueConstraint(fields=["weight"], name="one_weight")
POSITIVE = models.CheckConstraint(condition=models.Q(spokes__gt=0), name="spokes_positive")
BY_SPOKES = models.Index(fields=["spokes"], name="wheel_by_spokes")


def state() -> ProjectState:
    project = ProjectState()
    project.add_model(ModelState.from_model(Wheel))
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


def ask(sql: str, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def definition(name: str) -> list:
    return ask(
        "SELECT pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conname=%s", name
    )


@pytest.fixture(autouse=True)
def clean_tables():
    yield
    run("DROP TABLE IF EXISTS domain_kit_backfill, workshop_hub")
    run("ALTER TABLE workshop_wheel DROP CONSTRAINT IF EXISTS one_weight")
    run("ALTER TABLE workshop_wheel DROP CONSTRAINT IF EXISTS spokes_positive")
    run("DROP INDEX IF EXISTS one_weight, wheel_by_spokes")


def make_wheels(number: int) -> None:
    Wheel.objects.bulk_create(Wheel(spokes=24 + i % 12) for i in range(number))


FILL = BackfillInChunks(
    "weight",
    table="workshop_wheel",
    statement="UPDATE workshop_wheel SET weight = spokes * 6"
    " WHERE id BETWEEN %(first)s AND %(last)s AND weight IS NULL",
)


class TestBackfillInChunks:
    def test_fills_every_row_and_keeps_count(self):
        make_wheels(2_500)

        apply(FILL)

        assert Wheel.objects.filter(weight=models.F("spokes") * 6).count() == 2_500
        assert ask("SELECT rows_changed, finished_at IS NOT NULL FROM domain_kit_backfill") == [
            (2_500, True)
        ]

    def test_goes_on_where_it_was_killed(self):
        make_wheels(2_500)
        last = ask("SELECT id FROM workshop_wheel ORDER BY id OFFSET 2000 LIMIT 1")[0][0]
        run(f"UPDATE workshop_wheel SET spokes = 2000000000 WHERE id = '{last}'")
        with pytest.raises(DataError):
            apply(FILL)
        done = Wheel.objects.exclude(weight=None).count()
        assert 0 < done < 2_500
        run(f"UPDATE workshop_wheel SET spokes = 32 WHERE id = '{last}'")

        apply(FILL)

        assert Wheel.objects.filter(weight=None).count() == 0
        assert ask("SELECT rows_changed FROM domain_kit_backfill") == [(2_500,)]

    def test_walks_again_after_being_reversed(self):
        make_wheels(3)
        apply(FILL)
        unapply(FILL)
        make_wheels(2)

        apply(FILL)

        assert Wheel.objects.filter(weight=None).count() == 0

    def test_does_nothing_to_an_empty_table(self):
        apply(FILL)

        assert ask("SELECT rows_changed FROM domain_kit_backfill") == [(0,)]

    def test_refuses_to_run_inside_a_transaction(self):
        with pytest.raises(NotSupportedError, match="Set `atomic = False` on this migration"):
            apply(FILL, atomic=True)

    def test_refuses_a_statement_without_bounds(self):
        with pytest.raises(ValueError, match="bounded by"):
            BackfillInChunks("weight", table="t", statement="UPDATE t SET a = 1")

    def test_is_a_comment_in_sqlmigrate(self):
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            FILL.database_forwards("workshop", editor, state(), state())

        assert editor.collected_sql == [
            "-- Backfill workshop_wheel in chunks: weight: in chunks, each committed alone;"
        ]

    def test_is_written_back_into_a_migration(self):
        name, args, kwargs = FILL.deconstruct()

        assert BackfillInChunks(*args, **kwargs).statement == FILL.statement
        assert name == "BackfillInChunks"


def weigh(apps, first, last):
    wheels = apps.get_model("workshop", "Wheel").objects.filter(
        id__gte=first, id__lte=last, weight=None
    )
    return sum(
        apps.get_model("workshop", "Wheel").objects.filter(pk=wheel.pk).update(weight=wheel.spokes)
        for wheel in wheels
    )


class TestBackfillRowsInChunks:
    def test_calls_the_function_with_the_historical_models(self):
        make_wheels(1_200)

        apply(BackfillRowsInChunks("weigh", table="workshop_wheel", function=weigh))

        assert Wheel.objects.filter(weight=models.F("spokes")).count() == 1_200


class TestAddUniqueConstraintUsingIndex:
    def test_ends_as_djangos_own_constraint(self):
        apply(migrations.AddConstraint("wheel", ONE_WEIGHT), atomic=True)
        fresh = definition("one_weight")
        run("ALTER TABLE workshop_wheel DROP CONSTRAINT one_weight")

        apply(AddUniqueConstraintUsingIndex("wheel", ONE_WEIGHT))

        assert definition("one_weight") == fresh == [("UNIQUE (weight)", True)]

    def test_recovers_from_the_invalid_index_that_duplicates_leave(self):
        Wheel.objects.create(spokes=32, weight=5)
        twin = Wheel.objects.create(spokes=36, weight=5)
        operation = AddUniqueConstraintUsingIndex("wheel", ONE_WEIGHT)
        with pytest.raises(IntegrityError):
            apply(operation)
        assert ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'one_weight'::regclass") == [
            (False,)
        ]
        twin.delete()

        apply(operation)

        assert definition("one_weight") == [("UNIQUE (weight)", True)]

    def test_may_be_run_again(self):
        operation = AddUniqueConstraintUsingIndex("wheel", ONE_WEIGHT)
        apply(operation)

        apply(operation)

        assert definition("one_weight") == [("UNIQUE (weight)", True)]

    def test_is_reversible(self):
        operation = AddUniqueConstraintUsingIndex("wheel", ONE_WEIGHT)
        apply(operation)

        unapply(operation)

        assert definition("one_weight") == []

    def test_refuses_a_condition(self):
        partial = models.UniqueConstraint(
            fields=["weight"], name="partial", condition=models.Q(spokes=32)
        )
        with pytest.raises(ValueError, match="plain fields"):
            AddUniqueConstraintUsingIndex("wheel", partial)


class TestAddIndexConcurrently:
    def test_replaces_an_invalid_leftover(self):
        run("CREATE INDEX wheel_by_spokes ON workshop_wheel (spokes)")
        run("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'wheel_by_spokes'::regclass")

        apply(AddIndexConcurrently("wheel", BY_SPOKES))

        assert ask(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'wheel_by_spokes'::regclass"
        ) == [(True,)]

    def test_keeps_a_valid_one(self):
        apply(AddIndexConcurrently("wheel", BY_SPOKES))
        built = ask("SELECT 'wheel_by_spokes'::regclass::oid")

        apply(AddIndexConcurrently("wheel", BY_SPOKES))

        assert ask("SELECT 'wheel_by_spokes'::regclass::oid") == built


class TestAddCheckNotValid:
    def test_binds_new_rows_and_spares_old_ones_until_validated(self):
        broken = Wheel.objects.create(spokes=0)
        after = apply(AddCheckNotValid("wheel", POSITIVE))
        assert definition("spokes_positive") == [("CHECK ((spokes > 0)) NOT VALID", False)]
        with pytest.raises(IntegrityError), transaction.atomic():
            Wheel.objects.create(spokes=-1)
        broken.delete()

        apply(ValidateCheck("wheel", "spokes_positive"), after)

        assert definition("spokes_positive") == [("CHECK ((spokes > 0))", True)]

    def test_gives_up_its_lock_rather_than_queue_for_ever(self, monkeypatch):
        from domain_kit.operations import live

        other = connection.copy()
        try:
            with other.cursor() as cursor:
                other.set_autocommit(False)
                cursor.execute("SELECT count(*) FROM workshop_wheel")
            with connection.schema_editor(atomic=False) as editor, pytest.raises(OperationalError):
                live.execute_briefly(
                    editor,
                    "ALTER TABLE workshop_wheel ADD CONSTRAINT spokes_positive CHECK (spokes > 0)",
                    lock_timeout_ms=50,
                    attempts=2,
                )
        finally:
            other.rollback()
            other.close()
        assert ask("SHOW lock_timeout") == [("0",)]


def hub(**fields) -> AdoptOrCreateModel:
    return AdoptOrCreateModel(
        "Hub",
        [("id", models.BigAutoField(primary_key=True)), *fields.items()],
        options={"db_table": "workshop_hub"},
    )


class TestAdoptOrCreateModel:
    def test_creates_a_table_that_is_not_there(self):
        apply(hub(maker=models.CharField(max_length=20)), atomic=True)

        assert ask("SELECT count(*) FROM workshop_hub") == [(0,)]

    def test_adopts_a_table_of_the_same_shape_with_its_rows(self):
        run("CREATE TABLE workshop_hub (id bigserial PRIMARY KEY, maker varchar(20) NOT NULL)")
        run("INSERT INTO workshop_hub (maker) VALUES ('Pelissier')")

        apply(hub(maker=models.CharField(max_length=20)), atomic=True)

        assert ask("SELECT maker FROM workshop_hub") == [("Pelissier",)]

    def test_lists_every_difference_and_changes_nothing(self):
        run("CREATE TABLE workshop_hub (id bigserial PRIMARY KEY, maker text, bore int NOT NULL)")

        with pytest.raises(TableDiffers) as refusal:
            apply(
                hub(maker=models.CharField(max_length=20), holes=models.IntegerField()), atomic=True
            )

        assert refusal.value.differences == (
            "holes is missing",
            "maker is text NULL, the model needs character varying(20) NOT NULL",
            "bore is not in the model and takes no null",
        )
        assert "Bring the table to this shape" in str(refusal.value)
