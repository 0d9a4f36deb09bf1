"""
Does a query that is compiled once give the instances that the ORM gives?
"""

import datetime as dt
import enum
import uuid

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from domain_kit.compiled import Compiled, CompiledInsert
from tests.workshop.models import Spoke, Turn, Wheel

LACED = Compiled(
    lambda wheel: Spoke.objects.select_related("wheel").filter(wheel_id=wheel).order_by("id")
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def wheel():
    made = Wheel.objects.create(spokes=32, weight=200)
    for marks in ({"a": [1]}, {}):
        Spoke.objects.create(wheel=made, laced_on=dt.date(2027, 1, 1), marks=marks)
    return made


def values(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


class TestCompiled:
    def test_finds_what_the_orm_finds(self, wheel):
        Spoke.objects.create(wheel=None)

        found = LACED.all(wheel=wheel.id)

        assert [values(spoke) for spoke in found] == [
            values(spoke) for spoke in Spoke.objects.filter(wheel=wheel).order_by("id")
        ]

    def test_brings_the_related_one_in_one_statement(self, wheel):
        with CaptureQueriesContext(connection) as queries:
            found = LACED.all(wheel=wheel.id)

            assert [values(spoke.wheel) for spoke in found] == [values(wheel)] * 2
        assert len(queries) == 1

    def test_knows_that_there_is_no_related_one(self):
        alone = Spoke.objects.create(wheel=None)
        query = Compiled(lambda id: Spoke.objects.select_related("wheel").filter(id=id))

        assert query.first(id=alone.id).wheel is None

    def test_gives_instances_that_can_be_saved(self, wheel):
        spoke = LACED.all(wheel=wheel.id)[0]
        spoke.marks = {"b": 2}
        spoke.save()

        assert Spoke.objects.get(id=spoke.id).marks == {"b": 2}

    def test_is_asked_again_with_other_values(self, wheel):
        assert len(LACED.all(wheel=wheel.id)) == 2
        assert LACED.all(wheel=uuid.uuid4()) == []

    def test_finds_nothing_first(self):
        assert LACED.first(wheel=uuid.uuid4()) is None

    def test_compares_with_dates_and_a_text_and_members_of_an_enumeration(self, wheel):
        class Spokes(enum.IntEnum):
            MANY = 32

        query = Compiled(
            lambda spokes, day: Wheel.objects.filter(
                spokes=spokes, spoke__laced_on__lte=day
            ).distinct()
        )

        assert query.all(spokes=Spokes.MANY, day=dt.date(2027, 1, 1)) == [wheel]
        assert query.all(spokes=Spokes.MANY, day=dt.date(2026, 1, 1)) == []

    def test_takes_any_number_of_values_behind_in(self, wheel):
        other = Wheel.objects.create(spokes=28)
        query = Compiled(lambda ids: Wheel.objects.filter(id__in=ids.many("uuid")))

        assert set(query.all(ids=[wheel.id, other.id])) == {wheel, other}
        assert query.all(ids=[]) == []

    def test_brings_annotations(self, wheel):
        query = Compiled(
            lambda least: Wheel.objects.annotate(laced=models.Count("spoke")).filter(
                spokes__gte=least
            )[:1]
        )

        assert query.first(least=1).laced == 2

    def test_refuses_other_values_than_it_takes(self):
        with pytest.raises(TypeError, match="This query takes wheel"):
            LACED.all(rim=1)

    @pytest.mark.parametrize(
        "make",
        [lambda: Wheel.objects.values("id"), lambda: Wheel.objects.prefetch_related("spoke_set")],
    )
    def test_refuses_what_it_cannot_make(self, make):
        with pytest.raises(FieldError, match="whole instances"):
            Compiled(make).all()


class TestCompiledRows:
    def test_are_the_tuples_of_the_orm(self, wheel):
        def listed(wheel):
            return (
                Spoke.objects.filter(wheel_id=wheel)
                .annotate(year=models.F("laced_on__year"))
                .order_by("id")
                .values_list("year", "marks", "wheel__spokes", "id")
            )

        assert Compiled(listed).rows(wheel=wheel.id) == list(listed(wheel.id))

    def test_are_one_statement(self, wheel):
        query = Compiled(lambda spokes: Wheel.objects.filter(spokes=spokes).values_list("id"))

        with CaptureQueriesContext(connection) as queries:
            assert query.rows(spokes=32) == [(wheel.id,)]
        assert len(queries) == 1

    def test_may_be_one_or_none(self, wheel):
        query = Compiled(lambda id: Wheel.objects.filter(id=id).values_list("spokes", "weight"))

        assert query.row(id=wheel.id) == (32, 200)
        assert query.row(id=uuid.uuid4()) is None

    def test_refuse_other_values_than_the_query_takes(self):
        query = Compiled(lambda id: Wheel.objects.filter(id=id).values_list("spokes"))

        with pytest.raises(TypeError, match="This query takes id"):
            query.rows(rim=1)

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Wheel.objects.all(),
            lambda: Wheel.objects.values("id"),
            lambda: Wheel.objects.values_list(),
            lambda: Wheel.objects.values_list("id", flat=True),
            lambda: Wheel.objects.values_list("id", named=True),
            lambda: Wheel.objects.order_by("weight").values_list("spokes").distinct(),
        ],
    )
    def test_are_plain_tuples_of_named_columns(self, make):
        with pytest.raises(FieldError, match="Compiled rows are"):
            Compiled(make).rows()

    def test_are_no_instances(self):
        with pytest.raises(FieldError, match="whole instances"):
            Compiled(lambda: Wheel.objects.values_list("id")).all()


class TestCompiledInsert:
    def test_stores_what_the_orm_stores(self):
        wheel, day = Wheel(spokes=32), dt.date(2027, 1, 1)
        CompiledInsert(Wheel).insert(wheel)
        spoke = Spoke(wheel=wheel, laced_on=day, marks={"a": 1})

        CompiledInsert(Spoke).insert(spoke)

        assert values(Spoke.objects.get(id=spoke.id)) == values(spoke)
        assert not spoke._state.adding

    def test_stores_many_in_one_statement_and_numbers_them(self):
        turns = [Turn(by="a"), Turn(by="b"), Turn(by="c")]

        with CaptureQueriesContext(connection) as queries:
            CompiledInsert(Turn).insert(*turns)

        assert len(queries) == 1
        assert list(Turn.objects.order_by("id").values_list("id", "by")) == [
            (turn.id, turn.by) for turn in turns
        ]

    def test_stores_nothing_of_nothing(self):
        with CaptureQueriesContext(connection) as queries:
            CompiledInsert(Turn).insert()

        assert len(queries) == 0
