"""
A world to look at on a laptop: people, offers, cover and log-ins that anybody knows.
"""
