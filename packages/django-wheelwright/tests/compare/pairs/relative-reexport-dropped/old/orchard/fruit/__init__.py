from ._pears import Pear as Pear
