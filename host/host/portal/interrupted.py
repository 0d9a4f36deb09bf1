"""
What had somebody typed whose session had ended when it was sent?
"""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from host.portal.forms import CommandForm

KEY = "typed_before_log_in"
# Longer forms are typed again; who is not logged in shall not fill the table of sessions.
LONGEST = 4_000


def keep(request: HttpRequest) -> None:
    """
    Keep a form that somebody sent who is not logged in any more, until they are again. It names who
    was shown it (`sender`), so that nobody else who logs in here sees what it says.
    """
    if request.method != "POST" or request.user.is_authenticated or "sender" not in request.POST:
        return
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    text = sent.urlencode()
    if len(text) <= LONGEST:
        request.session[KEY] = {"to": request.get_full_path(), "sent": text}


def restored[F: CommandForm](
    request: HttpRequest, fresh: F, to: str, options: dict[str, Any]
) -> F | None:
    """
    The form that was kept, if it is this one: with a word about what happened, and nothing done.
    """
    kept = request.session.get(KEY)
    if kept is None or kept["to"] != to:
        return None
    sent = QueryDict(kept["sent"])
    form = type(fresh)(sent, auto_id=fresh.auto_id, **options)
    if sent.get("sender") != str(request.user.pk) or not form.is_about(fresh):
        return None
    del request.session[KEY]
    form.add_error(
        None, _("You were logged out meanwhile, and nothing was sent. Look it over, and send it.")
    )
    return form
