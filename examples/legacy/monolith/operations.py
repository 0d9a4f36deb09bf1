"""
How is a change of a model written as operations of a migration, its history table included?
"""

import ast

from examples.legacy.monolith.declare import in_history
from examples.legacy.monolith.values import Model

_AUTO = (
    "models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')"
)
_UUID = "models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)"
_HISTORY_FIELDS = (
    ("history_id", "models.AutoField(primary_key=True, serialize=False)"),
    ("history_date", "models.DateTimeField(db_index=True)"),
    ("history_change_reason", "models.CharField(max_length=100, null=True)"),
    (
        "history_type",
        "models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)",
    ),
    (
        "history_user",
        "models.ForeignKey(null=True, on_delete=models.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)",
    ),
)


def _listed(pairs: list[tuple[str, str]]) -> str:
    return "[" + ", ".join(f"({name!r}, {text})" for name, text in pairs) + "]"


def _key(model: Model) -> tuple[str, str]:
    if model.bases:
        parent = model.bases[0].lower()
        return (
            f"{parent}_ptr",
            "models.OneToOneField(auto_created=True, on_delete=models.CASCADE, parent_link=True, "
            f"primary_key=True, serialize=False, to='legacy_app.{parent}')",
        )
    return ("id", _UUID if model.uuid else _AUTO)


def create(model: Model, fields: dict[str, str], *, without: tuple[str, ...]) -> tuple[str, ...]:
    """
    The model as it began, and its history; `without` are options that came later.
    """
    options = [(name, text) for name, text in model.meta if name not in without]
    bases = f", bases=('legacy_app.{model.bases[0].lower()}',)" if model.bases else ""
    if not model.bases and "name" in [field.name for field in model.fields]:
        bases = ", bases=(legacy_app.models.Named, models.Model)"
    declared = [] if model.proxy else [_key(model), *fields.items()]
    if model.proxy:
        options.append(("proxy", "True"))
    managers = (
        ", managers=[('objects', legacy_app.models.EmployerManager())]"
        if model.name == "Employer"
        else ""
    )
    written = ", ".join(f"{name!r}: {_option(name, text)}" for name, text in options)
    made = f"migrations.CreateModel(name={model.name!r}, fields={_listed(declared)}, options={{{written}}}{bases}{managers})"
    before = ("BtreeGistExtension()",) if model.name == "PlanYear" else ()
    return (*before, made, *((_history(model, fields),) if model.history else ()))


def _option(name: str, text: str) -> str:
    return f"{{{text[1:-1]}}}" if name == "unique_together" else text


def _history(model: Model, fields: dict[str, str]) -> str:
    key = "models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')"
    copied = [
        (name, in_history(_reparsed(text), model=model.name))
        for name, text in fields.items()
        if "ManyToMany" not in text
    ]
    said = _spaced(model.name)
    options = (
        f"{{'verbose_name': 'historical {said}', 'verbose_name_plural': 'historical {said}s', "
        "'ordering': ('-history_date', '-history_id'), 'get_latest_by': ('history_date', 'history_id')}"
    )
    return (
        f"migrations.CreateModel(name='Historical{model.name}', "
        f"fields={_listed([('id', key), *copied, *_HISTORY_FIELDS])}, options={options}, "
        "bases=(simple_history.models.HistoricalChanges, models.Model))"
    )


def _reparsed(text: str) -> str:
    """
    A relation with its target first again, as models.py has it, for who reads it as such.
    """
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    to = [word for word in call.keywords if word.arg == "to"]
    if to:
        call.keywords.remove(to[0])
        call.args.insert(0, to[0].value)
    return ast.unparse(call)


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def _names(model: Model) -> tuple[str, ...]:
    return (model.name.lower(), *((f"historical{model.name.lower()}",) if model.history else ()))


def _each(model: Model, kind: str, name: str, declared: str) -> tuple[str, ...]:
    told = [declared, in_history(_reparsed(declared), model=model.name)]
    return tuple(
        f"migrations.{kind}(model_name={who!r}, name={name!r}, field={text})"
        for who, text in zip(_names(model), told, strict=False)
    )


def add(model: Model, name: str, declared: str) -> tuple[str, ...]:
    """
    A field that came later; what takes no null was given something once.
    """
    operations = _each(model, "AddField", name, declared)
    if any(word in declared for word in ("default=", "null=True", "ManyToMany")):
        return operations
    return tuple(_with_default(text, _once(declared)) for text in operations)


def _once(declared: str) -> str:
    for kind, value in (
        ("DateTimeField", "timezone.now"),
        ("DateField", "datetime.date(2017, 1, 1)"),
        ("CharField", "''"),
        ("TextField", "''"),
        ("BooleanField", "False"),
        ("UUIDField", "uuid.uuid4"),
    ):
        if kind in declared:
            return value
    return "0"


def _with_default(operation: str, once: str) -> str:
    call = ast.parse(operation, mode="eval").body
    assert isinstance(call, ast.Call)
    field = next(word.value for word in call.keywords if word.arg == "field")
    assert isinstance(field, ast.Call)
    if not any(word.arg in ("default", "null") for word in field.keywords):
        field.keywords.append(ast.keyword("default", ast.parse(once, mode="eval").body))
        call.keywords.append(ast.keyword("preserve_default", ast.Constant(value=False)))
    return ast.unparse(call)


def alter(model: Model, name: str, declared: str) -> tuple[str, ...]:
    return _each(model, "AlterField", name, declared)


def remove(model: Model, name: str) -> tuple[str, ...]:
    return tuple(
        f"migrations.RemoveField(model_name={who!r}, name={name!r})" for who in _names(model)
    )


def rename(model: Model, old: str, new: str) -> tuple[str, ...]:
    return tuple(
        f"migrations.RenameField(model_name={who!r}, old_name={old!r}, new_name={new!r})"
        for who in _names(model)
    )


def _elements(text: str) -> list[str]:
    listed = ast.parse(text, mode="eval").body
    assert isinstance(listed, ast.List)
    return [ast.unparse(each) for each in listed.elts]


def constrain(model: Model, text: str) -> tuple[str, ...]:
    return tuple(
        f"migrations.AddConstraint(model_name={model.name.lower()!r}, constraint={each})"
        for each in _elements(text)
    )


def index(model: Model, text: str) -> tuple[str, ...]:
    return tuple(
        f"migrations.AddIndex(model_name={model.name.lower()!r}, index={each})"
        for each in _elements(text)
    )


def run(function: str) -> tuple[str, ...]:
    return (f"migrations.RunPython({function}, migrations.RunPython.noop)",)


def filling(function: str, model: Model, field: str) -> str:
    """
    A data migration as people write them.
    """
    return f'''
def {function}(apps, schema_editor):
    {model.name} = apps.get_model("legacy_app", "{model.name}")
    for row in {model.name}.objects.filter({field}__startswith=" ").iterator():
        row.{field} = row.{field}.strip()
        row.save(update_fields=["{field}"])
'''
