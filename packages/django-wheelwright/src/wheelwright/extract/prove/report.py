"""
A proof as a report: one cell, its findings, and in plain sentences what was seen and what was not.
"""

import datetime as dt
from collections.abc import Mapping

from wheelwright import __version__
from wheelwright.extract.prove.facts import Proof
from wheelwright.extract.prove.rules import RULES, access_kept, planning, short_locks
from wheelwright.report.acceptance import Allowed, accept
from wheelwright.report.model import Cell, Finding, Report, Severity
from wheelwright.report.wording import counted, listed

LIMITS = (
    "Every model of the release before was read, and a row of it written, on the new schema; its pages "
    "and jobs were not run.",
    "Rows were made up unless a dump was given; what only your own rows have was not seen.",
    "Whoever names a model outside this database (a cache, a queue, a search index, a data warehouse) "
    "was not asked.",
)
ORDER = (Severity.ERROR, Severity.REVIEW, Severity.INFO)


def findings(proof: Proof) -> tuple[Finding, ...]:
    """
    What every rule says of it, the worst first.
    """
    found = (finding for rule in RULES for finding in rule(proof))
    return tuple(sorted(found, key=lambda finding: ORDER.index(finding.severity)))


def report(
    proof: Proof, *, before: str, after: str, allow: tuple[Allowed, ...] = (), seconds: float = 0.0
) -> Report:
    """
    The report of one step.
    """
    package = listed(sorted({moved.new_app for moved in proof.moved})) or "nothing moved"
    accepted = accept(findings(proof), allow, package=package, today=dt.datetime.now(dt.UTC).date())
    cell = Cell(
        package=package,
        old=before,
        new=after,
        python=_minor(proof.after.python),
        django=_minor(proof.after.django),
        postgresql=proof.postgresql.split(".")[0],
        rows={moved.table: proof.picture_before.rows.get(moved.table, 0) for moved in proof.moved},
        seconds=_seconds(proof.seconds, seconds),
        migrations=proof.forward.migrations,
        findings=tuple(accepted),
        notes=(*_seen(proof), *proof.notes),
    )
    return Report(
        tool_version=__version__,
        cells=(cell,),
        limits=LIMITS,
        rehearsed_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    )


def _seconds(parts: Mapping[str, float], total: float) -> dict[str, float]:
    return {name: round(value, 3) for name, value in {**parts, "total": total}.items()}


def _seen(proof: Proof) -> tuple[str, ...]:
    if not proof.moved:
        return ("No model has another label in the second folder than in the first.",)
    moves = ", ".join(f"{m.old} → {m.new} ({m.table})" for m in proof.moved[:8])
    more = f", and {len(proof.moved) - 8} more" if len(proof.moved) > 8 else ""
    found = [f"{counted(len(proof.moved), 'model')} moved: {moves}{more}."]
    if proof.picture_after is None:
        return tuple(found)
    same = proof.picture_before.dump == proof.picture_after.dump
    lines = proof.picture_before.dump.count("\n")
    if same:
        found.append(
            f"The schema's dump is the same byte for byte before and after: {lines:,} lines."
        )
    seen = access_kept.summary(proof)
    found.append(
        f"{counted(seen.generic, 'generic row')}, {counted(seen.rights, 'right')} and "
        f"{counted(seen.users, 'user')} were asked for before and after, by either side's code."
    )
    lock = short_locks.longest(proof)
    found.append(
        f"The longest lock: {lock[0]} ({lock[1]}), {lock[2] * 1000:.1f} ms."
        if lock
        else "No table was locked."
    )
    if proof.interruptions is not None and proof.interruptions.killed:
        killed = counted(proof.interruptions.killed, "place")
        found.append(f"Killed at {killed} and run again.")
    found.append(
        f"`migrate` plans the step in {planning.seconds(proof):.1f} s of a processor, with "
        f"{proof.after.migrations:,} migrations."
    )
    return tuple(found)


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])
