"""
Which known crossings are tolerated for now? A file whose entries may only become fewer.
"""

import dataclasses
import pathlib
import subprocess
import tomllib
from collections.abc import Iterable

from wheelwright.archive import provenance, source
from wheelwright.errors import BadRequest
from wheelwright.report.model import Finding, Severity

FILE = "boundaries-debt.toml"
STALE = "debt-paid"
GROWN = "debt-grown"
EXAMPLE = (
    '[[debt]] package = "…", code = "cross-domain-import", subject = "a.b -> c.d", reason = "…"'
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Debt:
    """
    One tolerated finding of one package, and why it is still there.
    """

    package: str
    code: str
    subject: str
    reason: str

    def names(self, package: str, finding: Finding) -> bool:
        return (self.package, self.code, self.subject) == (package, finding.code, finding.subject)


def read(path: pathlib.Path) -> tuple[Debt, ...]:
    """
    The entries of a debt file; none if there is no file.

    Raises:
        BadRequest: if it cannot be understood, or an entry gives no reason.
    """
    return parse(path.read_text(encoding="utf-8"), str(path)) if path.is_file() else ()


def parse(text: str, name: str) -> tuple[Debt, ...]:
    """
    The entries of a debt file's text.

    Raises:
        BadRequest: if it cannot be understood, or an entry gives no reason.
    """
    try:
        debts = tuple(Debt(**entry) for entry in tomllib.loads(text).get("debt", ()))
    except (tomllib.TOMLDecodeError, TypeError) as exc:
        raise BadRequest(f"{name} cannot be read: {exc}.", f"Entries look like {EXAMPLE}") from exc
    for debt in debts:
        if not debt.reason.strip():
            raise BadRequest(f"{name} tolerates {debt.subject} without a reason.", "Give one.")
    return debts


def settle(
    package: str,
    findings: Iterable[Finding],
    debts: tuple[Debt, ...],
    before: tuple[Debt, ...] | None,
) -> tuple[Finding, ...]:
    """
    Accept the findings that the file names; report entries that are paid, or newer than `before`.

    Without a `before` the file is new: whatever it holds is where the package starts from.
    """
    found = tuple(findings)
    own = sorted(debt for debt in debts if debt.package == package)
    known = {(debt.code, debt.subject) for debt in before or () if debt.package == package}
    settled = [_accept(package, finding, own) for finding in found]
    for debt in own:
        if not any(debt.names(package, finding) for finding in found):
            settled.append(_paid(debt))
        elif before is not None and (debt.code, debt.subject) not in known:
            settled.append(_grown(debt))
    return tuple(settled)


def at_last_release(
    package_folder: pathlib.Path, releases: pathlib.Path
) -> tuple[Debt, ...] | None:
    """
    The debt file as it was when the package was last released; None if there was none.

    Raises:
        GitFailed: if the commit of that release is not at hand.
    """
    origins = [o for o in provenance.read(releases) if _is(o.folder, package_folder)]
    if not origins:
        return None
    cwd = releases.resolve().parent
    commit = source.commit_of(max(origins, key=lambda o: o.epoch).commit, cwd=cwd)
    done = subprocess.run(
        ["git", "show", f"{commit}:{FILE}"], cwd=cwd, capture_output=True, text=True, check=False
    )
    return parse(done.stdout, f"{FILE} at {commit[:12]}") if done.returncode == 0 else None


def _is(recorded: str, folder: pathlib.Path) -> bool:
    return folder.resolve().as_posix().endswith(f"/{recorded}")


def _accept(package: str, finding: Finding, own: list[Debt]) -> Finding:
    reason = next((debt.reason for debt in own if debt.names(package, finding)), None)
    if reason is None:
        return finding
    return dataclasses.replace(finding, severity=Severity.INFO, accepted=reason)


def _paid(debt: Debt) -> Finding:
    return Finding(
        code=STALE,
        severity=Severity.ERROR,
        subject=debt.subject,
        message=f"{FILE} tolerates {debt.code} of {debt.subject} in {debt.package}, and it is gone.",
        hint="Remove the entry, so that it cannot come back unseen.",
    )


def _grown(debt: Debt) -> Finding:
    return Finding(
        code=GROWN,
        severity=Severity.ERROR,
        subject=debt.subject,
        message=f"{FILE} tolerates {debt.code} of {debt.subject} in {debt.package} since its last "
        "release; the file may only shrink.",
        hint="Remove the edge itself. Debt is what was there when the check was introduced.",
    )
