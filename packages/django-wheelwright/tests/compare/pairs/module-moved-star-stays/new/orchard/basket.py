from orchard.crate import *  # noqa: F403
