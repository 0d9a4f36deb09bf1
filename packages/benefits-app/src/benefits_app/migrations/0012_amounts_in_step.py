"""
2.0 writes `monthly_price` alone: a trigger copies it to `amount` until nobody does that any more.
"""

from django.db import migrations

from domain_kit.operations import AddTrigger

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


class Migration(migrations.Migration):
    atomic = False  # takes its lock for an instant, and tries again
    dependencies = [("benefits_app", "0011_rate_amounts")]
    operations = [
        AddTrigger(
            "benefits_app_rateband_amount",
            table="benefits_app_rateband",
            when="BEFORE INSERT OR UPDATE",
            body=COPY,
        ),
    ]
