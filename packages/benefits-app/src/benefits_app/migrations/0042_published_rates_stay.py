"""
Published rates stay: the database refuses to change or delete them, whoever asks (C-11).

A table that is followed by another one ends earlier; that is all that may happen to it. What a
migration has to mend later, it does with these triggers disabled, and lists it.
"""

from django.db import migrations

from domain_kit.operations import AddTrigger

TABLES = """
BEGIN
    IF EXISTS (
        SELECT FROM benefits_app_planoption option
        JOIN benefits_app_plan plan ON plan.id = option.plan_id
        WHERE option.id = OLD.option_id AND plan.status = 'draft'
    ) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) = to_jsonb(OLD) OR (
            to_jsonb(NEW) - 'ends_on' = to_jsonb(OLD) - 'ends_on'
            AND NEW.ends_on IS NOT NULL
            AND (OLD.ends_on IS NULL OR NEW.ends_on < OLD.ends_on)
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'restrict_violation',
        CONSTRAINT = 'published_rates_stay',
        MESSAGE = format('Rate table %s is published and stays as it is.', OLD.id),
        HINT = 'Publish new rates from a later day on, with a reason.';
END
"""
BANDS = """
BEGIN
    IF NOT EXISTS (
        SELECT FROM benefits_app_ratetable rates
        JOIN benefits_app_planoption option ON option.id = rates.option_id
        JOIN benefits_app_plan plan ON plan.id = option.plan_id
        WHERE rates.id = OLD.table_id AND plan.status <> 'draft'
    ) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - 'old_overlap' = to_jsonb(OLD) - 'old_overlap' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'restrict_violation',
        CONSTRAINT = 'published_rates_stay',
        MESSAGE = format('Band %s of rate table %s is published and stays as it is.',
                         OLD.id, OLD.table_id),
        HINT = 'Publish new rates from a later day on, with a reason.';
END
"""


class Migration(migrations.Migration):
    atomic = False  # each step commits alone, with its lock for an instant
    dependencies = [("benefits_app", "0041_no_two_bands_overlap")]
    operations = [
        AddTrigger(
            "benefits_app_ratetable_stays",
            table="benefits_app_ratetable",
            when="BEFORE UPDATE OR DELETE",
            body=TABLES,
        ),
        AddTrigger(
            "benefits_app_rateband_stays",
            table="benefits_app_rateband",
            when="BEFORE UPDATE OR DELETE",
            body=BANDS,
        ),
    ]
