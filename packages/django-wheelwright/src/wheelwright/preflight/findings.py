"""
What of all this must an operator know, and what must stop the upgrade? Facts in, findings out.
"""

from collections.abc import Iterator, Mapping, Sequence

from wheelwright.preflight.candidate import Candidate
from wheelwright.preflight.database import Live
from wheelwright.preflight.live_rows import MOST, InTheWay
from wheelwright.preflight.new_release import Asked, Pending
from wheelwright.preflight.rehearsed_times import Forecast
from wheelwright.report.model import Finding, Severity
from wheelwright.report.old_code import Break

WORDS = {"error": Severity.ERROR, "warning": Severity.REVIEW, "review": Severity.REVIEW}


def the_set(candidate: Candidate) -> Iterator[Finding]:
    """
    What the resolver says.
    """
    if candidate.environment is None:
        yield Finding(
            code="set-refused",
            severity=Severity.ERROR,
            subject=_names(candidate),
            message=f"No set with {_names(candidate)} can be installed in this host: "
            f"{_flat(candidate.refusal)}",
            hint="See which ranges refuse it, below; nothing of the new release could be asked.",
            evidence={"resolver": candidate.refusal},
        )
        return
    for name, (now, then) in sorted(candidate.moved_along.items()):
        yield Finding(
            code="set-moves",
            severity=Severity.REVIEW,
            subject=name,
            message=f"{_names(candidate)} does not fit the set that ships now: {name} moves along "
            f"from {now} to {then}.",
            hint=f"Add --to {name}=={then}, and rehearse that set.",
            evidence={"resolver": candidate.refusal},
        )


def migrations(
    asked: Asked,
    forecasts: Mapping[str, Forecast | None],
    *,
    has_report: bool,
    budget: float,
) -> Iterator[Finding]:
    """
    Each pending migration with what was measured of it, and history that the release lacks.

    `budget` is how many seconds everybody can wait.
    """
    for label in asked.unknown:
        yield Finding(
            code="history-unknown",
            severity=Severity.ERROR,
            subject=label,
            message=f"The live database has run {label}, which the new release does not have: the "
            "database is ahead of it.",
            hint="Take the release that ships it; installing an older one does not undo it.",
            migration=label,
        )
    for pending in asked.pending:
        forecast = forecasts.get(pending.label)
        if forecast is None:
            yield _unrehearsed(pending, has_report=has_report)
        else:
            yield _pending(pending, forecast, budget)


def old_release(ahead: Sequence[Break], *, stopped: bool) -> Iterator[Finding]:
    """
    The rehearsed steps ahead that the release which serves now does not live through, once a package.

    `stopped` is an operator's word that it will not serve meanwhile.
    """
    by_package = {each.package: each for each in reversed(ahead)}
    for name, each in sorted(by_package.items()):
        yield Finding(
            code="stop-old-release",
            severity=Severity.REVIEW if stopped else Severity.ERROR,
            subject=name,
            message=f"Stop the old release first: {name} {each.old} fails on the schema of "
            f"{each.new} (rehearsed). {each.reasons[0]}",
            hint="Stop every host, dump, migrate, start the new release on all; there is no rolling "
            "here. Say --old-release-stopped when that is the plan.",
            evidence={"from": each.old, "to": each.new, "reasons": list(each.reasons)},
        )


def rows(found: Sequence[InTheWay]) -> tuple[Finding, ...]:
    """
    The live rows that a pending migration would not take.
    """
    return tuple(_in_the_way(each) for each in found)


def data(live: Live) -> Iterator[Finding]:
    """
    What earlier releases left half-done, and who would stand in the way right now.
    """
    for name, table, definition in live.not_valid:
        yield Finding(
            code="unvalidated-constraint",
            severity=Severity.REVIEW,
            subject=name,
            message=f"The constraint {name} of {table} is NOT VALID: nobody knows about old rows.",
            hint=f"ALTER TABLE {table} VALIDATE CONSTRAINT {name} blocks neither readers nor "
            "writers; run it before the upgrade.",
            evidence={"table": table, "definition": definition},
        )
    for name, table in live.invalid_indexes:
        yield Finding(
            code="invalid-index",
            severity=Severity.ERROR,
            subject=name,
            message=f"The index {name} of {table} is invalid: writers maintain it, no query uses "
            "it, and a migration that builds it again finds its name taken.",
            hint=f"DROP INDEX CONCURRENTLY {name}, or REINDEX INDEX CONCURRENTLY {name}.",
            evidence={"table": table},
        )
    for pid, user, age in live.old_transactions:
        yield Finding(
            code="long-transaction",
            severity=Severity.REVIEW,
            subject=f"process {pid}",
            message=f"A transaction of {user} (process {pid}) has been open for {age:.0f} s; a "
            "migration that wants a lock on what it touched waits for it, and everybody behind.",
            hint="Let it end before the upgrade starts, and migrate with a lock_timeout.",
        )


def answers(asked: Asked) -> Iterator[Finding]:
    """
    What the release asks of the data, and what Django's own checks say in this host.
    """
    for answer in asked.answers:
        yield Finding(
            code="data-check",
            severity=WORDS.get(answer.severity.lower(), Severity.INFO),
            subject=answer.module,
            message=answer.message,
            hint=answer.hint or f"Ask whoever releases {answer.module}.",
        )
    for module, reason in asked.crashed:
        yield Finding(
            code="data-check-fails",
            severity=Severity.ERROR,
            subject=module,
            message=f"{module}.api.preflight() did not finish: {reason}.",
            hint="It runs on the schema before the upgrade and may not write; ask whoever "
            f"releases {module}.",
        )
    for identifier, message, hint in asked.checks:
        yield Finding(
            code="system-check",
            severity=Severity.ERROR,
            subject=identifier or "system check",
            message=f"The new release does not start in this host: {message}",
            hint=hint or "Correct the host's settings.",
        )


def _in_the_way(each: InTheWay) -> Finding:
    question = each.question
    doubtful = question.mended or each.too_slow or each.unasked
    severity = Severity.REVIEW if doubtful else Severity.ERROR
    if each.unasked:
        said = f"the live rows could not be asked: {each.said}"
    elif each.too_slow:
        said = "how many live rows do not comply could not be told in time"
    elif question.casts:
        said = f"the live rows do not allow it: {each.said}"
    else:
        many = f"{each.rows:,} or more" if each.rows >= MOST else f"{each.rows:,}"
        said = f"{many} live {'cases do' if each.rows != 1 else 'case does'} not comply"
    perhaps = " An earlier pending step may mend that." if question.mended else ""
    return Finding(
        code="rows-in-the-way",
        severity=severity,
        subject=question.subject,
        message=f"{question.migration} {question.asks} ({question.subject}): {said}.{perhaps}",
        hint="Mend the rows before the upgrade; the query below finds them.",
        migration=question.migration,
        statement=question.query,
        evidence={"table": question.table.strip('"'), "rows": each.rows or None},
    )


def _pending(pending: Pending, forecast: Forecast, budget: float) -> Finding:
    subject = pending.label
    source = f"rehearsed from {forecast.rehearsed_from}"
    evidence = {
        "stops": forecast.stops,
        "table": forecast.table,
        "held_seconds": forecast.held_seconds,
        "seconds": forecast.seconds,
        "rehearsed_rows": forecast.rehearsed_rows,
        "live_rows": forecast.live_rows,
    }
    message = f"{subject} stops {_whom(forecast)} {_time(forecast)} ({source})."
    code, severity = "migration-pending", Severity.INFO
    hint = "Nothing to do."
    if forecast.errors:
        code, severity = "rehearsal-failed", Severity.ERROR
        message += f" Its rehearsal failed: {'; '.join(forecast.errors)}"
        hint = "Do not install this release; see the rehearsal's report."
    elif _blocks(forecast) and (forecast.held_seconds or 0) > budget:
        code, severity = "blocking-lock", Severity.ERROR
        hint = (
            "Plan a maintenance window of that length, or wait for a release that does it online."
        )
    elif forecast.seconds is None:
        code, severity = "not-rehearsed", Severity.REVIEW
        message = f"{subject} was rehearsed without rows in tables that hold some here ({source})."
        hint = "Rehearse with --rows, so that its time can be foretold."
    return Finding(
        code=code,
        severity=severity,
        subject=subject,
        message=message,
        hint=hint,
        migration=subject,
        evidence=evidence,
    )


def _unrehearsed(pending: Pending, *, has_report: bool) -> Finding:
    what = "; ".join(pending.operations) or "no operations"
    return Finding(
        code="not-rehearsed",
        severity=Severity.REVIEW,
        subject=pending.label,
        message=f"{pending.label} is pending and not rehearsed: {what}.",
        hint="Rehearse the upgrade to exactly these versions and name its JSON with --report."
        if has_report
        else "Name a rehearsal's JSON with --report, to learn its locks and its time.",
        migration=pending.label,
        evidence={"operations": list(pending.operations), "atomic": pending.atomic},
    )


def _blocks(forecast: Forecast) -> bool:
    return "writers" in forecast.stops


def _whom(forecast: Forecast) -> str:
    return f"{forecast.stops} of {forecast.table}" if _blocks(forecast) else "nobody"


def _time(forecast: Forecast) -> str:
    if forecast.seconds is None:
        return "for an unknown time"
    held = f"for about {_span(forecast.held_seconds)} " if _blocks(forecast) else ""
    rows = f" at {forecast.live_rows:,} rows" if forecast.table else ""
    return f"{held}and takes about {_span(forecast.seconds)}{rows}"


def _span(seconds: float | None) -> str:
    if seconds is None:
        return "an unknown time"
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _names(candidate: Candidate) -> str:
    return ", ".join(f"{name} {version}" for name, version in candidate.wanted.items())


def _flat(text: str) -> str:
    """
    The resolver's drawing of a sentence as a sentence.
    """
    words = " ".join(w for w in text.split() if w not in ("\u00d7", "╰─▶"))
    return words.removeprefix("error: ").rstrip(".") + "."
