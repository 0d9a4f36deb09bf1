"""
Rule: whoever held a right still holds it, and what pointed at a model still finds it.
"""

from wheelwright.rehearse.facts.access import Access
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted

ID = "access-lost"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report rights on tables, grants of permissions, and rows of content types that the candidate
    no longer knows.
    """
    before = {(access.kind, access.name, access.table) for access in facts.access_on_old}
    lost = sorted(
        access
        for access in facts.access_on_new
        if (access.kind, access.name, access.table) not in before
    )
    return tuple(_finding(access, made_up=access.table in facts.any_type) for access in lost)


def _finding(access: Access, *, made_up: bool) -> Finding:
    if access.kind == "grant":
        holders = counted(access.count, "user or group", "users or groups")
        return Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=access.name,
            message=f"The permission {access.name} is held by {holders}, and no model of the "
            "candidate defines it any more: they lose what it allowed.",
            hint="Rename the row of auth_permission in a migration, so that its holders keep it; "
            "Django would otherwise make a second one that nobody holds.",
            evidence={"holders": access.count},
        )
    if access.kind == "privilege":
        return Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=access.table,
            message=f"{access.table} was dropped and made again, and the rights that the old one "
            f"gave are gone: {access.name}.",
            hint="Grant them again in the same migration, or change the object in place.",
            evidence={"rights": access.name},
        )
    rows = counted(access.count, "row")
    belong, name = ("belongs", "names") if access.count == 1 else ("belong", "name")
    if access.kind == "generic relation":
        return Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=access.table,
            message=f"{rows} of {access.table} {belong} to a row of {access.name} that is not "
            "there after the upgrade: its key has changed, or it is gone.",
            hint="Keep the keys of rows that are moved, or rewrite the generic keys that name them "
            "in the same migration.",
            evidence={"content_type": access.name, "rows": access.count},
        )
    doubt = " The rows are made up, one for each content type; has anybody such a row?"
    return Finding(
        code=ID,
        severity=Severity.REVIEW if made_up else Severity.ERROR,
        subject=access.table,
        message=f"{rows} of {access.table} {name} the content type {access.name}, whose model the "
        f"candidate no longer has: what belongs together cannot be found.{doubt if made_up else ''}",
        hint="Point them at the new model's content type in the same release, with its rows of "
        "django_content_type and auth_permission.",
        evidence={"content_type": access.name, "rows": access.count},
    )
