"""The library → stories: which articles tell of one event, and in how many turns."""
