"""
How did the monolith grow: which change came in which migration?

Made backwards: models.py is where it ends, and detours (a field that came late, had another shape,
had another name or did not stay) are drawn until there are as many migrations as were asked for.
"""

import dataclasses
import random
import re
from collections.abc import Callable

from examples.legacy.monolith import operations as op
from examples.legacy.monolith.declare import earlier, in_migration
from examples.legacy.monolith.values import Field, Model


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """
    One migration before it has a number.
    """

    name: str
    operations: tuple[str, ...]
    code: str = ""
    makes: str = ""


@dataclasses.dataclass(slots=True, kw_only=True)
class _Life:
    """
    What happens to one model: how it began, and its later migrations in order.
    """

    model: Model
    start: dict[str, str]
    late_options: list[tuple[str, str]]
    later: list[Migration]
    untouched: list[Field]

    @property
    def plain(self) -> list[Field]:
        return [f for f in self.untouched if not f.relation and "primary_key" not in f.text]


def grow(models: tuple[Model, ...], *, migrations: int, seed: int) -> tuple[Migration, ...]:
    """
    All migrations of the app in order, exactly as many as asked for.

    Raises:
        ValueError: if there are fewer than the models need.
    """
    chance = random.Random(seed)  # noqa: S311 - the same project each time
    lives = [_born(model) for model in models]
    left = migrations - len(lives) - sum(len(life.later) for life in lives)
    if left < 0:
        raise ValueError(f"{len(models)} models need at least {migrations - left} migrations.")
    while left:
        life = chance.choice(lives)
        detour = chance.choices(_DETOURS, weights=_WEIGHTS)[0]
        if not life.model.proxy:
            left -= detour(life, chance, left)
    return _one_after_another(lives, chance)


def _born(model: Model) -> _Life:
    through = [f for f in model.fields if "through=" in f.text]
    here = [f for f in model.fields if not f.virtual and f not in through]
    life = _Life(
        model=model,
        start={f.name: in_migration(f.text, model=model.name) for f in here},
        late_options=[],
        later=[],
        untouched=list(here),
    )
    for f in through:
        life.later.append(
            _migration(
                life, f"{f.name}", op.add(model, f.name, in_migration(f.text, model=model.name))
            )
        )
    return life


def _migration(life: _Life, name: str, operations: tuple[str, ...], code: str = "") -> Migration:
    return Migration(name=f"{life.model.name.lower()}_{name}", operations=operations, code=code)


def _take(life: _Life, chance: random.Random) -> Field | None:
    free = [f for f in life.plain if "GeneratedField" not in f.text]
    # What a constraint, an index or a generated column speaks of was always there.
    names = " ".join(
        [value for _, value in life.model.meta]
        + [f.text for f in life.model.fields if "GeneratedField" in f.text]
    )
    free = [f for f in free if not re.search(rf"(?<![a-z_]){f.name}(?=[^a-z_]|__)", names)]
    if not free:
        return None
    found = chance.choice(free)
    life.untouched.remove(found)
    return found


def _came_late(life: _Life, chance: random.Random, left: int) -> int:
    found = _take(life, chance)
    if found is None or life.model.fixed or len(life.start) < 3:
        return 0
    declared = life.start.pop(found.name)
    life.later.append(_migration(life, found.name, op.add(life.model, found.name, declared)))
    return 1


def _had_another_shape(life: _Life, chance: random.Random, left: int) -> int:
    found = _take(life, chance)
    if found is None:
        return 0
    last, times = life.start[found.name], min(left, chance.randint(1, 3))
    for _ in range(times):
        now = life.start[found.name]
        life.start[found.name] = earlier(
            found.text, model=life.model.name, chance=chance, columns=not life.model.fixed
        )
        life.later.insert(
            0, _migration(life, f"alter_{found.name}", op.alter(life.model, found.name, now))
        )
    assert life.start[found.name] != last
    return times


def _had_another_name(life: _Life, chance: random.Random, left: int) -> int:
    found = _take(life, chance)
    if found is None or life.model.fixed or life.model.history:
        return 0
    old = f"{found.name}_{chance.choice(('old', 'value', 'text', 'tmp'))}"
    life.start = {old if name == found.name else name: text for name, text in life.start.items()}
    life.later.append(
        _migration(life, f"rename_{found.name}", op.rename(life.model, old, found.name))
    )
    return 1


def _did_not_stay(life: _Life, chance: random.Random, left: int) -> int:
    if left < 2:
        return 0
    source, kind = chance.choice(("import", "sage", "crm", "broker")), chance.choice(("id", "ref"))
    name = f"{source}_{kind}{len(life.later)}_{left}"
    declared = "models.CharField(max_length=60, blank=True, default='')"
    life.later += [
        _migration(life, name, op.add(life.model, name, declared)),
        _migration(life, f"remove_{name}", op.remove(life.model, name)),
    ]
    return 2


def _was_filled(life: _Life, chance: random.Random, left: int) -> int:
    fields = [f for f in life.plain if f.name in life.start and "CharField" in f.text]
    if not fields or life.later:
        return 0
    life.untouched.remove(fields[0])
    name = f"fill_{fields[0].name}"
    life.later.append(
        _migration(life, name, op.run(name), op.filling(name, life.model, fields[0].name))
    )
    return 1


def _got_it_later(life: _Life, chance: random.Random, left: int) -> int:
    for option, add in (("constraints", op.constrain), ("indexes", op.index)):
        text = life.model.option(option)
        if text and (option, text) not in life.late_options:
            life.late_options.append((option, text))
            life.later.append(_migration(life, option, add(life.model, text)))
            return 1
    return 0


_Detour = Callable[[_Life, random.Random, int], int]
_DETOURS: tuple[_Detour, ...] = (
    _came_late,
    _had_another_shape,
    _had_another_name,
    _did_not_stay,
    _was_filled,
    _got_it_later,
)
_WEIGHTS = (40, 30, 6, 10, 9, 5)


def _one_after_another(lives: list[_Life], chance: random.Random) -> tuple[Migration, ...]:
    """
    Births in the order of the models, over the first two thirds; what is later in between.
    """
    placed: list[tuple[float, int, Migration]] = []
    for number, life in enumerate(lives):
        born = number / len(lives) * 0.66
        makes = op.create(
            life.model, life.start, without=tuple(name for name, _ in life.late_options)
        )
        first = Migration(name=life.model.name.lower(), operations=makes, makes=life.model.name)
        placed.append((born, len(placed), first))
        times = sorted(chance.uniform(born + 0.03, 1) for _ in life.later)
        for time, migration in zip(times, life.later, strict=True):
            placed.append((time, len(placed), migration))
    return tuple(migration for _, _, migration in sorted(placed, key=lambda each: each[:2]))
