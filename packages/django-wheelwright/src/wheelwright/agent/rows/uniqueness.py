"""
Which columns turn, and how fast, so that no two rows share what the table forbids them to share?
"""

import dataclasses
from collections.abc import Mapping

from wheelwright.agent.rows import typed_values
from wheelwright.agent.rows.tables import Distinct, Table
from wheelwright.agent.rows.typed_values import Values

type Unit = tuple[str, ...]  # columns that turn together: one, or those of one reference


@dataclasses.dataclass(slots=True, kw_only=True)
class Turns:
    """
    Per column the SQL of its value's number; whole expressions where that is not enough; what must
    be untrue of all rows; and how many rows the table can hold at all.
    """

    numbers: dict[str, str] = dataclasses.field(default_factory=dict)
    spread: dict[str, str] = dataclasses.field(default_factory=dict)
    empty_from: dict[str, int] = dataclasses.field(default_factory=dict)
    untrue: list[str] = dataclasses.field(default_factory=list)
    most: int | None = None
    because: str = ""


def arrange(
    table: Table,
    values: Mapping[str, Values],
    units: Mapping[str, Unit],
    *,
    first: int,
    last: int,
    references: frozenset[str],
) -> Turns:
    """
    Let every set of columns that must differ do so for the rows from `first` to `last`.
    """
    made = _Arrangement(table, values, units, first, last, references)
    for distinct in table.distincts:
        if distinct.operators:
            made.exclude(distinct)
        else:
            made.differ(distinct)
    return made.turns


class _Arrangement:
    def __init__(
        self,
        table: Table,
        values: Mapping[str, Values],
        units: Mapping[str, Unit],
        first: int,
        last: int,
        references: frozenset[str],
    ) -> None:
        self.table = table
        self.values = values
        self.units = units
        self.first = first
        self.last = last
        self.references = references
        self.turns = Turns()
        self.full: set[str] = {column.name for column in table.columns if column.numbered}
        self.settled: list[set[str]] = []

    def differ(self, distinct: Distinct) -> None:
        """
        One column that never repeats; else all of them as the digits of the row's number.
        """
        names = [n for part in distinct.parts for n in part if n in self.values or n in self.full]
        if self._settled(set(names)):
            return
        one = self._one(distinct, names)
        if one is not None:
            self._turn(one, self._start(one))
            self.full.update(self.units[one])
            return
        before = dict(self.turns.numbers)
        many = self._digits(names)
        if many >= self.last - self.first + 1:
            self.settled.append(set(names))
            return
        if distinct.predicate:
            # Simplest: rows that the rule is not about, each column free to be whatever makes it so.
            self.turns.numbers = before
            self.turns.untrue.append(distinct.predicate)
            return
        self._cannot(distinct, names, many)

    def _settled(self, names: set[str]) -> bool:
        return bool(names & self.full) or any(known <= names for known in self.settled)

    def _one(self, distinct: Distinct, names: list[str]) -> str | None:
        able = [
            name
            for name in names
            if name in self.values
            and name not in self.turns.numbers
            and self.values[name].capacity > self._needed(name)
        ]
        bare = {text.strip('"') for text in distinct.texts}
        return max(
            able,
            key=lambda name: (
                name not in self.references,
                name in bare,
                self._wanted_by(name),
                self.values[name].capacity,
            ),
            default=None,
        )

    def _needed(self, name: str) -> int:
        return self.last - self.first if name in self.references else self.last

    def _wanted_by(self, name: str) -> int:
        return sum(any(name in part for part in d.parts) for d in self.table.distincts)

    def _start(self, name: str) -> str:
        # A reference turns through the keys that nobody uses yet, from the first of them.
        return f"i - {self.first}" if name in self.references else "i"

    def _turn(self, name: str, number: str) -> None:
        for column in self.units[name]:
            self.turns.numbers[column] = number

    def _digits(self, names: list[str]) -> int:
        """
        How many rows these columns tell apart when each turns once the ones before it came round.
        """
        free: list[str] = []
        for name in sorted(set(names), key=lambda n: -self._capacity(n)):
            taken = {column for other in free for column in self.units[other]}
            if name in self.values and name not in self.turns.numbers and name not in taken:
                free.append(name)
        stride = 1
        row = f"(i - {self.first})"
        for name in free:
            capacity = self._capacity(name)
            # Shifted by the columns before it: else the last one would hardly ever change.
            self._turn(name, row if stride == 1 else f"({row} / {stride} + {row} % {stride})")
            stride = min(stride * max(capacity, 1), typed_values.ENDLESS)
        return stride

    def _capacity(self, name: str) -> int:
        return self.values[name].capacity if name in self.values else 0

    def _cannot(self, distinct: Distinct, names: list[str], many: int) -> None:
        """
        Nulls where they never clash, or fewer rows.
        """
        optional = [n for n in names if n in self.values and not self.table.column(n).required]
        if optional and not distinct.nulls_too:
            for column in self.units[optional[-1]]:
                self.turns.empty_from[column] = self.first + many
        elif self.turns.most is None or many < self.turns.most:
            self.turns.most = many
            self.turns.because = (
                f"{distinct.name} ({', '.join(distinct.texts)}) tells only {many} new rows apart"
            )

    def exclude(self, distinct: Distinct) -> None:
        """
        One of its columns never repeats, or ranges lie side by side, one per row.
        """
        for part, operator in zip(distinct.parts, distinct.operators, strict=True):
            if operator == "=" and self._settled(set(part)):
                return
            if operator == "&&" and self._lay_out(part):
                return
        equal = [
            name
            for part, operator in zip(distinct.parts, distinct.operators, strict=True)
            for name in part
            if operator == "=" and name in self.values
        ]
        one = self._one(distinct, equal)
        if one is not None:
            self._turn(one, self._start(one))
            self.full.update(self.units[one])
            return
        optional = [
            n
            for part in distinct.parts
            for n in part
            if n in self.values and not self.table.column(n).required
        ]
        if optional:
            self.turns.empty_from[optional[-1]] = self.first
        elif distinct.predicate:
            self.turns.untrue.append(distinct.predicate)

    def _lay_out(self, part: tuple[str, ...]) -> bool:
        columns = [self.table.column(name) for name in part]
        if len(columns) == 1 and columns[0].kind == "r":
            self.turns.numbers[columns[0].name] = "i"
            self.full.add(columns[0].name)
            return True
        bounds = [typed_values.spread(column, bound) for bound, column in enumerate(columns[:2])]
        if len(bounds) < 2 or None in bounds:
            return False
        for column, bound in zip(columns, bounds, strict=False):
            assert bound is not None
            self.turns.spread[column.name] = bound
            self.full.add(column.name)
        return True
