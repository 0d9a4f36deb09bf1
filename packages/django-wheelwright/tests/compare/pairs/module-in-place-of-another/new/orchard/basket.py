import sys

from orchard import crate

sys.modules[__name__] = crate
