"""
How does a hot query use real models without building and compiling its SQL each time?

Building and compiling costs more than half of a small query's time, and its SQL is the same each
time. These compile once per process and database, and run on the connection's cursor.
"""

import enum
import inspect
from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.core.exceptions import FieldError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.query import ValuesListIterable, get_related_populators
from django.db.models.sql import InsertQuery


class Hole(Expression):
    """
    A place in a query for a value that comes later.
    """

    def __init__(self, name: str, array_of: str = "") -> None:
        super().__init__()
        self.name = name
        self.array_of = array_of

    def many(self, kind: str) -> "Hole":
        """
        The same for any number of values of a database type, behind `__in`.
        """
        return Hole(self.name, kind)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """
        A placeholder, and itself as its parameter.
        """
        sql = f"(SELECT unnest(%s::{self.array_of}[]))" if self.array_of else "%s"
        return sql, [self]


class Compiled[M]:
    """
    A query that is made once, of holes, and asked with values.

        BY_PERSON = Compiled(
            lambda employer, person: Enrolment.objects.select_related("option").filter(
                employer_id=employer, employee_id=person
            )
        )
        BY_PERSON.all(employer=employer_id, person=employee_id)

    A value goes to the database as it is, and `None` matches nothing. For a list of values:
    `filter(id__in=ids.many("uuid"))`. It knows `filter`, `order_by`, constant slices,
    annotations and `select_related`; not `prefetch_related`, `values` or `only`.

    Of a `values_list` with names, `rows` and `row` give what the ORM gives: tuples, which cost
    less than half of an instance.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]]) -> None:
        self._make = make
        self._names = frozenset(inspect.signature(make).parameters)
        self._plans: dict[str, _Plan] = {}
        self._listings: dict[str, _Listing] = {}

    def all(self, *, using: str = DEFAULT_DB_ALIAS, **values: Any) -> list[M]:
        """
        Every instance found.

        Raises:
            TypeError: if the values are not those that the query takes.
        """
        plan = self._plans.get(using)
        if plan is None:
            plan = self._plans[using] = _Plan(self._holed(), using)
        return [plan.instance(row) for row in self._asked(plan, values)]

    def rows(self, *, using: str = DEFAULT_DB_ALIAS, **values: Any) -> list[tuple[Any, ...]]:
        """
        Every row found of a `values_list`.

        Raises:
            FieldError: if the query makes instances, or anything but plain tuples.
            TypeError: if the values are not those that the query takes.
        """
        listing = self._listings.get(using)
        if listing is None:
            listing = self._listings[using] = _Listing(self._holed(), using)
        found = self._asked(listing, values)
        return [listing.converted(row) for row in found] if listing.converters else found

    def row(self, *, using: str = DEFAULT_DB_ALIAS, **values: Any) -> tuple[Any, ...] | None:
        """
        The first row of a `values_list`; None if there is none. The query itself says `[:1]`.
        """
        found = self.rows(using=using, **values)
        return found[0] if found else None

    def first(self, *, using: str = DEFAULT_DB_ALIAS, **values: Any) -> M | None:
        """
        The first instance found; None if there is none. The query itself says `[:1]`.
        """
        found = self.all(using=using, **values)
        return found[0] if found else None

    def _asked(self, plan: "_Statement", values: dict[str, Any]) -> list[tuple[Any, ...]]:
        if values.keys() != self._names:
            raise TypeError(f"This query takes {', '.join(sorted(self._names)) or 'no values'}.")
        params = [
            _bare(values[part.name]) if isinstance(part, Hole) else part for part in plan.params
        ]
        with connections[plan.using].cursor() as cursor:
            cursor.execute(plan.sql, params)
            return cursor.fetchall()

    def _holed(self) -> QuerySet[Any]:
        return self._make(**{name: Hole(name) for name in self._names})


class _Statement:
    """
    What is known of any query once it is compiled.
    """

    def __init__(self, queryset: QuerySet[Any], using: str) -> None:
        self.using = using
        self.compiler = compiler = queryset.query.get_compiler(using=using)
        self.sql, params = compiler.as_sql()
        self.params = tuple(params)
        found = compiler.get_converters([column[0] for column in compiler.select])
        self.converters = tuple((place, *each) for place, each in found.items())

    def converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """
        A row with its values as the fields want them.
        """
        values, connection = list(row), connections[self.using]
        for place, converters, expression in self.converters:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)


class _Listing(_Statement):
    """
    The same of a query of tuples.
    """

    def __init__(self, queryset: QuerySet[Any], using: str) -> None:
        if queryset._iterable_class is not ValuesListIterable or not queryset._fields:
            raise FieldError("Compiled rows are those of values_list() with names, and not flat.")
        super().__init__(queryset, using)
        if self.compiler.has_extra_select:
            raise FieldError("Compiled rows are ordered, if they are distinct, by what they list.")


class _Plan(_Statement):
    """
    The same of a query of instances: as Django's ModelIterable works it out each time.
    """

    def __init__(self, queryset: QuerySet[Any], using: str) -> None:
        if queryset._prefetch_related_lookups or queryset._fields is not None:
            raise FieldError("A compiled query makes whole instances, with select_related alone.")
        super().__init__(queryset, using)
        compiler = self.compiler
        info = compiler.klass_info
        columns = info["select_fields"]
        self.first, self.last = columns[0], columns[-1] + 1
        self.model = info["model"]
        self.attributes = [
            column[0].target.attname for column in compiler.select[self.first : self.last]
        ]
        # Django 6.1 asks in addition how missing fields will be fetched.
        mode = [queryset._fetch_mode] if hasattr(queryset, "_fetch_mode") else []
        self.related = get_related_populators(info, compiler.select, using, *mode)
        self.annotations = tuple(compiler.annotation_col_map.items())

    def instance(self, row: Sequence[Any]) -> Any:
        """
        A model instance with its related ones.
        """
        if self.converters:
            row = self.converted(row)
        made = self.model.from_db(self.using, self.attributes, row[self.first : self.last])
        for populator in self.related:
            populator.populate(row, made)
        for name, place in self.annotations:
            setattr(made, name, row[place])
        return made


class CompiledInsert[M]:
    """
    An INSERT of a model's instances, any number in one statement; no signal is sent.

    The key is drawn by the database if the model's key is automatic; so are the columns that
    `omit` names. The instances know those values afterwards.
    """

    def __init__(self, model: type[M], *, omit: Collection[str] = ()) -> None:
        meta: Any = model._meta  # type: ignore[attr-defined]
        automatic = {meta.pk.name} if meta.pk.get_internal_type().endswith("AutoField") else set()
        omitted = automatic | set(omit)
        self._model = model
        self._fields = [
            field
            for field in meta.local_concrete_fields
            if field.name not in omitted and not field.generated
        ]
        self._returned = [f for f in meta.local_concrete_fields if f.name in omitted or f.generated]
        self._parts: dict[str, tuple[str, str, str]] = {}

    def insert(self, *instances: M, using: str = DEFAULT_DB_ALIAS) -> None:
        """
        Store new instances.
        """
        if not instances:
            return
        if using not in self._parts:
            self._parts[using] = self._compile(instances[0], using)
        head, row, tail = self._parts[using]
        connection = connections[using]
        params = [
            field.get_db_prep_save(field.pre_save(instance, True), connection)
            for instance in instances
            for field in self._fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(head + ", ".join([row] * len(instances)) + tail, params)
            returned = cursor.fetchall() if tail else [()] * len(instances)
        for instance, values in zip(instances, returned, strict=True):
            for field, value in zip(self._returned, values, strict=True):
                setattr(instance, field.attname, value)
            instance._state.adding = False  # type: ignore[attr-defined]
            instance._state.db = using  # type: ignore[attr-defined]

    def _compile(self, instance: M, using: str) -> tuple[str, str, str]:
        quote = connections[using].ops.quote_name
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [instance])
        compiler = query.get_compiler(using=using)
        # Some types need a cast in their placeholder; the compiler knows which.
        values = [field.get_db_prep_save(None, compiler.connection) for field in self._fields]
        ((placeholders,), _) = compiler.assemble_as_sql(self._fields, [values])
        columns = ", ".join(quote(field.column) for field in self._fields)
        returned = ", ".join(quote(field.column) for field in self._returned)
        table = quote(self._model._meta.db_table)  # type: ignore[attr-defined]
        return (
            f"INSERT INTO {table} ({columns}) VALUES ",
            f"({', '.join(placeholders)})",
            f" RETURNING {returned}" if returned else "",
        )


def _bare(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value
