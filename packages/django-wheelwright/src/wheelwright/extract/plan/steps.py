"""
In how many steps, and in which order? Each step is a release of its own.
"""

from collections.abc import Iterator

from wheelwright.extract.plan import companions
from wheelwright.extract.values import Companion, Lock, Model, Moved, Relation, Step, Survey

# What a person can review and roll back as one thing.
MODELS_OF_A_STEP = 15


def steps(
    survey: Survey,
    *,
    source: str,
    target: str,
    labels: tuple[str, ...],
    because: tuple[Companion, ...],
    most: int = MODELS_OF_A_STEP,
) -> tuple[Step, ...]:
    """
    Models that name each other move together, as long as there are not too many of them; what is named
    moves before what names it.
    """
    moved: set[str] = set()
    made = []
    for number, group in enumerate(_packed(survey, labels, most), 1):
        moved |= set(group)
        made.append(
            _step(
                survey,
                number,
                group,
                frozenset(moved),
                source=source,
                target=target,
                because=because,
            )
        )
    return tuple(made)


def _packed(survey: Survey, labels: tuple[str, ...], most: int) -> list[tuple[str, ...]]:
    units = list(companions.groups(survey, labels))
    unit_of = {label: number for number, unit in enumerate(units) for label in unit}
    needs = {
        number: {
            unit_of[r.target]
            for r in survey.relations
            if r.source in unit and r.target in unit_of and unit_of[r.target] != number
        }
        for number, unit in enumerate(units)
    }
    packed: list[list[int]] = []
    done: set[int] = set()
    while len(done) < len(units):
        left = [n for n in needs if n not in done]
        near = packed[-1] if packed else []
        # First what can move now; of that, what names or is named by what moves already in this step.
        number = min(
            [n for n in left if needs[n] <= done] or left,
            key=lambda n: (not any(n in needs[m] or m in needs[n] for m in near), n),
        )
        if near and sum(len(units[n]) for n in (*near, number)) <= most:
            near.append(number)
        else:
            packed.append([number])
        done.add(number)
    return [tuple(label for n in group for label in units[n]) for group in packed]


def _step(
    survey: Survey,
    number: int,
    group: tuple[str, ...],
    gone: frozenset[str],
    *,
    source: str,
    target: str,
    because: tuple[Companion, ...],
) -> Step:
    here = frozenset(group)
    models = [model for label in group if (model := survey.model(label))]
    real = [r for r in survey.relations if _is_field(survey, r)]
    pointing_in = tuple(
        r for r in real if (r.target in here or r.through in here) and r.source not in gone
    )
    apps = {r.source.partition(".")[0] for r in pointing_in if r.kind != "generic"}
    return Step(
        number=number,
        moved=tuple(Moved(old=m.label, new=f"{target}.{m.name}", table=m.table) for m in models),
        companions=tuple(c for c in because if c.label in here)
        + companions.brought(survey, gone if number > 1 else here),
        pointing_in=pointing_in,
        pointing_out=tuple(r for r in real if r.source in here and r.target not in gone),
        repointed_apps=tuple(sorted(apps - {source, target})),
        locks=locks(survey, len(models)),
        permissions=tuple(f"{m.app}.{code}" for m in models for code in m.permissions),
        follows=tuple(
            column for column in survey.content_type_columns if column.table != "auth_permission"
        ),
        by_hand=tuple(_by_hand(survey, models)),
        kept=tuple(
            name
            for m in models
            for name in (m.table, m.sequence, *m.constraints, *m.indexes, *_tables(survey, m.label))
            if name
        ),
    )


def _by_hand(survey: Survey, models: list[Model]) -> Iterator[str]:
    for model in models:
        for name in model.reverse_by_label:
            yield (
                f'{model.name} is reached by "{name}" ({model.place}): that name has the app\'s label in '
                "it and changes; look for the old one."
            )
    for relation in survey.relations:
        if (
            relation.target == "auth.Permission"
            and relation.kind == "key"
            and _is_field(survey, relation)
        ):
            yield (
                f"{relation.source} gives permissions for single objects ({relation.place}): the old "
                "release does not find them under the old label."
            )
    if survey.app("reversion"):
        yield "Versions that django-reversion keeps have the old label in their text; revert them before."


def _is_field(survey: Survey, relation: Relation) -> bool:
    """
    Django's own many-to-many tables are told by the field that they are of.
    """
    model = survey.model(relation.source)
    return model is not None and not model.through_of


def _tables(survey: Survey, label: str) -> tuple[str, ...]:
    return tuple(
        r.table
        for r in survey.relations
        if r.source == label and r.kind == "many-to-many" and not r.through
    )


def locks(survey: Survey, models: int) -> tuple[Lock, ...]:
    """
    What the step's migrations lock; no moved table is among it.
    """
    if survey.app("contenttypes") is None:
        return ()
    rows = f"{models} rows get their new label" if models != 1 else "one row gets its new label"
    found = [
        Lock(
            table="django_content_type",
            mode="ROW EXCLUSIVE",
            why=f"{rows} in place: whoever writes a row that names one waits for "
            "the commit, which is the next statement",
        )
    ]
    if survey.app("auth"):
        why = "copies for the old labels are added; nobody waits"
        tables = ("auth_permission", *(grants.table for grants in survey.grants))
        found += [Lock(table=table, mode="ROW EXCLUSIVE", why=why) for table in tables]
    return tuple(found)
