"""
Step: rehearse the upgrade from every supported release to the very wheel staging serves.
"""

import dataclasses
import pathlib
import tempfile

from wheelwright.archive import refused
from wheelwright.index import fetch
from wheelwright.index.devpi import STABLE, STAGING
from wheelwright.rehearse import run as engine
from wheelwright.rehearse.progress import Live
from wheelwright.release import journal, wheels
from wheelwright.release.errors import NotReady, Stopped
from wheelwright.release.journal import Rehearsed
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made
from wheelwright.report import html, json
from wheelwright.report.model import Finding, Report, Severity, Status


def intends(plan: Plan) -> str:
    """
    What would be rehearsed.
    """
    if plan.vouched:
        return f"nothing: sha256 {plan.vouched[:16]}… is said to be rehearsed"
    if not plan.supported:
        return "nothing: no archived release has a Django app to upgrade"
    return f"rehearse the staged wheel from {_versions(plan)}"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        Stopped: if a cell has an error finding.
        NotReady: if a cell could not be rehearsed.
        OtherBytes: if staging serves other bytes than were built.
        RehearsalFailed: if these very bytes failed a rehearsal before.
    """
    digest = wheels.digest(plan)
    wheels.require_not_refused(plan, digest)
    if done := _already(plan, digest):
        return dataclasses.replace(made, said=done)
    with tempfile.TemporaryDirectory(prefix="wheelwright-staged-") as scratch:
        simple = plan.index.simple(STAGING)
        staged = fetch.fetch(
            simple,
            plan.package.name,
            plan.version,
            out=pathlib.Path(scratch),
            expected=digest,
        )
        report = _rehearse(plan, staged) if plan.supported else None
    if report:
        _judge(plan, report, digest)
    olds = tuple(str(each.version) for each in plan.supported)
    journal.write(plan, Rehearsed(sha256=digest, olds=olds))
    said = f"from {_versions(plan)}: no error finding" if olds else "nothing to upgrade from"
    return dataclasses.replace(made, said=said)


def _already(plan: Plan, digest: str) -> str | None:
    if plan.vouched:
        return f"said to be done elsewhere, for sha256 {plan.vouched[:16]}…"
    if plan.served(STABLE) == digest:
        return "already on stable"
    kept = journal.read(plan)
    if (
        kept
        and kept.sha256 == digest
        and {str(e.version) for e in plan.supported} <= set(kept.olds)
    ):
        return f"already done, from {', '.join(kept.olds) or 'nothing'}"
    return None


def _rehearse(plan: Plan, staged: pathlib.Path) -> Report:
    how = plan.rehearsal
    orders = tuple(
        dataclasses.replace(how.order, old=str(old.wheel), new=str(staged))
        for old in plan.supported
    )
    with Live(orders) as live:
        return engine.rehearse(
            orders,
            postgres=how.postgres,
            jobs=how.jobs,
            faithful=how.faithful,
            tell=live.tell,
            done=live.done,
        )


def _judge(plan: Plan, report: Report, digest: str) -> None:
    pages = {".rehearsal.json": json.render(report), ".rehearsal.html": html.render(report)}
    for suffix, text in pages.items():
        path = journal.path(plan, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if any(cell.status is Status.FAILED for cell in report.cells):
        found = dict.fromkeys(f"{each.code} {each.subject}" for each in _errors(report))
        kept = refused.add(plan.releases, plan.package.wheel_name, digest, ", ".join(found))
        raise Stopped(
            "rehearse",
            _errors(report),
            f"{plan.name} stays on staging for good and never becomes stable: correct the source "
            "and release that under the next version. The report: "
            f"{journal.path(plan, '.rehearsal.html')}. Commit {kept}, so that every other "
            "checkout knows.",
        )
    if report.exit_status:
        broken = next(cell for cell in report.cells if cell.status is Status.BROKEN)
        raise NotReady(
            f"The upgrade from {broken.old} could not be rehearsed: {broken.reason}",
            "Mend that and run the same command again: nothing was promoted.",
        )


def _errors(report: Report) -> tuple[Finding, ...]:
    """
    The errors nobody accepted, those of several cells once.
    """
    found = {
        (finding.code, finding.subject, finding.migration): finding
        for cell in report.cells
        for finding in cell.findings
        if finding.severity is Severity.ERROR and finding.accepted is None
    }
    return tuple(found.values())


def _versions(plan: Plan) -> str:
    return ", ".join(str(each.version) for each in plan.supported)
