"""Kiosque: a newsstand that can be questioned, offline."""

__version__ = "0.1.0"
