"""
What has a project decided about its rehearsals? `[tool.wheelwright]` of its pyproject.toml.
"""

import dataclasses
import datetime as dt
import difflib
import pathlib
import tomllib
from collections.abc import Collection, Mapping

from packaging.utils import canonicalize_name

from wheelwright.errors import CannotRun
from wheelwright.rehearse.budgets import Budgets
from wheelwright.report.acceptance import Allowed
from wheelwright.report.codes import CODES

DEFAULT = pathlib.Path("pyproject.toml")
TABLE = "[tool.wheelwright]"
ALLOW = "[[tool.wheelwright.allow]]"
BUDGETS = {field.name.replace("_", "-"): field for field in dataclasses.fields(Budgets)}
ENTRY = frozenset(field.name for field in dataclasses.fields(Allowed))
OTHERS = ("boundaries",)  # tables that another command reads


class BadConfiguration(CannotRun):
    """
    The configuration says something that has no meaning.
    """

    def __init__(self, path: pathlib.Path, what: str, remedy: str) -> None:
        super().__init__(path, what, remedy)
        self.path = path
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.path}: {self.what} {self.remedy}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """
    Budgets, accepted findings and the packages whose new code may start before its migrations.
    """

    budgets: Budgets = dataclasses.field(default_factory=Budgets)
    allow: tuple[Allowed, ...] = ()
    code_first: frozenset[str] = frozenset()

    def is_code_first(self, package: str) -> bool:
        """
        Does this package claim to run on the schema of the release before it?
        """
        return canonicalize_name(package) in self.code_first


def read(path: pathlib.Path | None = None) -> Configuration:
    """
    The configuration in a file, by default in the current directory's pyproject.toml if it has one.

    Raises:
        BadConfiguration: if a named file is not there, or something in it has no meaning.
    """
    if path is None and not DEFAULT.is_file():
        return Configuration()
    return _Reader(path or DEFAULT).configuration()


class _Reader:
    """
    One file; every refusal names it.
    """

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path

    def configuration(self) -> Configuration:
        table = self._table()
        known = {*BUDGETS, "allow", "code-first", *OTHERS}
        self._must_know(table, known, where=TABLE)
        return Configuration(
            budgets=self._budgets(table),
            allow=self._allow(table.get("allow", [])),
            code_first=self._code_first(table.get("code-first", [])),
        )

    def _table(self) -> Mapping[str, object]:
        try:
            whole = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except OSError as exc:
            remedy = "Name a TOML file with a table [tool.wheelwright]."
            raise BadConfiguration(self.path, f"cannot be read ({exc.strerror}).", remedy) from exc
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
            raise BadConfiguration(self.path, f"is not TOML: {exc}.", "Correct it.") from exc
        tool = whole.get("tool", {})
        table = tool.get("wheelwright", {}) if isinstance(tool, dict) else {}
        if not isinstance(table, dict):
            raise BadConfiguration(self.path, "tool.wheelwright is no table.", f"Write {TABLE}.")
        return table

    def _must_know(
        self, table: Mapping[str, object], known: Collection[str], *, where: str
    ) -> None:
        for key in table:
            if key not in known:
                what = f"{where} does not know “{key}”."
                raise BadConfiguration(self.path, what, _nearest(key, known))

    def _budgets(self, table: Mapping[str, object]) -> Budgets:
        set_here = {
            field.name: self._number(key, table[key], whole=field.type is int)
            for key, field in BUDGETS.items()
            if key in table
        }
        # Each value was just compared with the type of its field.
        return dataclasses.replace(Budgets(), **set_here)  # type: ignore[arg-type]

    def _number(self, key: str, value: object, *, whole: bool) -> float:
        # True is an int to Python, and not to whoever wrote it.
        fits = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
        if not fits or not isinstance(value, int | float) or not 0 < value < float("inf"):
            kind = "a whole number above 0" if whole else "a number of seconds above 0"
            default = getattr(Budgets(), BUDGETS[key].name)
            raise BadConfiguration(
                self.path,
                f"“{key}” in {TABLE} is {_shown(value)}.",
                f"Give {kind}; without it, it is {default:_}.",
            )
        return value

    def _code_first(self, value: object) -> frozenset[str]:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise BadConfiguration(
                self.path,
                f"“code-first” in {TABLE} is {_shown(value)}.",
                'List names of packages: code-first = ["billing-app"].',
            )
        return frozenset(canonicalize_name(name) for name in value)

    def _allow(self, value: object) -> tuple[Allowed, ...]:
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise BadConfiguration(
                self.path,
                f"“allow” in {TABLE} is no list of tables.",
                f"Begin each entry with {ALLOW}.",
            )
        return tuple(self._entry(number, entry) for number, entry in enumerate(value, 1))

    def _entry(self, number: int, entry: Mapping[str, object]) -> Allowed:
        where = f"{ALLOW} number {number}"
        self._must_know(entry, ENTRY, where=where)
        until = entry.get("until")
        # A datetime is a date to Python; its time of day would be ignored in silence.
        if until is not None and (not isinstance(until, dt.date) or isinstance(until, dt.datetime)):
            raise BadConfiguration(
                self.path,
                f"“until” in {where} is {_shown(until)}.",
                "Write the last day on which it accepts, without quotes: until = 2027-01-31.",
            )
        code = self._text(entry, "code", where, 'Name a finding\'s code: code = "irreversible".')
        if code not in CODES:
            what = f"{where} accepts “{code}”, which is no code of a finding."
            raise BadConfiguration(self.path, what, _nearest_code(code))
        return Allowed(
            code=code,
            reason=self._text(entry, "reason", where, "Say in a sentence why this is acceptable."),
            package=self._pattern(entry, "package", where),
            subject=self._pattern(entry, "subject", where),
            migration=self._pattern(entry, "migration", where),
            until=until,
        )

    def _text(self, entry: Mapping[str, object], key: str, where: str, remedy: str) -> str:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            what = f"has no “{key}”" if key not in entry else f"has {_shown(value)} as “{key}”"
            raise BadConfiguration(self.path, f"{where} {what}.", remedy)
        return value.strip()

    def _pattern(self, entry: Mapping[str, object], key: str, where: str) -> str | None:
        remedy = f"Write text in quotes, or leave “{key}” out."
        return self._text(entry, key, where, remedy) if key in entry else None


def _shown(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else f"{value}"


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else f"There are {_listed(known)}."


def _nearest_code(word: str) -> str:
    near = difflib.get_close_matches(word, CODES, n=1)
    return f"Did you mean “{near[0]}”?" if near else "`wheelwright explain` lists them all."


def _listed(words: Collection[str]) -> str:
    *most, last = sorted(words)
    return f"{', '.join(most)} and {last}"
