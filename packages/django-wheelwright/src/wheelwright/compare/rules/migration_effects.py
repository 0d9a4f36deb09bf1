"""
Rule: what a new migration does to a live database counts like a change of the API.
"""

from wheelwright.compare import model_history
from wheelwright.compare.change import Audience, Bump, Change, DeployClass
from wheelwright.compare.model_history import State
from wheelwright.compare.operation_effects import Effect, effect
from wheelwright.surface.promises import Migration, Operation, Pair

IRREVERSIBLE = "irreversible"
OPERATOR = "operator-action"
SQUASHED = "migration-squashed"
HINTS = {
    "migration-tightens": "Give the column a db_default or let it be null; tighten it one release "
    "after the code that obeys.",
    "migration-destroys": "Stop using it in one release (state only), and drop it in the next.",
    "migration-rewrites-rows": "Say in the changelog that it rewrites rows, how long it takes, and "
    "that it can be stopped.",
    "extension-required": "Say in the changelog which extension an operator must allow.",
    IRREVERSIBLE: "Say in the changelog that this is the point of no return, or give it a reverse.",
    OPERATOR: "Say in the changelog what the operator does, and when.",
}


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report the new migrations: what they add, tighten, destroy, rewrite, and cannot undo.
    """
    known = pair.old.migrations
    state = model_history.replay(m for m in model_history.ordered(known))
    # A database that has run the old ones counts their squash as run.
    squashes = {
        m.label
        for m in pair.new.migrations.values()
        if m.replaces and all(f"{app}.{name}" in known for app, name in m.replaces)
    }
    created: frozenset[str] = frozenset()
    found: list[Change] = []
    for migration in model_history.ordered(pair.new.migrations):
        if migration.label in known:
            continue
        if migration.label in squashes:
            found.append(_squashed(migration, pair))
            continue
        effects = []
        for operation in migration.operations:
            if operation.name in ("CreateModel", "AdoptOrCreateModel"):
                created |= {f"{migration.app}.{operation.model}"}
            one = effect(migration.app, operation, state, created=created, old=pair.old)
            effects.append((operation, one))
            state = _after(state, migration, operation)
        found += _changes(migration, effects)
    return tuple(found)


def _after(state: State, migration: Migration, operation: Operation) -> State:
    return state.after(migration.app, operation)


def _changes(migration: Migration, effects: list[tuple[Operation, Effect]]) -> list[Change]:
    found = []
    for code in dict.fromkeys(one.code for _, one in effects):
        same = [one for _, one in effects if one.code == code]
        worst = max(one.bump for one in same)
        deploy = max(one.deploy for one in same)
        told = "; ".join(dict.fromkeys(one.message for one in same if one.bump is worst))
        found.append(_change(migration, code, told, worst, deploy))
    if not effects:
        found.append(_change(migration, "migration-added", "it does nothing", Bump.PATCH))
    for operation, one in effects:
        if operation.database and not operation.reversible and not operation.elidable:
            bump = Bump.MAJOR if operation.deletes_rows else Bump.MINOR
            told = f"{operation.name} cannot be undone"
            found.append(_change(migration, IRREVERSIBLE, told, bump, one.deploy))
            break
    if migration.operator_action:
        told = f"an operator must act: {migration.operator_action}"
        found.append(_change(migration, OPERATOR, told, Bump.MAJOR, DeployClass.D3))
    return found


def _squashed(migration: Migration, pair: Pair) -> Change:
    dropped = [n for a, n in migration.replaces if f"{a}.{n}" not in pair.new.migrations]
    told = f"it replaces {len(migration.replaces)} released migrations"
    if not dropped:
        return _change(migration, SQUASHED, f"{told}, which stay", Bump.MINOR)
    told += f" and {len(dropped)} files are gone: a host must be at {pair.old.version} first"
    return _change(migration, SQUASHED, told, Bump.MAJOR, DeployClass.D2)


def _change(
    migration: Migration,
    code: str,
    told: str,
    bump: Bump,
    deploy: DeployClass = DeployClass.D0,
) -> Change:
    return Change(
        code=code,
        subject=migration.label,
        message=f"{migration.label}: {told}.",
        hint=HINTS.get(code, ""),
        bump=bump,
        deploy=deploy,
        # State alone concerns nobody.
        audience=Audience.OPERATOR if deploy or bump > Bump.PATCH else Audience.NOBODY,
        evidence=f"migration:{migration.label}",
    )
