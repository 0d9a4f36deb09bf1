"""
2.2 writes instants alone: a trigger tells the days they are, until nobody does that any more.

An instant that is no start of a day in the zone is part of a day; then somebody has to look.
"""

from django.db import migrations

from domain_kit.operations import AddTrigger

DAYS = """
DECLARE
    zone text;
    opens timestamp;
    closes timestamp;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.opens_on IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (
        (NEW.opens_at, NEW.closes_at) = (OLD.opens_at, OLD.closes_at)
        OR (NEW.opens_on, NEW.closes_on) IS DISTINCT FROM (OLD.opens_on, OLD.closes_on)
    ) THEN
        RETURN NEW;
    END IF;
    SELECT time_zone INTO zone FROM benefits_app_planyear WHERE id = NEW.plan_year_id;
    opens := NEW.opens_at AT TIME ZONE zone;
    closes := (NEW.closes_at - interval '1 microsecond') AT TIME ZONE zone;
    NEW.time_zone := zone;
    NEW.opens_on := opens::date;
    NEW.closes_on := greatest(opens::date, closes::date);
    NEW.needs_review :=
        ((NEW.opens_at - interval '1 microsecond') AT TIME ZONE zone)::date = opens::date
        OR (NEW.closes_at AT TIME ZONE zone)::date = closes::date
        OR NEW.closes_at = NEW.opens_at;
    RETURN NEW;
END
"""


class Migration(migrations.Migration):
    atomic = False  # takes its lock for an instant, and tries again
    dependencies = [("benefits_app", "0023_window_days")]
    operations = [
        AddTrigger(
            "benefits_app_enrolmentwindow_days",
            table="benefits_app_enrolmentwindow",
            when="BEFORE INSERT OR UPDATE",
            body=DAYS,
        ),
    ]
