"""
Which steps does a release have, and in which order? ADR 0016 says why in this one.
"""

import dataclasses
from collections.abc import Callable

from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made
from wheelwright.release.steps import (
    archive,
    build,
    changelog,
    check,
    compare,
    promote,
    rehearse,
    reproduce,
    stage,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    `intends` says what `run` would do now. Each finds out from repository, archive and index
    whether it is done already: running it twice is running it once.
    """

    name: str
    intends: Callable[[Plan], str]
    run: Callable[[Plan, Made], Made]


STEPS = tuple(
    Step(name=name, intends=module.intends, run=module.run)
    for name, module in (
        ("compare", compare),
        ("check", check),
        ("changelog", changelog),
        ("build", build),
        ("reproduce", reproduce),
        ("stage", stage),
        ("rehearse", rehearse),
        ("promote", promote),
        ("archive", archive),
    )
)
