"""
What is to be done, in order? A survey and a wish in, a plan or a refusal out.
"""

import pathlib

from wheelwright.extract.plan import circles, companions, refusals
from wheelwright.extract.plan import steps as stepping
from wheelwright.extract.plan import uses as using
from wheelwright.extract.values import Plan, Survey

NOTES = (
    "The release before a step may serve while the step migrates and after: it reads and writes the same "
    "tables, and finds its permissions under the old label. A process of it that has not yet looked up a "
    "content type finds the old label's shadow: it reads no generic rows until it is replaced, and what it "
    "writes is merged by the closing migration.",
    "A permission that the old release takes away meanwhile is taken away under the old label only.",
    "Do not run remove_stale_contenttypes between a step and its closing migration.",
)


def plan(
    survey: Survey,
    *,
    source: str,
    target: str,
    models: tuple[str, ...],
    most: int = stepping.MODELS_OF_A_STEP,
    allow_dynamic: bool = False,
) -> Plan:
    """
    The steps that move these models, and whatever cannot be parted from them, to the target app.

    Raises:
        ExtractRefused: one of its kinds, before anything is written.
    """
    refusals.require_ready(survey)
    app = refusals.source_app(survey, source)
    module, folder = _place(app.module, app.folder, target)
    label = module.rpartition(".")[2]
    there = survey.app(label)
    named = refusals.require_models(survey, source, models)
    because = companions.together(survey, source, named)
    labels = (*named, *(companion.label for companion in because))
    refusals.require_target(survey, label, folder, labels)
    refusals.require_movable(survey, labels)
    circles.require_separable(survey, source, frozenset(labels))
    if not allow_dynamic:
        refusals.require_known_names(survey, source)
    return Plan(
        project=survey.folder,
        settings=survey.settings,
        source=source,
        target=label,
        target_module=there.module if there else module,
        target_folder=there.folder if there else folder,
        auto_field=app.auto_field,
        steps=stepping.steps(
            survey, source=source, target=label, labels=labels, because=because, most=most
        ),
        uses=using.uses(survey, frozenset(labels)),
        pinned=using.pinned(survey, source),
        notes=(*NOTES, *survey.notes),
    )


def _place(module: str, folder: str, target: str) -> tuple[str, str]:
    """
    Module and folder of the new app: beside the old one, unless its name says where.
    """
    if "." in target:
        return target, target.replace(".", "/")
    before = module.rpartition(".")[0]
    beside = pathlib.PurePosixPath(folder).parent / target
    return f"{before}.{target}" if before else target, str(beside)
