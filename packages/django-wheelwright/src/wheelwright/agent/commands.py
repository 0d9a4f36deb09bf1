"""
Which commands does the agent know?
"""

from collections.abc import Callable, Mapping

from wheelwright.agent import (
    access,
    boundary,
    django_checks,
    graph,
    host_tests,
    identify,
    migrate,
    preflight,
    probe,
    seed,
    unmigrate,
)
from wheelwright.agent.extract import (
    answers,
    apply,
    baseline,
    history,
    holders,
    inventory,
    shadows,
    squash,
)
from wheelwright.agent.extract import migrations as extract_migrations
from wheelwright.agent.extract import survey as extract_survey
from wheelwright.agent.rows import fill as rows

COMMANDS: Mapping[str, Callable[..., None]] = {
    "identify": identify.identify,
    "system checks": django_checks.of_everything,
    "system checks of packages": django_checks.of_packages,
    "boundary": boundary.boundary,
    "pending": preflight.pending,
    "questions": preflight.questions,
    "graph": graph.check,
    "missing": graph.missing,
    "migrate": migrate.migrate,
    "unmigrate": unmigrate.unmigrate,
    "access": access.access,
    "seed": seed.seed,
    "rows": rows.fill,
    "probe": probe.probe,
    "contracts": host_tests.run,
    "extract inventory": inventory.inventory,
    "extract missing": history.missing,
    "extract baseline": baseline.build,
    "extract hold": holders.hold,
    "extract shade": shadows.shade,
    "extract answers": answers.answers,
    "extract forward": apply.forward,
    "extract back": apply.back,
    "extract squash": squash.squash,
    "extract survey": extract_survey.survey,
    "extract migrations": extract_migrations.write,
    "extract closing": extract_migrations.close,
}
