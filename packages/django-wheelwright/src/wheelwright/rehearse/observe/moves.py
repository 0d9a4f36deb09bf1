"""
Where did values go that are not where they were? Looked for by what they mean, in whatever is new.
"""

import collections
import dataclasses
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence

from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.facts import meaning
from wheelwright.rehearse.observe import fingerprint
from wheelwright.rehearse.observe.fingerprint import Column, Table

MOST = 200_000  # rows of a column that are compared one by one
FEW = 2_000  # values that are looked for inside others
NUMBERED = ("int2", "int4", "int8")  # keys that the server gives
TELLING = 3  # different values that hardly happen to be the same elsewhere

type Values = Mapping[str, str]  # by primary key


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A column that the upgrade has made or changed, and what it holds.
    """

    table: Table
    column: Column
    held: Values

    @property
    def spelled(self) -> dict[str, str]:
        return {key: meaning.spelled(value) for key, value in self.held.items()}


class Moves:
    """
    Every place of an upgraded database to which values may have moved.
    """

    def __init__(self, after: Connection, fresh: Sequence[tuple[Table, Column]]) -> None:
        self.after = after
        self.fresh = fresh
        self.most_values = max((column.present for _, column in fresh), default=0)
        self._places: list[Place] | None = None
        self._spelled: dict[int, dict[str, str]] = {}

    @property
    def places(self) -> list[Place]:
        if self._places is None:
            self._places = [
                Place(
                    table=table,
                    column=column,
                    held=fingerprint.values(self.after, table, column, most=MOST),
                )
                for table, column in self.fresh
                if column.present and not is_numbered(column)
            ]
        return self._places

    def missing(self, table: str, values: Values) -> dict[str, str]:
        """
        Those of a table's former values that no place holds, by the keys of their rows.
        """
        wanted = {key: text for key, text in values.items() if not meaning.says_nothing(text)}
        if not wanted:
            return {}
        spelled = {key: meaning.spelled(text) for key, text in wanted.items()}
        least = wanted
        for look in (self._beside, self._elsewhere, self._inside):
            gone = look(table, spelled, wanted)
            if len(gone) < len(least):
                least = {key: wanted[key] for key in gone}
            if not least:
                return {}
        if self._as_rows(wanted) or self._as_columns(table, wanted) or self._unpacked(wanted):
            return {}
        # That a few are found elsewhere is chance.
        return least if 2 * len(least) <= len(wanted) else wanted

    def _by_value(self, number: int) -> dict[str, str]:
        if number not in self._spelled:
            self._spelled[number] = self.places[number].spelled
        return self._spelled[number]

    def _beside(self, table: str, spelled: Values, _: Values) -> list[str]:
        """
        In another column of the same row.
        """
        return self._fewest(
            spelled,
            lambda number, place: (
                [key for key, value in spelled.items() if self._by_value(number).get(key) != value]
                if place.table.name == table
                else list(spelled)
            ),
        )

    def _elsewhere(self, table: str, spelled: Values, _: Values) -> list[str]:
        """
        In a column of other rows, as often as it was.
        """
        return self._fewest(
            spelled,
            lambda number, _: _not_among(
                spelled, collections.Counter(self._by_value(number).values()), whole=True
            ),
        )

    def _inside(self, table: str, spelled: Values, _: Values) -> list[str]:
        """
        Inside a list or an object of the same row, or as often in those of another table.
        """

        def look(number: int, place: Place) -> list[str]:
            held = {key: meaning.leaves(text) for key, text in place.held.items()}
            if place.table.name == table:
                return [key for key, value in spelled.items() if value not in held.get(key, ())]
            each = itertools.chain.from_iterable(held.values())
            return _not_among(spelled, collections.Counter(each), whole=False)

        return self._fewest(spelled, look)

    def _fewest(self, spelled: Values, look: Callable[[int, Place], list[str]]) -> list[str]:
        return min(
            (look(number, place) for number, place in enumerate(self.places)),
            key=len,
            default=list(spelled),
        )

    def _as_rows(self, wanted: Values) -> bool:
        """
        Each entry of a list in a row of its own, or in a row that others share.
        """
        entries = [meaning.parts(text) for text in wanted.values()]
        whole = [(meaning.spelled(text),) for text in wanted.values()]
        if self.most_values < sum(map(len, entries)):
            return False  # no row is left to say whose they are
        if entries == whole and not _is_telling(entry for (entry,) in whole):
            return False
        single = {entry for part in entries for entry in part}
        return any(single <= set(self._by_value(n).values()) for n in range(len(self.places)))

    def _as_columns(self, table: str, wanted: Values) -> bool:
        """
        Each key of an object in a column of its own.
        """
        objects = {key: meaning.fields(text) for key, text in wanted.items()}
        if not all(objects.values()):
            return False
        names = {name for held in objects.values() for name in held}
        for name in names:
            column = {key: held[name] for key, held in objects.items() if name in held}
            if self._beside(table, column, column) and self._elsewhere(table, column, column):
                return False
        return True

    def _unpacked(self, wanted: Values) -> bool:
        """
        What was packed into a text lies open.
        """
        packed = [meaning.leaves(text) for text in wanted.values()]
        if len(packed) > FEW or all(
            meaning.spelled(text) in leaves
            for text, leaves in zip(wanted.values(), packed, strict=True)
        ):
            return False
        for place in self.places:
            held = [meaning.leaves(text) for text in place.held.values()]
            if len(held) <= FEW and all(any(one <= other for other in held) for one in packed):
                return True
        return False


def is_numbered(column: Column) -> bool:
    """
    Is it a key that the server gives, which holds no value of anybody's?
    """
    return column.is_key and column.kind in NUMBERED


def _not_among(spelled: Values, held: collections.Counter[str], *, whole: bool) -> list[str]:
    """
    The keys of what is missing; a few values that repeat prove nothing unless they are all there is.
    """
    wanted = collections.Counter(spelled.values())
    if not _is_telling(wanted) and held != wanted:
        in_part = whole and held.keys() <= wanted.keys() and held.total() < wanted.total()
        if not in_part:
            return list(spelled)
    gone = wanted - held
    return [key for key, value in spelled.items() if _take(gone, value)]


def _is_telling(values: Iterable[str]) -> bool:
    """
    Would these hardly be somewhere else by chance? A few words are, and so are numbers.
    """
    different = set(values)
    return len(different) >= TELLING and not all(map(meaning.is_number, different))


def _take(counts: collections.Counter[str], value: str) -> bool:
    if counts[value] <= 0:
        return False
    counts[value] -= 1
    return True
