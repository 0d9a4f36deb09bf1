"""
Short names for the fields that a monolith has many of.
"""

from examples.legacy.monolith.values import Field


def _declare(name: str, kind: str, *words: str, more: str = "") -> Field:
    return Field(
        name=name, text=f"models.{kind}({', '.join(filter(None, [*words, more.strip(', ')]))})"
    )


def fk(name: str, to: str, on: str = "PROTECT", back: str = "", more: str = "") -> Field:
    related = f'related_name="{back}"' if back else ""
    return _declare(name, "ForeignKey", f'"{to}"', f"on_delete=models.{on}", related, more=more)


def user(name: str, back: str = "+") -> Field:
    return Field(
        name=name,
        text="models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, "
        f'blank=True, related_name="{back}")',
    )


def one(name: str, to: str, back: str) -> Field:
    return _declare(
        name, "OneToOneField", f'"{to}"', "on_delete=models.CASCADE", f'related_name="{back}"'
    )


def many(name: str, to: str, back: str, through: str = "") -> Field:
    word = f'through="{through}"' if through else ""
    return _declare(
        name, "ManyToManyField", f'"{to}"', f'related_name="{back}"', word, "blank=True"
    )


def char(name: str, length: int, more: str = "") -> Field:
    return _declare(name, "CharField", f"max_length={length}", more=more)


def opt(name: str, length: int) -> Field:
    return char(name, length, 'blank=True, default=""')


def choice(name: str, constant: str, default: str = "", length: int = 20) -> Field:
    more = f'default="{default}"' if default else ""
    return _declare(name, "CharField", f"max_length={length}", f"choices={constant}", more=more)


def text(name: str) -> Field:
    return _declare(name, "TextField", 'blank=True, default=""')


def money(name: str, digits: int = 12, places: int = 2, more: str = "default=0") -> Field:
    return _declare(
        name, "DecimalField", f"max_digits={digits}", f"decimal_places={places}", more=more
    )


def whole(name: str, more: str = "default=0") -> Field:
    return _declare(name, "IntegerField", more=more)


def flag(name: str, default: bool = False) -> Field:
    return _declare(name, "BooleanField", f"default={default}")


def day(name: str, more: str = "") -> Field:
    return _declare(name, "DateField", more=more)


def until(name: str) -> Field:
    return day(name, "null=True, blank=True")


def instant(name: str, more: str = "") -> Field:
    return _declare(name, "DateTimeField", more=more)


def made() -> Field:
    return instant("created_at", "auto_now_add=True")


def json(name: str, default: str = "dict") -> Field:
    return _declare(name, "JSONField", f"default={default}", "blank=True")


def file(name: str, where: str) -> Field:
    return _declare(name, "FileField", f"upload_to={where}", "blank=True")


def generic() -> tuple[Field, ...]:
    """
    The three fields of a generic foreign key.
    """
    return (
        Field(
            name="content_type",
            text='models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE)',
        ),
        Field(name="object_id", text="models.CharField(max_length=64, db_index=True)"),
        Field(name="about", text='GenericForeignKey("content_type", "object_id")'),
    )


def relation(name: str, to: str) -> Field:
    return Field(name=name, text=f'GenericRelation("{to}")')
