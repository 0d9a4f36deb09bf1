"""
The whole walk: python -m examples.legacy.walk .work/legacy (or `make legacy`); needs DATABASE_URL.

A monolith is generated, its domains leave one by one, and two of them become released wheels that
adopt the very tables. Ends with exit status 0, or 1 at the first thing that is not as it must be.
"""

import argparse
import os
import pathlib
import shutil
import sys
import time

from examples.legacy.monolith.models.every import models
from examples.legacy.monolith.project import files
from examples.legacy.monolith.project import write as write_files
from examples.legacy.walk import adopting, by_hand, step, tool
from examples.legacy.walk.environment import environment
from examples.legacy.walk.hub import Hub, StepFailed, create_database
from examples.legacy.walk.report import Line, Report
from examples.legacy.walk.subdomains import present

DATABASE = "legacy_hub"


def main() -> int:
    """
    Exit status 0, or 1 with what went wrong.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--models", type=int, default=60)
    parser.add_argument("--migrations", type=int, default=500)
    parser.add_argument("--name", default=DATABASE, help="Of the database that is made anew.")
    parser.add_argument(
        "--domains", type=int, default=3, help="How many leave; fewer end before the wheels."
    )
    parser.add_argument("--stop-after", choices=("leave", "close", "package"), default="")
    chosen = parser.parse_args()
    report = Report()
    try:
        _walk(chosen, report)
    except StepFailed as failed:
        print(f"\nIt ends here.\n{failed}", file=sys.stderr)
        return 1
    report.end()
    return 0


def _walk(chosen: argparse.Namespace, report: Report) -> None:
    report.head(f"A monolith of {chosen.models} models and {chosen.migrations} migrations")
    hub = _made(chosen, report)
    domains = present(frozenset(model.name for model in models(chosen.models)))[: chosen.domains]
    refused = tool.refusal(hub, domains[0])
    if not refused:
        raise StepFailed(("plan",), "It should have refused a name that is made up at run time.")
    report.note(f"plan says no: {refused.strip().splitlines()[-1].strip()}")
    report.note(by_hand.mend(hub.folder, by_hand.ANY_MODEL))
    plans = chosen.folder / "plans"
    plans.mkdir()
    done = []
    for subdomain in domains:
        report.head(f"{subdomain.target} leaves: {', '.join(subdomain.models)}")
        plan = step.leave(hub, subdomain, plans=plans, report=report)
        if not done:
            report.note(by_hand.mend(hub.folder, by_hand.PERMISSIONS))
        done.append(plan)
    step.tests(hub, report=report)
    if chosen.stop_after == "leave":
        return
    report.head("One release later: what the old release needed is taken away")
    for plan in done:
        step.close(hub, plan, report=report)
    if chosen.stop_after == "close" or chosen.domains < 3:
        return
    report.head("claims_app becomes a wheel")
    step.package(hub, done[-1], report=report)
    if chosen.stop_after == "package":
        return
    report.head("benefits-app and enrolments-app adopt the tables")
    adopting.adopt(hub, domains, count=chosen.models, report=report)


def _made(chosen: argparse.Namespace, report: Report) -> Hub:
    shutil.rmtree(chosen.folder, ignore_errors=True)
    url = create_database(os.environ["DATABASE_URL"], chosen.name)
    hub = Hub(
        folder=(chosen.folder / "hub").absolute(),
        python=environment(chosen.folder.absolute() / "env"),
        database=url,
    )
    began = time.monotonic()
    made = files(count=chosen.models, migrations=chosen.migrations)
    write_files(made, folder=hub.folder)
    report.say(Line(what="generate", seconds=time.monotonic() - began, processor=0.0))
    for words in (("migrate", "-v0"), ("demo_rows",)):
        done = hub.manage(*words)
        report.say(
            Line(
                what=" ".join(words),
                seconds=done.seconds,
                processor=done.processor,
                remark=done.said.strip(),
            )
        )
    return hub


if __name__ == "__main__":
    sys.exit(main())
