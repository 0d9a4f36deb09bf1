"""
Rule: what a public class offers stays on offer.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.roles import is_port
from wheelwright.surface.classes import is_foreign
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Class, Form

REMOVED = "api-removed"
CHANGED = "api-changed"
ADDED = "api-added"
# What classes of Django have: who no longer overwrites one of these still offers it.
INHERITED = frozenset(
    [
        *("check", "clean", "contribute_to_class", "db_type", "deconstruct", "formfield"),
        *("from_db_value", "get_db_prep_value", "get_internal_type", "get_prep_value", "pre_save"),
        *("to_python", "value_to_string", "delete", "full_clean", "save", "validate_unique"),
        *("get_queryset", "dispatch", "get", "post", "get_context_data", "get_form", "form_valid"),
        *("form_invalid", "get_form_kwargs", "get_object", "get_success_url", "get_template_names"),
        *("render", "get_context", "value_from_datadict", "authenticate", "get_user", "has_perm"),
        *("get_urls", "get_fieldsets", "get_readonly_fields", "save_model", "changelist_view"),
        *("has_add_permission", "has_change_permission", "has_delete_permission", "media"),
        *("handle", "add_arguments", "ready", "validate", "to_representation", "create", "update"),
        *("to_internal_value", "process_request", "process_response", "__call__", "__iter__"),
    ]
)


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report methods and attributes that came or went, of classes that hosts call.
    """
    found = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or (is_port(pair.old.surface, old) and old.form is Form.PROTOCOL):
            continue
        # Hosts implement the abstract methods; only the others are theirs to call.
        abstract = {m.name for m in (*old.methods, *new.methods) if m.is_abstract}
        if old.form is not Form.ABSTRACT:
            abstract = set()
        before, after = _offered(old) - abstract, _offered(new) - abstract
        gone = before - after - (INHERITED if any(map(is_foreign, new.ancestors)) else frozenset())
        found += [_change(REMOVED, name, member) for member in sorted(gone)]
        found += [_change(ADDED, name, member) for member in sorted(after - before)]
        found += _swapped(name, old, new)
    return tuple(found)


def _offered(item: Class) -> set[str]:
    offered = {m.name for m in item.methods} | {v.name for v in item.values}
    # Fields of a value class are compared field by field; elsewhere they are attributes.
    return offered | ({f.name for f in item.fields} if item.form is Form.DATACLASS else set())


def _swapped(name: str, old: Class, new: Class) -> list[Change]:
    called, read = {m.name for m in old.methods}, _offered(old) - {m.name for m in old.methods}
    called_now = {m.name for m in new.methods}
    read_now = _offered(new) - called_now
    told = dict.fromkeys(called & read_now, "is read now, it was called")
    told |= dict.fromkeys(read & called_now, "must be called now, it was read")
    return [
        Change(
            code=CHANGED,
            subject=f"{name}.{member}",
            message=f"{name}.{member} {what}.",
            hint="Give the new member a new name.",
            bump=Bump.MAJOR,
            audience=Audience.CALLER,
        )
        for member, what in sorted(told.items())
    ]


def _change(code: str, name: str, member: str) -> Change:
    gone = code == REMOVED
    return Change(
        code=code,
        subject=f"{name}.{member}",
        message=f"{name}.{member} is {'gone' if gone else 'new'}.",
        hint="Keep it, deprecated, until the next major." if gone else "",
        bump=Bump.MAJOR if gone else Bump.MINOR,
        audience=Audience.CALLER,
    )
