"""
What is left of a stretch of the change log once its noise is gone, for a carrier?

Noise: a cancel and a new start within one export (nothing, or a change), the same action twice,
the end of something that never was, an end without a day. The reducer compares what was known at
the cursor with what is true at the end, and never the steps between.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from domain_kit.periods import Period
from enrolments_app.data import ChangeKind, EnrolmentChange
from enrolments_app.data.carrier import CarrierAction, CarrierActionKind, CarrierCover

type _Key = tuple[str, UUID, UUID]

_ENDS = frozenset({ChangeKind.TERMINATE, ChangeKind.TERMINATE_EARLIER, ChangeKind.TERMINATE_LATER})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Net:
    """
    One enrolment: what was known of it before, and what is true now.
    """

    last: EnrolmentChange
    before: CarrierCover | None
    after: CarrierCover | None

    @property
    def is_new(self) -> bool:
        return self.before is None and self.after is not None

    @property
    def is_gone(self) -> bool:
        return self.before is not None and self.after is None


def reduce_changes(
    changes: Iterable[EnrolmentChange],
    *,
    members: Mapping[UUID, tuple[str, ...]] | None = None,
) -> tuple[CarrierAction, ...]:
    """
    The actions a carrier must take, by employee, benefit, plan and day.

    `members` names who each enrolment covers: cover given again to other people is a change.
    """
    by_key: dict[_Key, list[_Net]] = {}
    for net in _nets(changes, members or {}):
        key = (str(net.last.employee_id), net.last.benefit_id, net.last.plan_id)
        by_key.setdefault(key, []).append(net)
    actions = [action for nets in by_key.values() for action in _actions(nets)]
    return tuple(
        sorted(
            actions,
            key=lambda a: (str(a.employee_id), a.benefit_id, a.plan_id, a.effective_on),
        )
    )


def _nets(
    changes: Iterable[EnrolmentChange], members: Mapping[UUID, tuple[str, ...]]
) -> Iterable[_Net]:
    by_enrolment: dict[UUID, list[EnrolmentChange]] = {}
    for change in sorted({c.sequence: c for c in changes}.values(), key=lambda c: c.sequence):
        # An end without a day ends nothing.
        endless = change.coverage is not None and change.coverage.end is None
        if change.kind in _ENDS and endless:
            continue
        by_enrolment.setdefault(change.enrolment_id, []).append(change)
    for enrolment_id, log in by_enrolment.items():
        first, last = log[0], log[-1]
        if first.kind in _ENDS and first.previous_coverage is None:
            continue  # The end of something that never was.
        people = members.get(enrolment_id, ())
        before = _cover(first, first.previous_coverage, people)
        after = _cover(last, last.coverage, people)
        if before != after:
            yield _Net(last=last, before=before, after=after)


def _cover(
    change: EnrolmentChange, coverage: Period | None, members: tuple[str, ...]
) -> CarrierCover | None:
    if coverage is None or coverage.is_empty:
        return None
    return CarrierCover(
        option_id=change.option_id,
        label=change.label,
        coverage=coverage,
        monthly=change.monthly,
        members=members,
    )


def _actions(nets: Sequence[_Net]) -> list[CarrierAction]:
    """
    The actions for one employee in one plan: starts are paired with the ends they replace.
    """
    actions: list[CarrierAction] = []
    open_ends = sorted((net for net in nets if not net.is_new), key=_start)
    used: set[UUID] = set()
    tails: dict[dt.date, CarrierCover] = {}
    for start in sorted((net for net in nets if net.is_new), key=_start):
        assert start.after is not None
        end = _replaced_by(start.after, [n for n in open_ends if n.last.enrolment_id not in used])
        before = tails.pop(start.after.coverage.start, None)
        if end is not None:
            used.add(end.last.enrolment_id)
            before = end.before
        if start.after.coverage.end is not None:
            tails[start.after.coverage.end] = start.after
        if before is None:
            actions.append(_action(start, CarrierActionKind.ADD))
        elif end is None or not _same(end, start.after):
            actions.append(_action(start, CarrierActionKind.CHANGE, before=before))
    for net in open_ends:
        if net.last.enrolment_id not in used:
            actions.append(_action(net, _kind_of_end(net)))
    return actions


def _start(net: _Net) -> dt.date:
    cover = net.after or net.before
    assert cover is not None
    return cover.coverage.start


def _replaced_by(after: CarrierCover, ends: Sequence[_Net]) -> _Net | None:
    """
    The cover that a new one takes the place of: one that is gone, or one that now ends where the
    new one starts.
    """
    for net in ends:
        if net.after is not None and net.after.coverage.end == after.coverage.start:
            return net
    gone = [net for net in ends if net.is_gone]
    same_day = [net for net in gone if _start(net) == after.coverage.start]
    return next(iter(same_day or gone), None)


def _same(end: _Net, after: CarrierCover) -> bool:
    """
    Whether the days, option, price and people are, on balance, those the carrier knows.
    """
    assert end.before is not None
    kept = end.after.coverage.start if end.after else after.coverage.start
    whole = Period(start=kept, end=after.coverage.end)
    return dataclasses.replace(after, coverage=whole, label=end.before.label) == end.before


def _kind_of_end(net: _Net) -> CarrierActionKind:
    if net.after is None:
        return CarrierActionKind.CANCEL
    assert net.before is not None
    was, now = net.before.coverage.end, net.after.coverage.end
    shorter = now is not None and (was is None or now < was)
    same_start = net.before.coverage.start == net.after.coverage.start
    return CarrierActionKind.TERMINATE if shorter and same_start else CarrierActionKind.CHANGE


def _action(
    net: _Net, kind: CarrierActionKind, *, before: CarrierCover | None = None
) -> CarrierAction:
    last = net.last
    cover = net.after or net.before
    assert cover is not None
    ends_on = cover.coverage.last if kind is CarrierActionKind.TERMINATE else None
    return CarrierAction(
        kind=kind,
        employee_id=last.employee_id,
        benefit_id=last.benefit_id,
        plan_id=last.plan_id,
        before=before or net.before,
        after=net.after,
        effective_on=ends_on or cover.coverage.start,
        enrolment_id=last.enrolment_id,
    )
