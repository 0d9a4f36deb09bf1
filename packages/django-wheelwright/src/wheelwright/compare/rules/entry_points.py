"""
Rule: a script that is typed, and an entry point that others look up, stay registered.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair

COMMAND = "command-changed"
SCRIPTS = ("console_scripts", "gui_scripts")


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report scripts and entry points that came or went.
    """
    old, new = pair.old.entry_points, pair.new.entry_points
    return (
        *(_change(*each, "is gone", Bump.MAJOR) for each in sorted(old - new)),
        *(_change(*each, "is new", Bump.MINOR) for each in sorted(new - old)),
    )


def _change(group: str, name: str, what: str, bump: Bump) -> Change:
    is_script = group in SCRIPTS
    code = COMMAND if is_script else ("api-removed" if bump is Bump.MAJOR else "api-added")
    told = f"The script {name}" if is_script else f"The entry point {name} of {group}"
    return Change(
        code=code,
        subject=name.replace(" ", "") if is_script else f"{group}:{name}".replace(" ", ""),
        message=f"{told} {what}.",
        hint="Keep it until the next major." if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.OPERATOR if is_script else Audience.CALLER,
    )
