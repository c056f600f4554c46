"""Where articles come from: files, folders, standard input and uploads, made into clean articles."""

from rag.sources.read import read, read_bytes

__all__ = ["read", "read_bytes"]
