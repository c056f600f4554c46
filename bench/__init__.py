"""Measurements: each program says in its first lines how it is run."""
