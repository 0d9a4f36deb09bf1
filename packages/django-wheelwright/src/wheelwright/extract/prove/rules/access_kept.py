"""
Rule: whoever held a right holds it under the new name, nobody else does, and every generic key finds its row.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator

from wheelwright.extract.prove.facts import Answers, Proof
from wheelwright.rehearse.facts import attribution, transactions
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted, listed

ID = "access-lost"
TYPES, PERMISSIONS = "django_content_type", "auth_permission"
TAKES = re.compile(r"\s*(?:DELETE|TRUNCATE)\b", re.IGNORECASE)
IN_PLACE = (
    "Rename the content type's row in place, so that its number stays: UPDATE django_content_type SET "
    "app_label = '{new}' WHERE app_label = '{old}' AND model = '{model}'. Permissions, generic keys and "
    "the admin's log then resolve without being written."
)


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report what the new code no longer finds, and what it finds that was not there.
    """
    if proof.answers_before is None or proof.answers_after is None:
        return ()
    return tuple(_answered(proof, proof.answers_before, proof.answers_after))


def _answered(proof: Proof, was: Answers, now: Answers) -> Iterator[Finding]:
    lost = (*_generic(proof, was, now), *_rights(proof, was, now))
    yield from _twins(proof, was, now, harmless=not lost)
    yield from lost


def taken_from(proof: Proof, tables: Iterable[str]) -> Attributed:
    """
    The statement that took rows out of one of these tables; else the last that names one of them.
    """
    tables = tuple(tables)
    for migration in reversed(proof.forward.migrations):
        for statement in reversed(migration.statements):
            if TAKES.match(statement.sql) and transactions.written_table(statement.sql) in tables:
                return Attributed.of(migration, statement)
    return _behind(proof, *tables)


def _twins(proof: Proof, was: Answers, now: Answers, *, harmless: bool) -> Iterator[Finding]:
    others = [
        (moved, was.types[moved.old.lower()], now.types.get(moved.new.lower()))
        for moved in proof.moved
        if moved.old.lower() in was.types and moved.old in proof.before.labels()
    ]
    others = [(moved, number, other) for moved, number, other in others if number != other]
    if not others:
        return
    moved, number, other = others[0]
    by = _behind(proof, TYPES)
    said = f"number {other}, a second row" if other else "no row"
    more = f" So it is with {counted(len(others) - 1, 'other model')}." if others[1:] else ""
    yield Finding(
        code=ID,
        severity=Severity.REVIEW if harmless and other else Severity.ERROR,
        subject=TYPES,
        message=f"The content type of {moved.old} was number {number}; {moved.new} has {said} in "
        f"{TYPES}{by.said('after', ' that Django makes by itself after migrate')}. Whatever names the "
        f"old number does not find the model that has moved.{more}",
        hint=_in_place(moved.old, moved.new),
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"models": [[m.old, m.new, old, new] for m, old, new in others]},
    )


def _generic(proof: Proof, was: Answers, now: Answers) -> tuple[Finding, ...]:
    names = {moved.old: moved.new for moved in proof.moved}
    gone: dict[str, list[tuple[str, str]]] = {}
    for (table, row), found in was.led_to.items():
        if found is None:
            continue
        label, _, key = found.partition(" ")
        wanted = f"{names.get(label, label)} {key}"
        if now.led_to.get((table, row)) != wanted:
            gone.setdefault(table, []).append((label, row))
    return tuple(_led_nowhere(proof, table, rows) for table, rows in gone.items())


def _led_nowhere(proof: Proof, table: str, rows: list[tuple[str, str]]) -> Finding:
    labels = sorted({label for label, _ in rows})
    news = {moved.old: moved.new for moved in proof.moved}
    by = _behind(proof, table, TYPES)
    does = "does" if len(rows) == 1 else "do"
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=table,
        message=f"{counted(len(rows), 'row')} of {table} led to {listed(labels)} and {does} not lead "
        f"to {listed([news.get(label, label) for label in labels])} after the step{by.said('after')}: "
        "comments, tags, log entries and the like are without their object.",
        hint=_in_place(labels[0], news.get(labels[0], labels[0])),
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"table": table, "models": [*labels], "rows": [row for _, row in rows[:5]]},
    )


def _rights(proof: Proof, was: Answers, now: Answers) -> tuple[Finding, ...]:
    """
    Held before, by the old name, and not held now, by the new one; and the other way round.
    """
    names = {moved.old.lower(): moved.new.lower() for moved in proof.moved}
    old_names = {new: old for old, new in names.items()}
    found = []
    known = {label.lower() for label in proof.before.labels()}  # not what a shadow holds
    for table, all_rights in was.rights.items():
        rights = {right for right in all_rights if right[1] in known}
        held = now.rights.get(table, frozenset())
        renamed = {(who, names.get(model, model), code) for who, model, code in rights}
        may = renamed | all_rights
        found += [_lost(proof, table, sorted(renamed - held), old_names)] if renamed - held else []
        gained = sorted(held - may)
        found += [_gained(proof, table, gained)] if gained else []
    return tuple(found)


def _lost(
    proof: Proof, table: str, rights: list[tuple[str, str, str]], old: dict[str, str]
) -> Finding:
    _, model, code = next((r for r in rights if r[1] in old), rights[0])
    was = old.get(model, model)
    by = taken_from(proof, (table, PERMISSIONS, TYPES))
    holders = len({who for who, *_ in rights})
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=table,
        message=f"{counted(holders, 'holder')} in {table} lost {counted(len(rights), 'permission')}"
        f"{by.said('after', ' with the step')}: {_app(was)}.{code} was held, {_app(model)}.{code} is not.",
        hint=_in_place(was, model),
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"lost": [f"{_app(m)}.{c}" for _, m, c in rights[:10]], "count": len(rights)},
    )


def _gained(proof: Proof, table: str, rights: list[tuple[str, str, str]]) -> Finding:
    by = _behind(proof, table, PERMISSIONS)
    who, model, code = rights[0]
    return Finding(
        code="access-gained",
        severity=Severity.ERROR,
        subject=table,
        message=f"{counted(len(rights), 'permission')} in {table} "
        f"{'is' if len(rights) == 1 else 'are'} held by somebody who had none{by.said('after')}: "
        f"{_app(model)}.{code} by {who}.",
        hint="Copy rights row by row from who has the old permission; never give one to everybody of "
        "a group, or by a permission's codename alone: two apps may have the same one.",
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"gained": [f"{_app(m)}.{c}" for _, m, c in rights[:10]], "count": len(rights)},
    )


def _behind(proof: Proof, *tables: str) -> Attributed:
    found = (attribution.last(proof.forward.migrations, table) for table in tables)
    return next((by for by in found if by.migration), Attributed())


def _in_place(old: str, new: str) -> str:
    return IN_PLACE.format(old=_app(old), new=_app(new), model=old.partition(".")[2].lower())


def _app(label: str) -> str:
    return label.partition(".")[0]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """
    How much was looked at, for a reader who sees no finding.
    """

    generic: int
    rights: int
    users: int


def summary(proof: Proof) -> Summary:
    """
    Of the database before.
    """
    was = proof.answers_before
    if was is None:
        return Summary(generic=0, rights=0, users=0)
    return Summary(
        generic=sum(found is not None for found in was.led_to.values()),
        rights=sum(map(len, was.rights.values())),
        users=len(was.users),
    )
