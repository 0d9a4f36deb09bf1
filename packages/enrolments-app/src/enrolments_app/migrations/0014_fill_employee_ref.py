"""
A trigger fills whichever of number and text a release leaves out, and then the text of every row is
written, in chunks that commit alone; stop it and run it again.
"""

from django.db import migrations

from domain_kit.operations import AddTrigger, BackfillInChunks

IN_STEP = """
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.employee_ref IS NULL THEN
            NEW.employee_ref := NEW.employee_id::text;
        ELSIF NEW.employee_id IS NULL THEN
            NEW.employee_id := NEW.employee_ref::bigint;
        END IF;
    ELSIF NEW.employee_ref IS NULL OR NEW.employee_id IS DISTINCT FROM OLD.employee_id THEN
        NEW.employee_ref := NEW.employee_id::text;
    ELSIF NEW.employee_ref IS DISTINCT FROM OLD.employee_ref THEN
        NEW.employee_id := NEW.employee_ref::bigint;
    END IF;
    RETURN NEW;
END
"""


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("enrolments_app", "0013_employee_ref")]

    operations = [
        AddTrigger(
            "enrolments_app_employee_in_step",
            table="enrolments_app_enrolment",
            when="BEFORE INSERT OR UPDATE OF employee_id, employee_ref",
            body=IN_STEP,
        ),
        BackfillInChunks(
            "employee_ref",
            table="enrolments_app_enrolment",
            statement="UPDATE enrolments_app_enrolment SET employee_ref = employee_id::text"
            " WHERE id BETWEEN %(first)s AND %(last)s AND employee_ref IS NULL",
        ),
    ]
