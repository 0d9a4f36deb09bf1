"""
Tell the endpoints what happened.
"""

from billing_app import api
from billing_app.management.passes import PassCommand
from domain_kit.actor import Actor


class Command(PassCommand):
    help = "Send the events whose time has come, once or for ever."

    def one_pass(self) -> api.RelayPass:
        return api.relay_outbox(actor=Actor.system("billing_relay"))
