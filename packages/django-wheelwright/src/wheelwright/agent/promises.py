"""
What does Django say about these settings and this code, without any database?
"""

from django.core import checks

from wheelwright.agent.say import Say


def promises(*, say: Say) -> None:
    """
    Say every system check that warns or fails.
    """
    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            say(
                "check",
                level="error" if message.level >= checks.ERROR else "warning",
                id=message.id or str(message.obj),
                message=f"{message.msg} {message.hint or ''}".strip(),
            )
