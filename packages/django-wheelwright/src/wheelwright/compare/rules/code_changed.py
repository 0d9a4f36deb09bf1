"""
Rule: other bytes are a release of their own, even if nobody can tell from outside.
"""

import re

from wheelwright.compare.change import Bump, Change
from wheelwright.surface.promises import Pair

ID = "code-changed"
# What a release records about itself is no difference in what it does.
RECORDS = re.compile(r"^[^/]+/contract/(api|deploy)\.json$")


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report, once, that the files differ.
    """
    old, new = dict(pair.old.files), dict(pair.new.files)
    changed = sorted(n for n in old.keys() | new.keys() if old.get(n) != new.get(n))
    changed = [name for name in changed if not RECORDS.match(name)]
    if not changed:
        return ()
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return (
        Change(
            code=ID,
            subject=pair.new.package,
            message=f"Code or data changed: {', '.join(changed[:3])}{more}.",
            bump=Bump.PATCH,
        ),
    )
