"""
Rule: the wheel's migrations must say everything that its models say.
"""

from wheelwright.rehearse.facts.graph import MissingOperation
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "missing-migration"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report each operation that makemigrations would still write.
    """
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=f"{missing.app}.{missing.model}" if missing.model else missing.app,
            message=f"The models of {missing.app} differ from its migrations: "
            f"makemigrations would still write {missing.operation} “{missing.describe}”"
            + (", as the host's DEFAULT_AUTO_FIELD decides." if missing.auto_field else "."),
            hint=_hint(missing),
            operation=missing.operation,
        )
        for missing in facts.missing
    ) + tuple(_elsewhere(missing) for missing in facts.missing_elsewhere)


def _elsewhere(missing: MissingOperation) -> Finding:
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=f"{missing.app}.{missing.model}" if missing.model else missing.app,
        message=f"On a host with a user model of its own the models of {missing.app} differ from its "
        f"migrations: makemigrations would write {missing.operation} “{missing.describe}”.",
        hint="Let the migration name settings.AUTH_USER_MODEL and depend on "
        "migrations.swappable_dependency(settings.AUTH_USER_MODEL), as makemigrations writes it.",
        operation=missing.operation,
        evidence={"own_user_model": True},
    )


def _hint(missing: MissingOperation) -> str:
    if missing.auto_field:
        return (
            f"The host's DEFAULT_AUTO_FIELD ({missing.auto_field}) decides about this column: set "
            f"default_auto_field in the AppConfig of {missing.app}, to what its migrations have."
        )
    return (
        f"Run makemigrations {missing.app} and ship the file in the wheel. Every host "
        "would otherwise write its own into site-packages."
    )
