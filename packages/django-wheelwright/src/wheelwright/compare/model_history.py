"""
Which fields do the models have before a migration runs? The migrations before it, replayed as facts.
"""

import dataclasses
from collections.abc import Iterable, Mapping

from wheelwright.surface.promises import Migration, Operation


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """
    The fields of each model as migrations define them: `app.model` to field to definition.
    """

    models: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)

    def field(self, app: str, operation: Operation) -> str | None:
        """
        The definition of the field an operation names.
        """
        return self.models.get(f"{app}.{operation.model}", {}).get(operation.field)

    def after(self, app: str, operation: Operation) -> "State":
        """
        The state once an operation has run.
        """
        if not operation.state:
            return self
        models = {name: dict(fields) for name, fields in self.models.items()}
        key = f"{app}.{operation.model}"
        match operation.name:
            case "CreateModel" | "AdoptOrCreateModel":
                models[key] = dict(operation.fields)
            case "DeleteModel":
                models.pop(key, None)
            case "RenameModel":
                models[f"{app}.{operation.new_name.lower()}"] = models.pop(key, {})
            case "AddField" | "AlterField":
                models.setdefault(key, {})[operation.field] = operation.definition
            case "RemoveField":
                models.get(key, {}).pop(operation.field, None)
            case "RenameField":
                fields = models.setdefault(key, {})
                fields[operation.new_name] = fields.pop(operation.field, "")
        return State(models=models)


def ordered(migrations: Mapping[str, Migration]) -> tuple[Migration, ...]:
    """
    Each migration after those it depends on.
    """
    done: dict[str, Migration] = {}

    def visit(label: str, above: tuple[str, ...]) -> None:
        migration = migrations.get(label)
        if migration is None or label in done or label in above:
            return
        for app, name in sorted(migration.dependencies):
            visit(f"{app}.{name}", (*above, label))
        done[label] = migration

    for label in sorted(migrations):
        visit(label, ())
    return tuple(done.values())


def replay(migrations: Iterable[Migration]) -> State:
    """
    The state after all of these.
    """
    state = State()
    for migration in migrations:
        for operation in migration.operations:
            state = state.after(migration.app, operation)
    return state
