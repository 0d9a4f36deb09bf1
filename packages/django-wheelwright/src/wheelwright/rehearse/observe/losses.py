"""
Which rows and values are gone or different after an upgrade?
"""

from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.facts.conservation import Change, Conservation, Loss
from wheelwright.rehearse.observe import fingerprint
from wheelwright.rehearse.observe.fingerprint import Column, Fingerprint, Table

MOST = 200_000  # rows of a column that are compared one by one
SOME = 5


def compare(before: Connection, after: Connection) -> Conservation:
    """
    Compare two databases of which one is an upgraded clone of the other.
    """
    old, new = fingerprint.read(before), fingerprint.read(after)
    fresh = [
        (table, column)
        for oid, table in new.items()
        for number, column in table.columns.items()
        if oid not in old or number not in old[oid].columns
    ]
    arrived = {(column.present, column.plain) for _, column in fresh}
    losses: list[Loss] = []
    changes: list[Change] = []
    for oid, table in old.items():
        if oid not in new:
            if table.rows and not _moved(table, arrived):
                losses.append(Loss(table=table.name, column=None, count=table.rows))
            continue
        if new[oid].rows < table.rows:
            gone = table.rows - new[oid].rows
            losses.append(Loss(table=table.name, column=None, count=gone))
        _columns(before, after, table, new[oid], arrived, losses, changes)
    kept = _values_of(after, fresh) if any(loss.values for loss in losses) else frozenset()
    return Conservation(
        losses=tuple(x for x in losses if not x.values or not x.values <= kept),
        changes=tuple(changes),
    )


def _values_of(connection: Connection, columns: list[tuple[Table, Column]]) -> frozenset[str]:
    """
    Every value that the new columns and tables hold: where else a value could have gone.
    """
    return frozenset(
        value
        for table, column in columns
        if column.present
        for value in fingerprint.values(connection, table, column, most=MOST).values()
    )


def _moved(table: Table, arrived: set[tuple[int, str]]) -> bool:
    return all((c.present, c.plain) in arrived for c in table.columns.values() if c.present)


def _columns(
    before: Connection,
    after: Connection,
    old: Table,
    new: Table,
    arrived: set[tuple[int, str]],
    losses: list[Loss],
    changes: list[Change],
) -> None:
    for number, column in old.columns.items():
        if not column.present:
            continue
        if number not in new.columns:
            if (column.present, column.plain) not in arrived:
                sample = _sample(before, old, column)
                losses.append(
                    Loss(table=old.name, column=column.name, count=column.present, sample=sample)
                )
            continue
        now = new.columns[number]
        if now.keyed == column.keyed:
            continue
        was = fingerprint.values(before, old, column, most=MOST)
        have = fingerprint.values(after, new, now, most=MOST)
        keys = have.keys() if new.rows < old.rows else was.keys()
        emptied = [key for key in was if key in keys and key not in have]
        changed = [key for key, value in was.items() if key in have and have[key] != value]
        if emptied:
            sample = tuple((key, was[key]) for key in emptied[:SOME])
            losses.append(
                Loss(
                    table=old.name,
                    column=column.name,
                    count=len(emptied),
                    sample=sample,
                    values=frozenset(was[key] for key in emptied),
                )
            )
        if changed:
            shown = tuple((key, was[key], have[key]) for key in changed[:SOME])
            changes.append(
                Change(table=old.name, column=column.name, count=len(changed), sample=shown)
            )


def _sample(connection: Connection, table: Table, column: Column) -> tuple[tuple[str, str], ...]:
    return tuple(fingerprint.values(connection, table, column, most=SOME).items())


def not_restored(
    baseline: Connection, once: Connection, twice: Connection
) -> tuple[tuple[str, str, int], ...]:
    """
    Table, column and number of the baseline's rows whose value differs between two upgrades.

    Only the baseline's rows: what an upgrade makes itself, it makes again with other keys and times.
    """
    old, new, newer = (_by_name(fingerprint.read(c)) for c in (baseline, once, twice))
    differing = []
    for name, (table, column) in old.items():
        upgraded, again = new.get(name), newer.get(name)
        if upgraded is None or (again and again[1].keyed == upgraded[1].keyed):
            continue
        keys = fingerprint.values(baseline, table, column, most=MOST).keys()
        was = fingerprint.values(once, *upgraded, most=MOST)
        now = fingerprint.values(twice, *again, most=MOST) if again else {}
        count = sum(was.get(key) != now.get(key) for key in keys)
        if count:
            differing.append((table.name, column.name, count))
    return tuple(differing)


def _by_name(found: Fingerprint) -> dict[str, tuple[Table, Column]]:
    return {
        f"{table.name}.{column.name}": (table, column)
        for table in found.values()
        for column in table.columns.values()
    }
