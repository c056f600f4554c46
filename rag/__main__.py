"""The command line: python -m rag COMMAND."""

import sys

if __name__ == "__main__":
    try:
        from rag.interface.commands import app

        app(prog_name="python -m rag")
    except KeyboardInterrupt:  # before a command has begun
        sys.exit(130)
