"""
What follows from the changes: is the version large enough, is the changelog complete and true?
"""

import dataclasses
import json

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.changelog import Excepted, Notes
from wheelwright.compare.outcome import Outcome
from wheelwright.report.model import Finding, Severity
from wheelwright.surface.wheel import Wheel

REMOVED, UNANNOUNCED = "api-removed", "removed-without-deprecation"
TOO_SMALL = "bump-too-small"
MISSING = "changelog-missing"
STALE = "changelog-stale"
CLASS = "deploy-class-wrong"
DEPLOY_FILE = "contract/deploy.json"


def noted(change: Change, notes: Notes | None) -> Change:
    """
    The change, with what the release's own notes say about it.
    """
    if notes is None:
        return change
    for excepted in notes.exceptions:
        if excepted.covers(change):
            return dataclasses.replace(change, exception=excepted.reason)
    if change.softens and change.evidence_id in notes.behaviours:
        return dataclasses.replace(change, bump=Bump.MINOR, hint="")
    return change


def worst_first(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """
    Faults, then the largest steps, then the heaviest deploy class.
    """
    return tuple(
        sorted(
            changes,
            key=lambda c: (not c.is_fault, -c.asks_for, -c.deploy, c.code, c.subject, c.message),
        )
    )


def recorded_class(wheel: Wheel) -> str:
    """
    The deploy class a wheel states for itself in `<app>/contract/deploy.json`; empty if none.
    """
    for name in wheel.names:
        if name.count("/") == 2 and name.endswith(f"/{DEPLOY_FILE}"):
            try:
                stated = json.loads(wheel.text(name))
            except json.JSONDecodeError:
                return "unreadable"
            if not isinstance(stated, dict):
                return "unreadable"
            # What an older release stated about itself is overwritten when this one is recorded.
            if stated.get("version") == str(wheel.version):
                return str(stated.get("deploy_class", ""))
    return ""


def findings(outcome: Outcome) -> tuple[Finding, ...]:
    """
    One finding per change, and those about version, changelog and recorded deploy class.
    """
    return (
        *_version(outcome),
        *_changelog(outcome),
        *_deploy_class(outcome),
        *(_finding(change) for change in outcome.changes),
    )


def _finding(change: Change) -> Finding:
    severity = Severity.REVIEW if change.asks_for is Bump.MAJOR else Severity.INFO
    return Finding(
        code=change.code,
        severity=Severity.ERROR if change.is_fault else severity,
        subject=change.subject,
        message=change.message,
        hint=change.hint,
        migration=change.subject if change.evidence_id.startswith("migration:") else None,
        evidence={
            "bump": str(change.bump) if change.bump else None,
            "deploy_class": str(change.deploy),
            "evidence_id": change.evidence_id,
            "audience": change.audience.value,
        },
        accepted=change.exception,
    )


def _version(outcome: Outcome) -> tuple[Finding, ...]:
    if outcome.declared >= outcome.required:
        return ()
    causes = [c for c in outcome.changes if c.asks_for is outcome.required]
    more = f", and {len(causes) - 3} more" if len(causes) > 3 else ""
    named = ", ".join(f"{c.code} {c.subject}" for c in causes[:3]) + more
    return (
        Finding(
            code=TOO_SMALL,
            severity=Severity.ERROR,
            subject=str(outcome.new),
            message=f"{outcome.package} {outcome.old} to {outcome.new} is a "
            f"{outcome.declared} step, and a {outcome.required} one is needed: {named}.",
            hint=f"Release it as {outcome.lowest_version} or later, or take the change back.",
            evidence={
                "declared": str(outcome.declared),
                "required": str(outcome.required),
                "lowest_version": str(outcome.lowest_version),
            },
        ),
    )


def _changelog(outcome: Outcome) -> tuple[Finding, ...]:
    notes = outcome.notes
    if notes is None:
        return ()
    untold: dict[str, Change] = {}
    for change in outcome.changes:
        noticed = change.audience is not Audience.NOBODY and change.exception is None
        if noticed and not notes.tells_of(change):
            untold.setdefault(change.evidence_id, change)
    found = [
        Finding(
            code=MISSING,
            severity=Severity.ERROR,
            subject=change.subject,
            message=f"The changelog does not tell {change.audience}s: {change.message}",
            hint=_where_to_tell(outcome, notes, name),
            evidence={"evidence_id": name},
        )
        for name, change in untold.items()
    ]
    return (*found, *_stale(outcome, notes))


def _where_to_tell(outcome: Outcome, notes: Notes, name: str) -> str:
    if notes.is_written:
        return (
            f"Write it into the CHANGELOG's section {outcome.new}, and <!-- {name} --> behind it."
        )
    return f"Add a fragment to the package's changes/ whose first line is {name}"


def _stale(outcome: Outcome, notes: Notes) -> tuple[Finding, ...]:
    known = {c.evidence_id for c in outcome.changes}
    known |= {f"{c.code}:{c.subject}" for c in outcome.changes}
    stale = [f"{claim} is claimed" for claim in sorted(notes.claims - known)]
    stale += [
        f"{excepted} is recorded"
        for excepted in notes.exceptions
        if not any(excepted.covers(c) or _is_needless(excepted, c) for c in outcome.changes)
    ]
    return tuple(
        Finding(
            code=STALE,
            severity=Severity.ERROR,
            subject=what.split()[-3 if what.startswith("Exception") else 0],
            message=f"In the changelog {what}, and the wheels show no such change.",
            hint="Correct the id, or remove the line.",
        )
        for what in stale
    )


def _is_needless(excepted: Excepted, change: Change) -> bool:
    """
    An exception for a removal that did happen says nothing false, even if it was announced in time.
    """
    return excepted.code == UNANNOUNCED and change.code == REMOVED and excepted.names(change)


def _deploy_class(outcome: Outcome) -> tuple[Finding, ...]:
    if outcome.recorded in ("", str(outcome.deploy_class)):
        return ()
    return (
        Finding(
            code=CLASS,
            severity=Severity.ERROR,
            subject=str(outcome.new),
            message=f"The wheel says that its deploy class is {outcome.recorded}; the changes "
            f"make it {outcome.deploy_class}.",
            hint="Write it again with `wheelwright compare … --record FOLDER` and build.",
        ),
    )
