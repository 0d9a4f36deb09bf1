"""
Which texts do several bodies of this domain have?
"""

from domain_kit.http import Text

Code = Text(40, 1)
Name = Text(200, 1)
