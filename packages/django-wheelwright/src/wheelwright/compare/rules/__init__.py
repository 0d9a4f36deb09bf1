"""
Every rule of the contract, listed: two releases in, changes out. All run on every pair.
"""

from collections.abc import Callable

from wheelwright.compare.change import Change
from wheelwright.compare.rules import (
    aliases,
    api_added,
    api_removed,
    bases,
    booted,
    checks_added,
    code_changed,
    deprecated,
    entry_points,
    enum_members,
    event_changed,
    fields,
    host_needs,
    members,
    migration_edited,
    migration_effects,
    models_changed,
    overridden,
    port_extended,
    raises,
    registry_changed,
    requirements_changed,
    rest_changed,
    settings_changed,
    sibling_bound,
    signatures,
    support_dropped,
    task_changed,
    template_tags,
    typed_consumer,
    value_semantics,
    values_changed,
)
from wheelwright.surface.promises import Pair

type Rule = Callable[[Pair], tuple[Change, ...]]

RULES: tuple[Rule, ...] = (
    api_removed.check,
    api_added.check,
    signatures.check,
    members.check,
    fields.check,
    value_semantics.check,
    enum_members.check,
    bases.check,
    raises.check,
    values_changed.check,
    aliases.check,
    deprecated.check,
    port_extended.check,
    overridden.check,
    typed_consumer.check,
    settings_changed.check,
    host_needs.check,
    checks_added.check,
    booted.check,
    event_changed.check,
    rest_changed.check,
    registry_changed.check,
    task_changed.check,
    template_tags.check,
    entry_points.check,
    models_changed.check,
    migration_edited.check,
    migration_effects.check,
    sibling_bound.check,
    support_dropped.check,
    requirements_changed.check,
    code_changed.check,
)
