"""The briefing of every morning: what is done, once a day, and how each system is told to begin it."""
