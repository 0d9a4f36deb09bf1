VERSION = (1, 0, 1)
USER_AGENT = "orchard/1.0.1 (+https://example.org)"


def ask(agent="orchard/1.0.1"):
    return agent
