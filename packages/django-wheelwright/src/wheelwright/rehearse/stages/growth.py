"""
Stage: the same migrations on fewer rows, because two measurements tell how the time grows.
"""

import contextlib
import dataclasses
from collections.abc import Iterator

from wheelwright.adapters import sql
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.projection import same_migrations
from wheelwright.rehearse.facts.upgrade import Growth
from wheelwright.rehearse.observe import recording
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.stages import baseline
from wheelwright.rehearse.workspace import Workspace

FEWER = 4
ENOUGH = 1_000  # seeded rows whose absence makes a difference that can be measured


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Migrate a baseline of about a quarter of the rows; only where a profile asks for predictions.
    """
    order, upgrade = workspace.order, facts.upgrade
    if order.profile is None or order.contracts_only:
        return facts
    facts = dataclasses.replace(facts, profile=order.profile)
    if upgrade is None or upgrade.failure or not upgrade.migrations:
        return facts
    if not order.rows and facts.seeded_rows < ENOUGH:
        return facts
    with _smaller(workspace, facts, order) as database:
        with workspace.databases.open(database) as connection:
            rows = sql.count_rows(connection)
        answers = workspace.new.ask("migrate", database=database)
    migrations = recording.migrations(answers.events)
    if answers.first("failure") or not same_migrations(migrations, upgrade.migrations):
        return facts  # other rows, another course: nothing to compare
    return dataclasses.replace(facts, growth=Growth(rows=rows, migrations=migrations))


@contextlib.contextmanager
def _smaller(workspace: Workspace, facts: Facts, order: Order) -> Iterator[str]:
    """
    The same seed with fewer made-up rows; without any, no rows at all.
    """
    if order.rows:
        fewer = dataclasses.replace(order, rows=max(order.rows // FEWER, 1))
        _, made = baseline.template(workspace, facts, fewer)
        with workspace.clone(made.name) as database:
            yield database
    else:
        with workspace.clone(None) as database:
            workspace.old.ask("migrate", database=database, watch=False)
            yield database
