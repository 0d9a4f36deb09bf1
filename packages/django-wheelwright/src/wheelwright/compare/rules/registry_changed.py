"""
Rule: names that hosts, operators and queues know stay known: pages, commands, templates, tasks, signals.
"""

from collections.abc import Iterable

from wheelwright.compare import routes
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair

URL = "url-changed"
COMMAND = "command-changed"
TEMPLATE = "template-removed"
SIGNAL = "signal-changed"
APP = "app-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report registered names that came, went, or point elsewhere.
    """
    return (*_urls(pair), *_commands(pair), *_templates(pair), *_signals(pair), *_apps(pair))


def _urls(pair: Pair) -> Iterable[Change]:
    old, new = routes.by_name(pair.old.urls), routes.by_name(pair.new.urls)
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield _change(URL, name, f"The page {name} is gone.", Bump.MAJOR)
        elif name not in old:
            yield _change(URL, name, f"The page {name} is new.", Bump.MINOR)
        elif moved := [r for r in old[name] if not any(routes.takes(n, r) for n in new[name])]:
            message = f"The page {name} moved from {moved[0]!r} to {min(new[name])!r}."
            yield _change(URL, name, message, Bump.MAJOR)


def _commands(pair: Pair) -> Iterable[Change]:
    old, new = pair.old.commands, pair.new.commands
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield _change(COMMAND, name, f"The command {name} is gone.", Bump.MAJOR, _OPERATOR)
            continue
        if name not in old:
            yield _change(COMMAND, name, f"The command {name} is new.", Bump.MINOR, _OPERATOR)
            continue
        before, after = old[name], new[name]
        for option in sorted(before.options - after.options):
            message = f"{name} does not take {option} any more."
            yield _change(COMMAND, f"{name}.{option}", message, Bump.MAJOR, _OPERATOR)
        for option in sorted(after.required - before.required):
            message = f"{name} must be given {option} now."
            yield _change(COMMAND, f"{name}.{option}", message, Bump.MAJOR, _OPERATOR)
        for option in sorted(after.options - before.options - after.required):
            message = f"{name} takes {option} now."
            yield _change(COMMAND, f"{name}.{option}", message, Bump.MINOR, _OPERATOR)


def _templates(pair: Pair) -> Iterable[Change]:
    for name in sorted(pair.old.templates - pair.new.templates):
        message = f"The template {name} is gone; a host may include or override it."
        yield _change(TEMPLATE, name, message, Bump.MAJOR)


def _signals(pair: Pair) -> Iterable[Change]:
    for name, before in sorted(pair.old.signals.items()):
        after = pair.new.signals.get(name)
        if after is None:
            yield _change(SIGNAL, name, f"The signal {name} is gone.", Bump.MAJOR)
            continue
        for word in sorted(before - after):
            message = f"Receivers of {name} are not given {word} any more."
            yield _change(SIGNAL, f"{name}.{word}", message, Bump.MAJOR)
        for word in sorted(after - before):
            message = f"Receivers of {name} are given {word}, too."
            yield _change(SIGNAL, f"{name}.{word}", message, Bump.MINOR)
    for name in sorted(pair.new.signals.keys() - pair.old.signals.keys()):
        yield _change(SIGNAL, name, f"The signal {name} is new.", Bump.MINOR)


def _apps(pair: Pair) -> Iterable[Change]:
    for name, old in sorted(pair.old.apps.items()):
        new = pair.new.apps.get(name)
        if new is None:
            yield _change(APP, name, f"The app {name} is gone.", Bump.MAJOR, _OPERATOR)
        elif old.label != new.label:
            message = f"The label of {name} was {old.label} and is {new.label}: its tables, "
            message += "migrations and permissions are looked for under another name."
            yield _change(APP, name, message, Bump.MAJOR, _OPERATOR)
        elif old.config != new.config:
            message = f"The AppConfig of {name} was {old.config} and is {new.config}."
            yield _change(APP, name, message, Bump.MAJOR, _OPERATOR)
    for name in sorted(pair.new.apps.keys() - pair.old.apps.keys()):
        yield _change(APP, name, f"The app {name} is new.", Bump.MINOR, _OPERATOR)


_OPERATOR = Audience.OPERATOR


def _change(
    code: str, subject: str, message: str, bump: Bump, audience: Audience = Audience.CALLER
) -> Change:
    return Change(
        code=code,
        subject=subject,
        message=message,
        hint="Keep the old name working until the next major." if bump is Bump.MAJOR else "",
        bump=bump,
        audience=audience,
    )
