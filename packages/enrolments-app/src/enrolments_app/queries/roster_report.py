"""
What did the import of a roster do?
"""

from uuid import UUID

from enrolments_app.data.roster import RosterError, RosterReport
from enrolments_app.models.run import Run, RunNote


def report_of(run_id: UUID) -> RosterReport:
    """
    The report of a run of the kind "roster", as its counters and its list say.
    """
    run = Run.objects.get(pk=run_id)
    notes = RunNote.objects.filter(run=run).exclude(row=None).order_by("row", "id")
    errors = tuple(_error(note) for note in notes)
    refused = len({error.row for error in errors})
    return RosterReport(
        rows=run.done,
        made=run.made,
        unchanged=run.done - run.made - refused,
        refused=refused,
        applied=True,
        run_id=run.id,
        errors=errors,
    )


def _error(note: RunNote) -> RosterError:
    reason, _, remedy = note.detail.partition("\n")
    return RosterError(
        row=note.row or 0, field=note.field, value=note.value, reason=reason, remedy=remedy
    )
