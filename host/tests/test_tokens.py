"""
Are the tokens of programs limited, watched, and over when somebody says so?
"""

import datetime as dt
import json
from io import StringIO
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from domain_kit.actor import Actor, Role
from domain_kit.errors import RoleForbidden
from host.directory.models import ApiToken, Employer, Membership
from host.directory.tokens import errors
from host.directory.tokens.issue import issue_token
from host.directory.tokens.revoke import revoke_token
from tests.conftest import ACME, GLOBEX, log_in

ENROLMENTS = "/api/v1/enrolments/"
TOKENS = "/api/v1/tokens"
PROBLEM = "application/problem+json"
OPERATOR = Actor.system("tests")
METHODS = ["get", "post", "put", "patch", "delete"]


@pytest.fixture
def hana(seeded):
    log_in(Role.HR)
    return Membership.objects.get().user.get_username()


def issued(username, **limits):
    return issue_token(actor=OPERATOR, username=username, label="payroll", **limits)


def ask(secret, path=ENROLMENTS, method="get", employer=ACME):
    query = f"?employer_id={employer}" if path == ENROLMENTS else ""
    return getattr(Client(enforce_csrf_checks=True), method)(
        path + query, headers={"Authorization": f"Bearer {secret}"}
    )


def refusal(answer):
    assert answer["Content-Type"] == PROBLEM
    return answer.status_code, answer.json()["type"]


class TestGrants:
    def test_a_token_acts_as_its_user(self, hana):
        assert ask(issued(hana).secret).status_code == 200

    def test_only_a_digest_is_stored(self, hana):
        secret = issued(hana).secret

        stored = ApiToken.objects.values().get()
        assert not [value for value in stored.values() if secret in str(value)]

    @pytest.mark.parametrize("method", METHODS)
    def test_an_expired_one_is_401_on_every_method(self, hana, method):
        secret = issued(hana).secret
        ApiToken.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))

        answer = ask(secret, "/api/v1/tokens/1" if method == "delete" else ENROLMENTS, method)

        known = {"get", "post", "delete"}
        expected = (401, "token-expired") if method in known else (405, "method-not-allowed")
        assert refusal(answer) == expected

    def test_a_stolen_one_is_refused_from_the_moment_it_is_revoked(self, hana):
        token = issued(hana)
        assert ask(token.secret).status_code == 200

        revoke_token(actor=OPERATOR, token_id=token.token.id)

        assert refusal(ask(token.secret)) == (401, "token-revoked")
        assert refusal(ask(token.secret, method="post")) == (401, "token-revoked")

    def test_an_older_one_without_limits_goes_on(self, hana):
        issued(hana)
        ApiToken.objects.update(expires_at=None)

        assert ApiToken.objects.filter(domains=None, employer_ids=None, may_write=True).exists()

    def test_who_leaves_takes_the_tokens_along(self, hana):
        secret = issued(hana).secret
        get_user_model().objects.update(is_active=False)

        assert refusal(ask(secret)) == (401, "not-authenticated")

    def test_one_that_may_read_may_not_write(self, hana):
        secret = issued(hana, may_write=False).secret

        assert ask(secret).status_code == 200
        assert refusal(ask(secret, method="post")) == (403, "token-out-of-scope")

    def test_one_for_a_domain_opens_no_other(self, hana):
        secret = issued(hana, domains=["billing"]).secret

        assert refusal(ask(secret)) == (403, "token-out-of-scope")
        assert ask(secret, f"/api/v1/billing/invoices?employer_id={ACME}").status_code != 401

    def test_one_for_an_employer_sees_no_other(self, seeded):
        log_in(Role.OPERATOR)
        olu = Membership.objects.get().user.get_username()
        secret = issued(olu, employer_ids=[UUID(ACME)]).secret

        assert ask(secret).status_code == 200
        assert refusal(ask(secret, employer=GLOBEX)) == (403, "tenant-forbidden")

    def test_the_last_use_is_noted_to_the_minute(self, hana):
        secret = issued(hana).secret
        ask(secret)
        first = ApiToken.objects.get().last_used_at
        ask(secret)

        assert timezone.now() - first < dt.timedelta(minutes=1)
        assert ApiToken.objects.get().last_used_at == first

    def test_a_later_use_is_noted_again(self, hana):
        secret = issued(hana).secret
        before = timezone.now() - dt.timedelta(minutes=2)
        ApiToken.objects.update(last_used_at=before)

        ask(secret)

        assert ApiToken.objects.get().last_used_at > before


class TestIssue:
    def test_an_employer_that_is_not_the_users_is_no_limit(self, hana):
        with pytest.raises(errors.UnusableScope, match=f"{GLOBEX} cannot limit a token"):
            issued(hana, employer_ids=[UUID(GLOBEX)])

    def test_a_domain_that_is_none_is_no_limit(self, hana):
        with pytest.raises(errors.UnusableScope, match="Choose from benefits, enrolments, billing"):
            issued(hana, domains=["payroll"])

    def test_an_empty_limit_is_refused(self, hana):
        with pytest.raises(errors.UnusableScope, match="good for nothing"):
            issued(hana, domains=[])

    @pytest.mark.parametrize("days", [0, -1, 367])
    def test_lasts_a_year_at_most(self, hana, days):
        with pytest.raises(errors.UnusableExpiry, match="from 1 to 366 days"):
            issued(hana, days=days)

    def test_nobody_issues_for_somebody_else(self, hana):
        ben = Actor(id="ben", role=Role.HR, employer_ids=frozenset({UUID(ACME)}))

        with pytest.raises(RoleForbidden):
            issue_token(actor=ben, username=hana, label="payroll")

    def test_a_user_without_a_membership_is_named(self, db):
        with pytest.raises(errors.NobodyToActFor, match="'nobody' is no user with a membership"):
            issued("nobody")


class TestEndpoint:
    @pytest.fixture
    def client(self, seeded):
        return log_in(Role.HR)

    def issue(self, client, **body):
        return client.post(
            TOKENS, json.dumps({"label": "payroll"} | body), content_type="application/json"
        )

    def test_issues_a_token_that_works(self, client):
        made = self.issue(client, domains=["enrolments"])

        assert made.status_code == 201
        assert ask(made.json()["secret"]).status_code == 200

    def test_writes_only_if_asked_to(self, client):
        assert self.issue(client).json()["token"]["may_write"] is False

    def test_lists_without_secrets(self, client):
        secret = self.issue(client).json()["secret"]

        listed = client.get(TOKENS)

        assert [each["label"] for each in listed.json()] == ["payroll"]
        assert secret not in listed.content.decode()

    def test_revokes(self, client):
        made = self.issue(client).json()

        revoked = client.delete(f"{TOKENS}/{made['token']['id']}")

        assert revoked.json()["revoked_at"]
        assert refusal(ask(made["secret"])) == (401, "token-revoked")

    def test_anothers_token_is_not_there(self, client):
        made = self.issue(client).json()

        answer = log_in(Role.FINANCE).delete(f"{TOKENS}/{made['token']['id']}")

        assert refusal(answer) == (404, "token-not-found")

    def test_a_limit_that_is_none_is_refused(self, client):
        assert refusal(self.issue(client, domains=["payroll"])) == (422, "unusable-token-scope")

    def test_a_token_makes_no_tokens(self, client):
        secret = self.issue(client, may_write=True).json()["secret"]

        assert refusal(ask(secret, TOKENS, "post")) == (403, "log-in-needed")
        assert refusal(ask("unknown", TOKENS, "post")) == (401, "not-authenticated")

    def test_a_foreign_page_cannot_have_one_issued(self, client):
        forged = Client(enforce_csrf_checks=True)
        forged.cookies = client.cookies

        assert refusal(self.issue(forged)) == (403, "csrf-failed")


class TestCommand:
    def run(self, *words):
        out, err = StringIO(), StringIO()
        call_command("token", *words, stdout=out, stderr=err)
        return out.getvalue().strip()

    def test_issues_lists_and_revokes(self, hana):
        secret = self.run("issue", hana, "--label", "payroll", "--read-only", "--days", "7")
        assert ask(secret).status_code == 200

        (token,) = json.loads(self.run("list", "--json"))
        assert (token["label"], token["may_write"]) == ("payroll", False)

        assert "revoked" in self.run("revoke", str(token["id"]))
        assert refusal(ask(secret)) == (401, "token-revoked")

    def test_revokes_all_of_somebody(self, hana):
        secrets = [self.run("issue", hana, "--label", name) for name in ("a", "b")]

        self.run("revoke", "--all-of", hana)

        assert {refusal(ask(secret)) for secret in secrets} == {(401, "token-revoked")}

    def test_says_what_cannot_be(self, db):
        with pytest.raises(CommandError, match="no user with a membership"):
            self.run("issue", "nobody", "--label", "x")

    def test_asks_which(self, db):
        with pytest.raises(CommandError, match="--all-of USERNAME"):
            self.run("revoke")


class TestAdmin:
    ADD = "/admin/directory/apitoken/add/"

    @pytest.fixture
    def olu(self, hana):
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("olu"))
        return client

    def issue(self, client, **fields):
        membership = Membership.objects.get(user__username__startswith="hr")
        return client.post(
            self.ADD, {"membership": membership.pk, "label": "payroll", "days": 90} | fields
        )

    def test_shows_the_secret_once(self, olu):
        page = self.issue(olu).content.decode()

        secret = page.split("<code>")[1].split("</code>")[0]
        assert ask(secret).status_code == 200
        assert secret not in olu.get("/admin/directory/apitoken/").content.decode()

    def test_revokes_the_selected(self, olu):
        page = self.issue(olu).content.decode()
        secret = page.split("<code>")[1].split("</code>")[0]

        olu.post(
            "/admin/directory/apitoken/",
            {"action": "revoke", "_selected_action": [ApiToken.objects.get().pk]},
        )

        assert refusal(ask(secret)) == (401, "token-revoked")
        assert ApiToken.objects.get().revoked_by == "olu"

    def test_refuses_in_a_sentence(self, olu):
        answer = self.issue(olu, employers=[Employer.objects.get(pk=GLOBEX).pk])

        assert "cannot limit a token" in olu.get(answer["Location"]).content.decode()
        assert not ApiToken.objects.exists()

    def test_changes_nothing(self, olu):
        self.issue(olu)
        token = ApiToken.objects.get()
        page = f"/admin/directory/apitoken/{token.pk}/change/"

        assert token.digest not in olu.get(page).content.decode()
        assert olu.post(page, {"label": "other"}).status_code == 403
        assert olu.post(f"/admin/directory/apitoken/{token.pk}/delete/").status_code == 403
