"""
One subdomain leaves: planned, written, proved, migrated, looked at.
"""

import json
import pathlib
import shutil

from examples.legacy.walk import tool
from examples.legacy.walk.hub import Done, Hub, StepFailed
from examples.legacy.walk.observed import differences, observe
from examples.legacy.walk.report import Line, Report
from examples.legacy.walk.subdomains import Subdomain


def leave(hub: Hub, subdomain: Subdomain, *, plans: pathlib.Path, report: Report) -> pathlib.Path:
    """
    The plan that was carried out.

    Raises:
        StepFailed: if a command says no, or something differs that must not.
    """
    path = plans / f"{subdomain.target}.json"
    _said(report, "plan", tool.plan(hub, subdomain, out=path), f"{len(subdomain.models)} models")
    before = observe(hub)
    earlier = plans / f"{subdomain.target}-before"
    shutil.copytree(hub.folder, earlier)
    written = tool.write(hub, path)
    _said(report, "write --apply", written)
    for remark in written.remarks.splitlines()[:-1]:
        report.note(f"write says: {remark}")
    _said(report, "makemigrations --check", hub.manage("makemigrations", "--check", "--dry-run"))
    proof = tool.prove(hub, path, before=earlier, out=plans / f"{subdomain.target}-proof")
    _said(report, "prove", proof)
    for line in _verdict(plans / f"{subdomain.target}-proof.json"):
        report.note(line)
    _said(report, "migrate", hub.manage("migrate", "-v0"))
    wrong = differences(before, observe(hub))
    if wrong:
        raise StepFailed((f"{subdomain.target} after migrate",), "\n".join(wrong))
    rows = sum(count for count, _, _ in before.rows.values())
    report.note(f"the schema dump is the same, and {rows:,} rows of {len(before.rows)} tables are")
    return path


def close(hub: Hub, plan: pathlib.Path, *, report: Report) -> None:
    """
    One release later: what the old release needed is taken away.
    """
    before = observe(hub)
    _said(report, "write --close", tool.write(hub, plan, "--close"))
    _said(report, "migrate", hub.manage("migrate", "-v0"))
    wrong = differences(before, observe(hub))
    if wrong:
        raise StepFailed(("after the closing migration",), "\n".join(wrong))


def package(hub: Hub, plan: pathlib.Path, *, report: Report) -> None:
    """
    The app as a src-layout package, installed into the monolith's environment.
    """
    done = tool.package(hub, plan, "--apply")
    _said(report, "package --apply", done)
    for line in done.remarks.splitlines()[:4]:
        report.note(line)
    _said(report, "makemigrations --check", hub.manage("makemigrations", "--check", "--dry-run"))


def tests(hub: Hub, *, report: Report) -> None:
    """
    The monolith's own tests, on a database made from nothing.
    """
    _said(report, "the monolith's own tests", hub.manage("test", "-v0"))


def _said(report: Report, what: str, done: Done, remark: str = "") -> None:
    report.say(Line(what=what, seconds=done.seconds, processor=done.processor, remark=remark))


def _verdict(path: pathlib.Path) -> list[str]:
    """
    What the proof says: its verdict, the dump, what was asked, the longest lock, the kills.
    """
    cell = json.loads(path.read_text())["cells"][0]
    told = [note for note in cell["notes"] if not note.partition(" moved: ")[1]]
    return [f"proof: {cell['status']}", *told[:5]]
