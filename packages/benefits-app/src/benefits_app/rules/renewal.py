"""
Which options are offered again next year, and which of them follows which (C-24)?
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from benefits_app.data import OptionMapping
from benefits_app.errors import RenewalMappingBroken


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RenewalPlan:
    """
    The options to copy into the next year, and for each old option the one whose copy follows it.
    """

    copied: tuple[UUID, ...]
    becomes: tuple[OptionMapping, ...]


def plan_renewal(*, plan_of: Mapping[UUID, UUID], mapping: Sequence[OptionMapping]) -> RenewalPlan:
    """
    What a mapping makes of a plan year's options, given with the plan of each.

    An option that becomes itself or another is followed by that one's copy. One that becomes None
    is not offered again. One that is not mentioned is offered again, but nobody is carried over
    into it: the people of both must choose.

    Raises:
        RenewalMappingBroken: if an option is named twice, is not of the year, or becomes one of
            another plan.
    """
    named = Counter(entry.option_id for entry in mapping)
    twice = [option_id for option_id, count in named.items() if count > 1]
    if twice:
        raise RenewalMappingBroken(f"option {twice[0]} twice")
    for entry in mapping:
        for option_id in (entry.option_id, entry.becomes):
            if option_id is not None and option_id not in plan_of:
                raise RenewalMappingBroken(f"option {option_id}, which the plan year does not")
        if entry.becomes is not None and plan_of[entry.becomes] != plan_of[entry.option_id]:
            raise RenewalMappingBroken(f"option {entry.option_id} becoming one of another plan")
    follows = {entry.option_id: entry.becomes for entry in mapping}
    wanted = set(follows.values())
    return RenewalPlan(
        copied=tuple(
            option_id for option_id in plan_of if option_id in wanted or option_id not in follows
        ),
        becomes=tuple(
            OptionMapping(option_id=option_id, becomes=follows.get(option_id))
            for option_id in plan_of
        ),
    )
