"""
To which router do the operations of this domain belong?
"""

from domain_kit.http import DomainRouter, Text

router = DomainRouter(tags=["benefits"])

Code = Text(40, 1)
Name = Text(200, 1)
