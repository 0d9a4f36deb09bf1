"""
Rule: the new models, what their migrations say, and the tables that are there are one and the same.
"""

from collections.abc import Iterator

from wheelwright.extract.prove.facts import Proof, Table
from wheelwright.extract.prove.rules.schema_kept import made_anew
from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.schema import Difference
from wheelwright.rehearse.rules import data_kept
from wheelwright.report.model import Finding, Severity

SHOWN = 120


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report tables that a model reads and nobody has, operations that are missing, and a state that
    says of the schema what is not so.
    """
    if proof.picture_after is None:
        return tuple(_missing(proof))
    return (*_no_table(proof), *_missing(proof), *_drift(proof))


def _no_table(proof: Proof) -> Iterator[Finding]:
    assert proof.picture_after is not None
    there = proof.picture_after.numbers.keys()
    for model in proof.after.models:
        if not model.managed or model.table in there:
            continue
        was = _was(proof, model)
        if was is not None and was not in proof.picture_before.numbers:
            continue  # it was not there before, either: of a model that is not managed, for example
        keep, why = _remedy(model.label, was, automatic=model.automatic)
        yield Finding(
            code="table-missing",
            severity=Severity.ERROR,
            subject=model.table,
            message=f"{model.label} reads the table {model.table}, which is not there{why}: the first "
            "page that asks for its rows fails.",
            hint=keep,
            statement=_selected(proof, model.table),
            evidence={"model": model.label, "table": model.table, "table_before": was},
        )


def _remedy(label: str, was: str | None, *, automatic: bool) -> tuple[str, str]:
    why = f"; before the step the rows were in {was}" if was else ""
    table = f'"{was}"' if was else "the old name"
    name = label.partition(".")[2]
    if name.lower().startswith("historical"):
        return (
            f"Keep the table of the history: HistoricalRecords(table_name={table}), and "
            f'options={{"db_table": {table}}} in the state-only CreateModel.',
            why,
        )
    if automatic:
        return (
            f"Keep the table between the two: ManyToManyField(…, db_table={table}) in the model and "
            "in the state-only migration.",
            why,
        )
    return (
        f"Keep it: class Meta: db_table = {table}, and the same in the options of the state-only "
        "CreateModel.",
        why,
    )


def _selected(proof: Proof, table: str) -> str | None:
    found = (p.statement for p in proof.probes_new if p.table == table and p.statement)
    return next(found, None)


def _missing(proof: Proof) -> Iterator[Finding]:
    for one in proof.missing:
        yield Finding(
            code="missing-migration",
            severity=Severity.ERROR,
            subject=f"{one.app}.{one.model}",
            message=f"The models after the step and their migrations differ: `makemigrations` would "
            f"still write {one.operation} in {one.app} ({one.describe}).",
            hint="What the state-only migration says must be what the model says, to the last option; "
            "the next `makemigrations` would turn the difference into SQL on the moved table.",
            operation=one.operation,
            evidence={"app": one.app, "operation": one.operation},
        )


def _drift(proof: Proof) -> Iterator[Finding]:
    said = {(one.kind, one.table, one.name) for one in proof.schema}
    anew, elsewhere = made_anew(proof), _elsewhere(proof)
    for one in proof.drift:
        if (one.kind, one.table, one.name) in said or one.table in anew:
            continue  # it is no lie about the schema: the schema was changed, and that is said
        if one.kind == "extension" or _mentions(one, elsewhere):
            continue
        by = attribution.last(proof.forward.migrations, one.table, one.name.rpartition(".")[2])
        operation = by.migration or _speaks_of(proof, one)
        yield Finding(
            code="schema-drift",
            severity=Severity.ERROR,
            subject=one.name,
            message=f"The state after the step says of {one.table or one.name} what is not so: the "
            f"{one.kind} {one.name} should be {_said(one.right)}, and the database has "
            f"{_said(one.left)}.",
            hint="A state-only operation may change names of models and apps, nothing that has a "
            "column behind it. Take the change out of the step and make it a migration of its own, "
            "with SQL, in another release.",
            migration=operation,
            operation=by.operation,
            statement=by.statement,
            evidence={"table": one.table, "is": one.left, "should_be": one.right},
        )


def _elsewhere(proof: Proof) -> frozenset[str]:
    """
    The tables that models look for in vain, and those that they left: said by the names of the models.
    """
    assert proof.picture_after is not None
    there = proof.picture_after.numbers.keys()
    lost = [model for model in proof.after.models if model.managed and model.table not in there]
    return frozenset({m.table for m in lost} | {_was(proof, m) or m.table for m in lost})


def _was(proof: Proof, model: Table) -> str | None:
    """
    The table of the same model before the step.
    """
    old = next((moved.table for moved in proof.moved if moved.new == model.label), None)
    name = model.label.partition(".")[2]
    return old or next(
        (m.table for m in proof.before.models if m.label.partition(".")[2] == name), None
    )


def _mentions(one: Difference, tables: frozenset[str]) -> bool:
    texts = (one.table, one.name, one.left or "", one.right or "")
    return any(data_kept.is_named(table, text) for table in tables for text in texts)


def _speaks_of(proof: Proof, one: Difference) -> str | None:
    """
    The migration one of whose operations names the same table's model, if only one does.
    """
    models = {m.label.partition(".")[2].lower() for m in proof.after.models if m.table == one.table}
    column = one.name.rpartition(".")[2].lower()
    found = [
        migration.label
        for migration in proof.forward.migrations
        for operation in migration.operations
        if column in operation.describe.lower()
        or any(m in operation.describe.lower() for m in models)
    ]
    return found[0] if len(set(found)) == 1 else None


def _said(definition: str | None) -> str:
    return f"“{definition[:SHOWN]}”" if definition is not None else "no such thing"
