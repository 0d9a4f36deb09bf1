"""
How do people keep the tokens of their programs over HTTP?
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from host.directory.tokens.issue import LONGEST_DAYS, issue_token
from host.directory.tokens.listed import list_tokens
from host.directory.tokens.revoke import revoke_token

router = Router(tags=["tokens"])


class TokenIn(Schema):
    label: str = Field(min_length=1, max_length=100)
    days: int = Field(90, ge=1, le=LONGEST_DAYS)
    may_write: bool = False
    domains: Annotated[list[str], Field(max_length=20)] | None = None
    employer_ids: Annotated[list[UUID], Field(max_length=200)] | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [{"label": "payroll", "days": 90, "domains": ["enrolments"]}]
        }
    }


class TokenOut(Schema):
    id: int
    label: str
    username: str
    may_write: bool
    domains: list[str] | None
    employer_ids: list[UUID] | None
    created_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None
    last_used_at: dt.datetime | None


class IssuedOut(Schema):
    secret: str
    token: TokenOut


@router.get("", response=list[TokenOut], summary="One's own tokens; everybody's for operators")
def listed(request: HttpRequest) -> Any:
    return list(list_tokens(actor=request.auth))  # type: ignore[attr-defined]


@router.post("", response={201: IssuedOut}, summary="A new token of one's own, shown this once")
def issue(request: HttpRequest, body: TokenIn) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    return issue_token(actor=actor, username=actor.id, **body.dict())


@router.delete("/{token_id}", response=TokenOut, summary="Take a token back, at once")
def revoke(request: HttpRequest, token_id: int) -> Any:
    return revoke_token(actor=request.auth, token_id=token_id)  # type: ignore[attr-defined]
