"""
What can a caller of the old release still import from the new one, promised or not?
"""

import dataclasses

from wheelwright.surface.promises import Contract


def seen_by_callers(new: Contract, old: Contract) -> Contract:
    """
    The new release with every name of the old one's surface that an import still finds: a module
    that hands on what moved, another name for the same thing, a module's `__getattr__`.
    """
    gone = old.surface.items.keys() - new.surface.items.keys()
    kept = {name: new.surface.also[name] for name in gone if name in new.surface.also}
    # What it is only shows when it is asked for; that it is there is enough.
    kept |= {
        name: old.surface.items[name]
        for name in gone
        if name in new.surface.unknown and name not in kept
    }
    surface = dataclasses.replace(new.surface, items={**new.surface.items, **kept})
    return dataclasses.replace(new, surface=surface)
