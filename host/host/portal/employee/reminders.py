"""
Which days should my own calendar remember?
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from domain_kit.actor import Actor, Role
from host.portal.access import for_role
from host.portal.employee import covers, events
from host.portal.employee.person import Me, me
from host.portal.employee.windows import open_windows

BEFORE = dt.timedelta(days=-3)
DAY = dt.timedelta(days=1)


@for_role(Role.EMPLOYEE)
def calendar(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    My days as an iCalendar file (RFC 5545): the same entry keeps its UID, so that a newer file
    changes what an older one has put there.
    """
    person = me(actor)
    made = Calendar()
    made.add("prodid", "-//Benefits//Reminders//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Benefits"))
    host = request.get_host()
    for key, name, on in (*_closings(person), *_covers(person), *_claims(person)):
        made.add_component(_entry(f"{key}@{host}", name, on))
    return HttpResponse(
        made.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="benefits.ics"'},
    )


type Remembered = tuple[str, str, dt.date | dt.datetime]


def _closings(person: Me) -> Iterable[Remembered]:
    for window in open_windows(person):
        year = window.plan_year.start.year
        name = _("Choose your benefits of %(year)d before now") % {"year": year}
        yield f"window-{window.id}", name, window.closes_at.astimezone(dt.UTC)


def _covers(person: Me) -> Iterable[Remembered]:
    for each in covers.mine(person):
        if not each.coverage:
            continue
        label = {"label": each.label}
        if each.starts_on > person.today:
            yield f"start-{each.id}", _("%(label)s begins") % label, each.starts_on
        if each.ends_on and each.ends_on >= person.today:
            yield f"end-{each.id}", _("Last day of %(label)s") % label, each.ends_on


def _claims(person: Me) -> Iterable[Remembered]:
    for event in events.claims(person):
        until = event.claim.usable_until
        if event.usable and until is not None:
            name = _("Last day to choose after: %(event)s") % {"event": event.name}
            yield f"event-{event.claim.id}", name, until


def _entry(uid: str, name: str, on: dt.date | dt.datetime) -> Any:
    entry = Event()
    entry.add("uid", uid)
    entry.add("summary", name)
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", on)
    if not isinstance(on, dt.datetime):
        entry.add("dtend", on + DAY)
    entry.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", BEFORE)
    entry.add_component(alarm)
    return entry
