"""
Apply what the gateways told us.
"""

from billing_app import api
from billing_app.management.passes import PassCommand
from domain_kit.actor import Actor


class Command(PassCommand):
    help = "Apply the webhooks whose time has come, once or for ever."

    def one_pass(self) -> api.InboxPass:
        return api.process_inbox(actor=Actor.system("billing_inbox"))
