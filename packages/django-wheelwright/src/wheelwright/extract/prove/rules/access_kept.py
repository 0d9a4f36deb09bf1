"""
Rule: whoever held a right holds it under the new name, nobody else does, and every generic key finds its row.
"""

import dataclasses
from collections.abc import Iterator

from wheelwright.extract.prove.facts import Answers, Proof
from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.attribution import Attributed
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted

ID = "access-lost"
TYPES, PERMISSIONS = "django_content_type", "auth_permission"
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


def _twins(proof: Proof, was: Answers, now: Answers, *, harmless: bool) -> Iterator[Finding]:
    for moved in proof.moved:
        old, new = moved.old.lower(), moved.new.lower()
        if old not in was.types or old == new:
            continue
        number, other = was.types[old], now.types.get(new)
        if other == number:
            continue
        by = _behind(proof, TYPES)
        said = f"number {other}, a second row" if other else "no row"
        yield Finding(
            code=ID,
            severity=Severity.REVIEW if harmless and other else Severity.ERROR,
            subject=TYPES,
            message=f"The content type of {moved.old} was number {number}; {moved.new} has {said} in "
            f"{TYPES}{by.said('after', ' that Django makes by itself after migrate')}. Whatever names the "
            "old number does not find the model that has moved.",
            hint=_in_place(moved.old, moved.new),
            migration=by.migration,
            operation=by.operation,
            statement=by.statement,
            evidence={"model": moved.new, "number_before": number, "number_after": other},
        )


def _generic(proof: Proof, was: Answers, now: Answers) -> tuple[Finding, ...]:
    names = {moved.old: moved.new for moved in proof.moved}
    gone: dict[tuple[str, str], list[str]] = {}
    for (table, row), found in was.led_to.items():
        if found is None:
            continue
        label, _, key = found.partition(" ")
        wanted = f"{names.get(label, label)} {key}"
        if now.led_to.get((table, row)) != wanted:
            gone.setdefault((table, label), []).append(row)
    return tuple(_led_nowhere(proof, table, label, rows) for (table, label), rows in gone.items())


def _led_nowhere(proof: Proof, table: str, label: str, rows: list[str]) -> Finding:
    new = next((moved.new for moved in proof.moved if moved.old == label), label)
    by = _behind(proof, table, TYPES)
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=table,
        message=f"{counted(len(rows), 'row')} of {table} led to {label} and {'does' if len(rows) == 1 else 'do'}"
        f" not lead to {new} after the step{by.said('after')}: comments, tags, log entries and the like are "
        "without their object.",
        hint=_in_place(label, new),
        migration=by.migration,
        operation=by.operation,
        statement=by.statement,
        evidence={"table": table, "model": label, "rows": [*rows[:5]], "count": len(rows)},
    )


def _rights(proof: Proof, was: Answers, now: Answers) -> tuple[Finding, ...]:
    """
    Held before, by the old name, and not held now, by the new one; and the other way round.
    """
    names = {moved.old.lower(): moved.new.lower() for moved in proof.moved}
    old_names = {new: old for old, new in names.items()}
    found = []
    for table, rights in was.rights.items():
        held = now.rights.get(table, frozenset())
        renamed = {(who, names.get(model, model), code) for who, model, code in rights}
        may = renamed | rights
        found += [_lost(proof, table, sorted(renamed - held), old_names)] if renamed - held else []
        gained = sorted(held - may)
        found += [_gained(proof, table, gained)] if gained else []
    return tuple(found)


def _lost(
    proof: Proof, table: str, rights: list[tuple[str, str, str]], old: dict[str, str]
) -> Finding:
    _, model, code = rights[0]
    was = old.get(model, model)
    by = _behind(proof, table, PERMISSIONS, TYPES)
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
