"""
Rule: the old host starts on the new release as it did on the old one. Measured: Django was started.
"""

import re

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair

REQUIRED = "setting-required"
WARNS = "check-warns"
MISSING = "missing-migration"
SETTING = re.compile(
    r"(?i:\bsettings?\b|ImproperlyConfigured|SystemCheckError)|\b[A-Z][A-Z0-9]+_[A-Z0-9_]+\b"
)
HINT = "Accept the old settings in this major; ask for the new ones with a warning first."


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report what Django says with the old host's settings on the new release and did not on the old.
    """
    old, new = pair.old.booted, pair.new.booted
    if old is None or new is None or old.failure:
        return ()
    if new.failure and not is_about_settings(new.failure):
        return ()  # It was not looked at; that is said where the limits are.
    if new.failure:
        return (
            _change(
                REQUIRED, "start", f"A host of {pair.old.version} does not start: {new.failure}"
            ),
        )
    known = {id for _, id, _ in old.problems}
    found = [
        _change(
            REQUIRED if level == "error" else WARNS,
            id,
            f"A host of {pair.old.version} is told: {message}",
            Bump.MAJOR if level == "error" else Bump.MINOR,
        )
        for level, id, message in new.problems
        if id not in known
    ]
    found += [
        Change(
            code=MISSING,
            subject=operation,
            message=f"The models differ from the migrations: {operation}.",
            hint="Run makemigrations and ship its migration with this release.",
            bump=None,
        )
        for operation in new.undetected
    ]
    return tuple(found)


def is_about_settings(failure: str) -> bool:
    """
    Whether Django did not start for want of a setting, and not of a library or of a right.
    """
    return SETTING.search(failure) is not None


def _change(code: str, subject: str, message: str, bump: Bump = Bump.MAJOR) -> Change:
    return Change(
        code=code,
        subject=subject,
        message=message,
        hint=HINT if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.OPERATOR,
    )
