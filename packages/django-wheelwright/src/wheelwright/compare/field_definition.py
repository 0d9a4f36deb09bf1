"""
Does another definition of a field change its column, and for the worse?
"""

import ast
import dataclasses
import enum

# Django's Field.non_db_attrs, and defaults that only Python knows.
UNSTORED = frozenset(
    [
        "blank",
        "choices",
        "editable",
        "error_messages",
        "help_text",
        "limit_choices_to",
        "on_delete",
        "related_name",
        "related_query_name",
        "validators",
        "verbose_name",
        "default",
        "auto_now",
        "auto_now_add",
        "auto_created",
        "serialize",
        "upload_to",
        "storage",
        "encoder",
        "decoder",
        "unique_for_date",
        "unique_for_month",
        "unique_for_year",
        "allow_unicode",
        "path",
        "match",
        "recursive",
        "allow_files",
        "allow_folders",
    ]
)
TEXTS = (
    "CharField",
    "SlugField",
    "EmailField",
    "URLField",
    "FileField",
    "ImageField",
    "FilePathField",
)


# What each takes, as powers of two; keys are drawn from a sequence and never go below one.
KEYS = {"SmallAutoField": (0, 15), "AutoField": (0, 31), "BigAutoField": (0, 63)}
INTEGERS = {
    "SmallIntegerField": (15, 15),
    "IntegerField": (31, 31),
    "BigIntegerField": (63, 63),
    "PositiveSmallIntegerField": (0, 15),
    "PositiveIntegerField": (0, 31),
    "PositiveBigIntegerField": (0, 63),
}


class Move(enum.Enum):
    """
    What becomes of the column.
    """

    NOTHING = enum.auto()
    LOOSER = enum.auto()
    REWRITTEN = enum.auto()  # takes more, and the table is written anew for it
    TIGHTER = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """
    A field as its call writes it: the class and its keywords, as source.
    """

    kind: str
    words: tuple[tuple[str, str], ...]

    def get(self, name: str, default: str = "") -> str:
        return dict(self.words).get(name, default)

    @property
    def is_nullable(self) -> bool:
        return self.get("null") == "True"

    @property
    def has_default(self) -> bool:
        """
        Whether the database fills the column where old code does not.
        """
        return self.is_nullable or bool(self.get("db_default")) or self.kind in _FILLED

    @property
    def is_stored(self) -> bool:
        return self.kind not in ("ManyToManyField", "GenericRelation", "GenericForeignKey")


_FILLED = ("AutoField", "BigAutoField", "SmallAutoField", "GeneratedField")


def parse(text: str) -> Definition:
    """
    Read a definition; what is no call is a kind of its own.
    """
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        node = None
    if not isinstance(node, ast.Call):
        return Definition(kind=text, words=())
    words = [(k.arg, ast.unparse(k.value)) for k in node.keywords if k.arg]
    words += [(f"#{place}", ast.unparse(arg)) for place, arg in enumerate(node.args)]
    return Definition(kind=ast.unparse(node.func).rpartition(".")[2], words=tuple(words))


def move(old: str, new: str) -> Move:
    """
    Whether the column takes more or less than before; the worst of all its words.
    """
    before, after = parse(old), parse(new)
    found = [_kind(before.kind, after.kind)]
    names = {name for name, _ in (*before.words, *after.words)} - UNSTORED
    for name in names:
        one, two = before.get(name), after.get(name)
        if one != two and not (name == "max_length" and after.kind == "TextField"):
            found.append(_word(name, one, two))
    return max(found, key=lambda m: m.value)


def _kind(old: str, new: str) -> Move:
    if old == new or (old in TEXTS and new in TEXTS):
        return Move.NOTHING
    if old in TEXTS and new == "TextField":
        return Move.LOOSER
    for widths in (KEYS, INTEGERS):
        if old in widths and new in widths:
            return _width(widths[old], widths[new])
    return Move.TIGHTER


def _width(old: tuple[int, int], new: tuple[int, int]) -> Move:
    if any(after < before for before, after in zip(old, new, strict=True)):
        return Move.TIGHTER
    return Move.REWRITTEN if max(old) != max(new) else Move.LOOSER


def _word(name: str, old: str, new: str) -> Move:
    if name in ("null", "unique", "primary_key", "db_index"):
        before, after = old == "True", new == "True"
        if before == after:
            return Move.NOTHING
        if name == "db_index":
            return Move.LOOSER
        looser = after if name == "null" else before
        return Move.LOOSER if looser else Move.TIGHTER
    if name in ("max_length", "max_digits", "decimal_places"):
        if not old.isdigit() or not new.isdigit():
            return Move.LOOSER if old else Move.TIGHTER
        return Move.LOOSER if int(new) > int(old) else Move.TIGHTER
    if name in ("db_default", "db_comment"):
        return Move.LOOSER if new else Move.TIGHTER
    return Move.TIGHTER
