"""
Nobody writes the old columns alone any more: the triggers that kept them in step go.
"""

from django.db import migrations

from domain_kit.operations import DropTrigger

COPY = """
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.amount := coalesce(NEW.amount, NEW.monthly_price);
    ELSIF NEW.monthly_price <> OLD.monthly_price
          AND NEW.amount IS NOT DISTINCT FROM OLD.amount THEN
        NEW.amount := NEW.monthly_price;
    END IF;
    RETURN NEW;
END
"""
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
    atomic = False  # each step commits alone, with its lock for an instant
    dependencies = [("benefits_app", "0032_bands_have_amounts")]
    operations = [
        DropTrigger(
            "benefits_app_rateband_amount",
            table="benefits_app_rateband",
            when="BEFORE INSERT OR UPDATE",
            body=COPY,
        ),
        DropTrigger(
            "benefits_app_enrolmentwindow_days",
            table="benefits_app_enrolmentwindow",
            when="BEFORE INSERT OR UPDATE",
            body=DAYS,
        ),
    ]
