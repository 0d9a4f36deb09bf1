"""
One cell: stages gather facts, rules derive findings, guards say what was not tested.
"""

import concurrent.futures
import contextlib
import dataclasses
import datetime as dt
import pathlib
import tempfile
import time
import traceback

from wheelwright.adapters.databases import Databases
from wheelwright.adapters.session import Refused
from wheelwright.errors import CannotRun, CellBroken
from wheelwright.rehearse import one_fault
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.rules import RULES
from wheelwright.rehearse.second_opinion.verdicts import judge
from wheelwright.rehearse.stages import CHECKS, UPGRADE, Stage
from wheelwright.rehearse.untested import notes
from wheelwright.rehearse.workspace import Progress, Run, Workspace
from wheelwright.report.acceptance import accept
from wheelwright.report.model import Cell, Finding, Severity

LANES = 2  # checks of one cell at a time
ORDER = (Severity.ERROR, Severity.REVIEW, Severity.INFO)


def rehearse(order: Order, run: Run, progress: Progress) -> Cell:
    """
    Rehearse one upgrade. Whatever goes wrong on the way makes a broken cell, never an exception.
    """
    started = time.perf_counter()
    facts = Facts(budgets=order.budgets)
    reason: str | None = None
    with tempfile.TemporaryDirectory(prefix="cell-", dir=run.scratch) as folder:
        workspace = Workspace(order, run, pathlib.Path(folder))
        with contextlib.closing(workspace):
            try:
                for name, stage in UPGRADE:
                    facts = _step(workspace, progress, name, stage, facts)
                facts = _checks(workspace, progress, facts)
            except CellBroken as broken:
                reason = str(broken)
    workspace.seconds["total"] = time.perf_counter() - started
    return _cell(order, run.databases, workspace.seconds, facts, reason)


def _step(workspace: Workspace, progress: Progress, name: str, stage: Stage, facts: Facts) -> Facts:
    """
    One stage. What went wrong in it is said with its name.
    """
    progress(name)
    try:
        with workspace.timed(name):
            return stage(workspace, facts)
    except CannotRun:
        raise
    except Refused as refusal:
        raise CellBroken(f"{name} failed: {refusal}.", "It said:", refusal.trace) from refusal
    except Exception as exc:  # one cell's accident must not take the others with it
        raise CellBroken(
            f"{name} met something unforeseen: {type(exc).__name__}: {exc}.",
            "Please report it with these lines:",
            traceback.format_exc(),
        ) from exc


def _checks(workspace: Workspace, progress: Progress, facts: Facts) -> Facts:
    """
    The stages that need only the upgrade's facts, side by side, and all that they learned.
    """
    wanted = [
        step for step in CHECKS if not workspace.order.contracts_only or step[0] == "contracts"
    ]
    with concurrent.futures.ThreadPoolExecutor(LANES) as pool:
        lanes = [pool.submit(_step, workspace, progress, *step, facts) for step in wanted]
    learned = [lane.result() for lane in lanes]
    news = {
        field.name: value
        for field in dataclasses.fields(Facts)
        for after in learned
        if (value := getattr(after, field.name)) is not getattr(facts, field.name)
    }
    return dataclasses.replace(facts, **news)


def _cell(
    order: Order, databases: Databases, seconds: dict[str, float], facts: Facts, reason: str | None
) -> Cell:
    found = () if reason else tuple(finding for rule in RULES for finding in rule(facts))
    today = dt.datetime.now(dt.UTC).date()
    accepted = accept(found, order.allow, package=order.package, today=today)
    findings, opinions = judge(sorted(one_fault.together(accepted), key=_weight), facts)
    side = facts.new or facts.old
    return Cell(
        package=order.package,
        old=facts.old.version if facts.old else order.old_name,
        new=facts.new.version if facts.new else order.new_name,
        python=_minor(side.python) if side else "",
        django=_minor(side.django) if side else "",
        postgresql=databases.version.split(".")[0],
        installed={
            side: identity.distributions
            for side, identity in (("old", facts.old), ("new", facts.new))
            if identity is not None
        },
        rows=facts.upgrade.rows_before if facts.upgrade else {},
        seconds={name: round(value, 3) for name, value in seconds.items()},
        migrations=facts.upgrade.migrations if facts.upgrade else (),
        findings=findings,
        notes=() if reason else notes(order, facts),
        opinions=opinions,
        reason=reason,
    )


def _weight(finding: Finding) -> int:
    return ORDER.index(finding.severity)


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])
