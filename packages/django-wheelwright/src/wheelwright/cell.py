"""
One cell: stages gather facts, rules derive findings, guards say what was not tested.
"""

import contextlib
import pathlib
import tempfile
import threading
import time
import traceback

from wheelwright.adapters.databases import Databases
from wheelwright.adapters.worker import Refused
from wheelwright.bench import Bench, Order, Progress
from wheelwright.errors import CellBroken
from wheelwright.facts import Facts
from wheelwright.guards import notes
from wheelwright.model import Cell, Finding, Severity
from wheelwright.rules import RULES
from wheelwright.stages import STAGES

ORDER = (Severity.ERROR, Severity.REVIEW, Severity.INFO)


def rehearse(
    order: Order,
    databases: Databases,
    progress: Progress,
    *,
    scratch: pathlib.Path,
    stop: threading.Event,
) -> Cell:
    """
    Rehearse one upgrade. Whatever goes wrong on the way makes a broken cell, never an exception.
    """
    started = time.perf_counter()
    facts = Facts()
    reason: str | None = None
    with tempfile.TemporaryDirectory(prefix="cell-", dir=scratch) as folder:
        bench = Bench(order, databases, pathlib.Path(folder), stop)
        with contextlib.closing(bench):
            try:
                for name, stage in STAGES:
                    progress(name)
                    with bench.timed(name):
                        facts = stage(bench, facts)
            except CellBroken as broken:
                reason = str(broken)
            except Refused as refusal:
                reason = _sentence(f"{name} failed: {refusal}.", "It said:", refusal.trace)
            except Exception as exc:  # one cell's accident must not take the others with it
                reason = _sentence(
                    f"{name} met something unforeseen: {type(exc).__name__}: {exc}.",
                    "Please report it with these lines:",
                    traceback.format_exc(),
                )
    bench.seconds["total"] = time.perf_counter() - started
    return _cell(order, databases, bench.seconds, facts, reason)


def _cell(
    order: Order, databases: Databases, seconds: dict[str, float], facts: Facts, reason: str | None
) -> Cell:
    findings = [] if reason else [finding for rule in RULES for finding in rule(facts)]
    findings.sort(key=_weight)
    side = facts.new or facts.old
    return Cell(
        package=order.package,
        old=facts.old.version if facts.old else order.old,
        new=facts.new.version if facts.new else order.new,
        python=_minor(side.python) if side else "",
        django=_minor(side.django) if side else "",
        postgresql=databases.version.split(".")[0],
        seconds={name: round(value, 3) for name, value in seconds.items()},
        migrations=facts.upgrade.migrations if facts.upgrade else (),
        findings=tuple(findings),
        notes=() if reason else notes(order, facts),
        reason=reason,
    )


def _sentence(what: str, remedy: str, output: str) -> str:
    return str(CellBroken(what, remedy, output))


def _weight(finding: Finding) -> int:
    return ORDER.index(finding.severity)


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])
