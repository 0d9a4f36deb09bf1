"""
Issue, list and revoke the tokens of programs.
"""

import dataclasses
import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from host.directory.tokens.issue import issue_token
from host.directory.tokens.listed import list_tokens
from host.directory.tokens.revoke import revoke_token
from host.directory.tokens.values import DOMAINS, Token

OPERATOR = Actor.system("manage.py token")


class Command(BaseCommand):
    help = "Issue, list and revoke the tokens with which programs call the API."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        issue = verbs.add_parser("issue", help="A new token: its secret is printed this once.")
        issue.add_argument("username", help="As whom the program acts.")
        issue.add_argument("--label", required=True, help="What it is for, such as payroll.")
        issue.add_argument("--days", type=int, default=90, help="1 to 366; 90 if not said.")
        issue.add_argument("--read-only", action="store_true")
        issue.add_argument("--domain", action="append", choices=DOMAINS, help="Only these.")
        issue.add_argument("--employer", action="append", type=UUID, help="Only these.")
        listed = verbs.add_parser("list", help="Every token, without its secret.")
        listed.add_argument("username", nargs="?", help="Only this user's.")
        listed.add_argument("--json", action="store_true", help="For programs, not for people.")
        revoke = verbs.add_parser("revoke", help="Refuse tokens from now on.")
        revoke.add_argument("ids", nargs="*", type=int, metavar="ID", help="As the list says.")
        revoke.add_argument("--all-of", metavar="USERNAME", help="Every one of this user.")

    def handle(self, *, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(**options)
        except DomainError as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal

    def _issue(self, *, username: str, label: str, days: int, **options: Any) -> None:
        issued = issue_token(
            actor=OPERATOR,
            username=username,
            label=label,
            days=days,
            may_write=not options["read_only"],
            domains=options["domain"],
            employer_ids=options["employer"],
        )
        self.stderr.write(
            f"{_line(issued.token)}\nThis is its secret, and nobody can show it again:"
        )
        self.stdout.write(issued.secret)

    def _list(self, *, username: str | None, **options: Any) -> None:
        found = list_tokens(actor=OPERATOR, username=username)
        if options["json"]:
            rows = [dataclasses.asdict(each) for each in found]
            self.stdout.write(json.dumps(rows, default=str, indent=1))
            return
        self.stdout.write("\n".join(map(_line, found)) or "There is no token.")

    def _revoke(self, *, ids: list[int], all_of: str | None, **options: Any) -> None:
        if not (ids or all_of):
            raise CommandError("Which? Name their numbers, or --all-of USERNAME.", returncode=2)
        if all_of:
            ids += [each.id for each in list_tokens(actor=OPERATOR, username=all_of)]
        for token_id in ids:
            self.stdout.write(_line(revoke_token(actor=OPERATOR, token_id=token_id)))


def _line(token: Token) -> str:
    kind = "read and write" if token.may_write else "read only"
    scope = ", ".join(token.domains or ("every domain",))
    employers = ", ".join(map(str, token.employer_ids or ("every employer of the user",)))
    used = f"last used {token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never used"
    return f"{token.id}  {token.username}  {token.label!r}  {kind}; {scope}; {employers}; {_until(token)}; {used}"


def _until(token: Token) -> str:
    if token.revoked_at:
        return f"revoked {token.revoked_at:%Y-%m-%d %H:%M}"
    return f"until {token.expires_at:%Y-%m-%d %H:%M}" if token.expires_at else "without end"
