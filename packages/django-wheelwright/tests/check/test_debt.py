"""
Does the debt file tolerate what it names, and can it only shrink?
"""

import subprocess

import pytest

from wheelwright.archive import provenance
from wheelwright.archive.errors import GitFailed
from wheelwright.check import debt
from wheelwright.errors import BadRequest
from wheelwright.report.model import Finding, Severity

CROSSING = Finding(
    code="cross-domain-import",
    severity=Severity.ERROR,
    subject="orders_app.api -> stock_app.models",
    message="It crosses.",
    hint="Do not.",
)
OWED = debt.Debt(
    package="orders-app", code=CROSSING.code, subject=CROSSING.subject, reason="Moves in 2.0."
)


class TestDebt:
    def test_is_accepted_with_its_reason(self):
        (finding,) = debt.settle("orders-app", [CROSSING], (OWED,), None)

        assert (finding.severity, finding.accepted) == (Severity.INFO, "Moves in 2.0.")

    def test_of_another_package_does_not_help(self):
        assert debt.settle("stock-app", [CROSSING], (OWED,), None) == (CROSSING,)

    def test_that_is_paid_must_go(self):
        (finding,) = debt.settle("orders-app", [], (OWED,), None)

        assert (finding.code, finding.severity) == ("debt-paid", Severity.ERROR)

    def test_may_not_be_new_since_the_last_release(self):
        _, grown = debt.settle("orders-app", [CROSSING], (OWED,), ())

        assert (grown.code, grown.severity) == ("debt-grown", Severity.ERROR)

    def test_that_is_old_stays(self):
        (finding,) = debt.settle("orders-app", [CROSSING], (OWED,), (OWED,))

        assert finding.severity is Severity.INFO

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("[[debt]\n", "cannot be read"),
            ('[[debt]]\npackage = "a"\n', "cannot be read"),
            (
                '[[debt]]\npackage="a"\ncode="b"\nsubject="c -> d"\nreason=" "\n',
                "without a reason",
            ),
        ],
    )
    def test_that_cannot_be_understood_is_refused(self, text, sentence):
        with pytest.raises(BadRequest, match=sentence):
            debt.parse(text, debt.FILE)


class TestLastRelease:
    @pytest.fixture
    def repository(self, tmp_path):
        for words in (["init", "-q"], ["config", "user.email", "x@example.com"]):
            subprocess.run(["git", *words], cwd=tmp_path, check=True)
        subprocess.run(["git", "config", "user.name", "x"], cwd=tmp_path, check=True)
        (tmp_path / "releases").mkdir()
        (tmp_path / debt.FILE).write_text(
            f'[[debt]]\npackage = "{OWED.package}"\ncode = "{OWED.code}"\n'
            f'subject = "{OWED.subject}"\nreason = "{OWED.reason}"\n'
        )
        subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
        subprocess.run(["git", "commit", "-qm", "Release"], cwd=tmp_path, check=True)
        return tmp_path

    def record(self, repository, commit):
        origin = provenance.Origin(
            wheel="orders_app-1.0.0-py3-none-any.whl",
            folder="packages/orders-app",
            commit=commit,
            epoch=1,
            sha256="00",
        )
        provenance.write(repository / "releases", (origin,))

    def test_had_the_debt_that_its_commit_has(self, repository):
        self.record(repository, "HEAD")
        (repository / debt.FILE).unlink()

        before = debt.at_last_release(repository / "packages/orders-app", repository / "releases")

        assert before == (OWED,)

    def test_of_a_package_that_was_never_released_had_none(self, repository):
        self.record(repository, "HEAD")

        folder = repository / "packages/stock-app"

        assert debt.at_last_release(folder, repository / "releases") is None

    def test_that_is_not_at_hand_is_no_excuse(self, repository):
        self.record(repository, "0" * 40)

        with pytest.raises(GitFailed, match="full clone"):
            debt.at_last_release(repository / "packages/orders-app", repository / "releases")
