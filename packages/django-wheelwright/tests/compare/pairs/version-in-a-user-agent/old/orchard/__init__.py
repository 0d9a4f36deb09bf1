VERSION = (1, 0, 0)
USER_AGENT = "orchard/1.0.0 (+https://example.org)"


def ask(agent="orchard/1.0.0"):
    return agent
