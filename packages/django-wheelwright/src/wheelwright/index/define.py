"""
Which users, indexes and rights does a new index get?
"""

import base64
import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence

from wheelwright.index.devpi import HOST, PROMOTER, PUBLISHER, REHEARSAL, STABLE, STAGING
from wheelwright.index.errors import IndexFailed

MIRROR = "root/pypi"
OWNER = "platform"
# Nothing about deleting: on devpi, whoever may upload may also delete by force, even from an
# index that is not volatile. A token with only these rights may not.
RIGHTS = ("pkg_read", "upload")


def define(url: str, root: str) -> tuple[str, str]:
    """
    Create the users and indexes; answers the publisher's and the promoter's token.

    Nobody knows the passwords of the users: the indexes belong to the administrator alone, and
    publishing takes the token.

    Raises:
        IndexFailed: if devpi refuses.
    """
    auth = _log_in(url, root)
    for user in (OWNER, PUBLISHER, PROMOTER):
        _ask(url, "PUT", user, {"password": secrets.token_urlsafe(32)}, auth)
    for index, bases, uploaders in (
        (STAGING, (), (PUBLISHER,)),
        (STABLE, (), (PROMOTER,)),
        # devpi asks a mirror only for names that no index before it has (`mirror_whitelist` is
        # empty), so a public package can never take the place of one of ours.
        (HOST, (STABLE, MIRROR), ()),
        (REHEARSAL, (STAGING, STABLE, MIRROR), ()),
    ):
        body = {"bases": list(bases), "volatile": False, "acl_upload": list(uploaders)}
        _ask(url, "PUT", index, body, auth)
    return (
        _token(url, PUBLISHER, (STAGING,), auth),
        _token(url, PROMOTER, (STAGING, STABLE), auth),
    )


def separate(url: str, root: str) -> str:
    """
    Give stable a principal of its own on an index from before there was one; answers its token.
    The publisher's token then ends at staging.

    Raises:
        IndexFailed: if devpi refuses.
    """
    auth = _log_in(url, root)
    if not _has_user(url, PROMOTER):
        _ask(url, "PUT", PROMOTER, {"password": secrets.token_urlsafe(32)}, auth)
    _ask(url, "PATCH", STABLE, [f"acl_upload={PROMOTER}"], auth)
    return _token(url, PROMOTER, (STAGING, STABLE), auth)


def _token(url: str, user: str, indexes: Sequence[str], auth: str) -> str:
    wanted = {"allowed": list(RIGHTS), "indexes": list(indexes), "expires": "never"}
    return str(_ask(url, "POST", f"{user}/+token-create", wanted, auth)["token"])


def mirror(url: str, root: str, upstream: str | None) -> None:
    """
    Say where third-party packages come from; devpi's own default without `upstream`.

    Raises:
        IndexFailed: if devpi refuses.
    """
    # Asked for one project, devpi would first fetch the names of all: slow enough for installs to
    # time out, and more than anybody here needs to ask of a public index.
    settings = ["mirror_no_project_list=True"]
    settings += [f"mirror_url={upstream}"] if upstream else []
    _ask(url, "PATCH", MIRROR, settings, _log_in(url, root))


def _has_user(url: str, user: str) -> bool:
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{url}/{user}", headers={"Accept": "application/json"}
    )
    try:
        urllib.request.urlopen(request, timeout=120).close()  # noqa: S310 - as above
    except urllib.error.HTTPError as exc:
        if exc.code == 404:
            return False
        raise IndexFailed(
            f"devpi answered {exc.code} when asked for {user}.", "Look at server.log."
        ) from exc
    except OSError as exc:
        raise IndexFailed(f"devpi does not answer ({exc}).", "Look at server.log.") from exc
    return True


def _log_in(url: str, root: str) -> str:
    answer = _ask(url, "POST", "+login", {"user": "root", "password": root}, None)
    return base64.b64encode(f"root:{answer['password']}".encode()).decode()


def _ask(
    url: str, method: str, path: str, body: Mapping[str, object] | Sequence[str], auth: str | None
) -> dict[str, object]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    headers |= {"X-Devpi-Auth": auth} if auth else {}
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{url}/{path}", method=method, data=json.dumps(body).encode(), headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310 - as above
            result: dict[str, object] = json.load(answer)["result"]
            return result
    except urllib.error.HTTPError as exc:
        said = exc.read().decode(errors="replace")[:300]
        raise IndexFailed(
            f"devpi refused {method} {path} ({exc.code}): {said}",
            "Move the data folder away to begin anew.",
        ) from exc
    except OSError as exc:
        raise IndexFailed(f"devpi does not answer ({exc}).", "Look at server.log.") from exc
