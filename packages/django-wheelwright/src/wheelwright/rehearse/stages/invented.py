"""
Stage: are the rows to blame for a migration that failed, and if so, are they only made up?

Other rows are made, one difference at a time, until it is known what of them the migration did not
take. What only an invented value brings about is no error, and the rehearsal goes on behind it.
"""

import dataclasses
from collections.abc import Iterator

from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.invented import Invented, Reason, expected
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.made_up import MadeUp
from wheelwright.rehearse.observe import recording
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.stages import baseline, migrate
from wheelwright.rehearse.workspace import Workspace

MOST = 8  # failures behind one another
VARIETY = (Reason.NULLS, Reason.BLANKS, Reason.TWINS, Reason.DATES)
# What the server's own code says about the reason.
LIKELIEST = {"23502": Reason.NULLS, "23505": Reason.TWINS}


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Nothing is asked of an upgrade that went well.
    """
    upgrade = facts.upgrade
    if upgrade is None or upgrade.failure is None or workspace.order.contracts_only:
        return facts
    without = _without_rows(workspace)
    told = without is not None and without.migration == upgrade.failure.migration
    facts = _with(facts, upgrade, fails_without_rows=told)
    if told or not workspace.order.rows:
        return facts
    for _ in range(MOST):
        after = _behind(workspace, facts)
        if after is None:
            break
        facts = after
        if facts.upgrade is None or facts.upgrade.failure is None:
            break
    return facts


def _with(facts: Facts, upgrade: Upgrade, *, fails_without_rows: bool) -> Facts:
    told = dataclasses.replace(upgrade, fails_without_rows=fails_without_rows)
    return dataclasses.replace(facts, upgrade=told)


def _without_rows(workspace: Workspace) -> Failure | None:
    """
    What the same migrations say to the old release's tables without any row.
    """
    with workspace.clone(None) as database:
        workspace.old.ask("migrate", database=database, watch=False)
        answers = workspace.new.ask("migrate", database=database)
    return recording.failure(answers.first("failure"))


def _behind(workspace: Workspace, facts: Facts) -> Facts | None:
    """
    The facts with rows that get past this failure; None if it is one of the release.
    """
    upgrade, order = facts.upgrade, workspace.order
    assert upgrade is not None
    assert upgrade.failure is not None
    failure = upgrade.failure
    wish = expected(failure, order.made_up)
    if wish is not None:
        past = _past(workspace, facts, failure, dataclasses.replace(order, made_up=wish))
        if past is not None:
            return _noted(past, upgrade, Reason.CONTENTS, mended=True)
    bare = _past(workspace, facts, failure, dataclasses.replace(order, rows=0))
    if bare is None:
        return None  # the seeded rows do it, too
    without_rows, workspace.order = workspace.order, order
    for reason, other in _other_rows(workspace, facts, failure):
        past = _past(workspace, facts, failure, other)
        if past is None:
            continue
        if reason is Reason.NULLS:
            workspace.order = order
            return None  # what the old models declare is no invention
        return _noted(past, upgrade, reason)
    workspace.order = without_rows
    return _noted(bare, upgrade, Reason.CONTENTS, rows_left_out=True)


def _other_rows(
    workspace: Workspace, facts: Facts, failure: Failure
) -> Iterator[tuple[Reason, Order]]:
    """
    The same rows without one of the differences at a time, the likeliest first; none if they do it
    without any of them, too.
    """
    order = workspace.order
    if (failure.sqlstate or "") not in LIKELIEST:
        alike = dataclasses.replace(order.made_up, without=tuple(each.value for each in VARIETY))
        if _past(workspace, facts, failure, _made(order, alike)) is None:
            return
        workspace.order = order
    first = LIKELIEST.get(failure.sqlstate or "")
    for reason in sorted(VARIETY, key=lambda each: each is not first):
        without = tuple(sorted({*order.made_up.without, reason.value}))
        if without != order.made_up.without:
            yield reason, _made(order, dataclasses.replace(order.made_up, without=without))


def _made(order: Order, made_up: MadeUp) -> Order:
    return dataclasses.replace(order, made_up=made_up)


def _past(workspace: Workspace, facts: Facts, failure: Failure, other: Order) -> Facts | None:
    """
    The facts of an upgrade of other rows, if they get past this failure; they are then the order's.
    """
    before, workspace.order = workspace.order, other
    again = migrate.run(workspace, baseline.run(workspace, facts))
    assert again.upgrade is not None
    if again.upgrade.failure is not None and again.upgrade.failure.is_like(failure):
        workspace.order = before
        return None
    return again


def _noted(
    past: Facts,
    upgrade: Upgrade,
    reason: Reason,
    *,
    mended: bool = False,
    rows_left_out: bool = False,
) -> Facts:
    assert upgrade.failure is not None
    found = Invented(
        failure=upgrade.failure,
        offending=upgrade.offending,
        reason=reason,
        mended=mended,
        rows_left_out=rows_left_out,
    )
    past = dataclasses.replace(past, invented=(*past.invented, found))
    return _with(past, past.upgrade, fails_without_rows=False) if past.upgrade else past
