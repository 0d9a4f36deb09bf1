"""
Rule: the release before goes on while the step is there: its models, its permissions, its generic keys.
"""

from collections.abc import Iterator

from wheelwright.extract.prove.facts import Proof
from wheelwright.extract.prove.rules import access_kept
from wheelwright.rehearse.facts import attribution
from wheelwright.rehearse.facts.probes import grouped, is_proof
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted, listed

ID = "old-code-breaks"
SHADOW = (
    "Leave a second row of django_content_type under the old name, with copies of its permissions and "
    "of who has them, until the release before is gone; `wheelwright extract write` does, and "
    "`--close` takes it away one release later."
)


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report what it could do on its own schema, and cannot after the step.
    """
    return (*_probes(proof), *_rights(proof), *_generic(proof))


def _probes(proof: Proof) -> Iterator[Finding]:
    worked = {(p.model, p.action) for p in proof.probes_before if not p.message}
    broken = grouped(p for p in proof.probes_old if (p.model, p.action) in worked and is_proof(p))
    for (model, reason), probes in broken.items():
        names = attribution.named_in(reason)
        by = attribution.last(proof.forward.migrations, *names[:2]) if names else None
        yield Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=probes[0].table,
            message=f"After the step the release before can no longer "
            f"{listed([p.action for p in probes])} {model} ({probes[0].table}): {reason}.",
            hint="Put the operation into SeparateDatabaseAndState(state_operations=[…]): the release "
            "before still serves while the step is migrated.",
            migration=by.migration if by else None,
            operation=by.operation if by else None,
            statement=(by.statement if by else None) or probes[0].statement or None,
            evidence={"model": model, "actions": [p.action for p in probes]},
        )


def _rights(proof: Proof) -> Iterator[Finding]:
    was, now = proof.answers_before, proof.answers_old
    if was is None or now is None:
        return
    for user, rights in was.users.items():
        lost = sorted(rights - now.users.get(user, frozenset()))
        if lost:
            by = access_kept.taken_from(
                proof, (*was.rights, "auth_permission", "django_content_type")
            )
            yield Finding(
                code=ID,
                severity=Severity.ERROR,
                subject="auth_permission",
                message=f"While the release before serves, has_perm(“{lost[0]}”) of user {user} turns from "
                f"true to false with the step{by.said('after')}; so do {len(lost) - 1} others.",
                hint=SHADOW,
                migration=by.migration,
                operation=by.operation,
                statement=by.statement,
                evidence={"lost": [*lost[:10]], "user": user},
            )
            return  # one user tells the story


def _generic(proof: Proof) -> Iterator[Finding]:
    """
    For review: a process that has cached the content type goes on, one that starts anew finds nothing.
    """
    was, now = proof.answers_before, proof.answers_old
    if was is None or now is None:
        return
    gone = [k for k, found in was.led_to.items() if found and now.led_to.get(k) != found]
    tables = sorted({table for table, _ in gone})
    if tables:
        yield Finding(
            code=ID,
            severity=Severity.INFO,
            subject=tables[0],
            message=f"A process of the release before that starts after the step finds no object for "
            f"{counted(len(gone), 'generic row')} of {listed(tables)}: the content type has its new name. Those "
            "that run already have cached it, and go on.",
            hint="Restart the processes of the release before only together with the new one; nothing "
            "is lost, the new release finds every row.",
            evidence={"rows": len(gone), "tables": [*tables]},
        )
