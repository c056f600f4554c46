"""The command line: python -m rag COMMAND."""

from rag.interface.commands import app

if __name__ == "__main__":
    app(prog_name="python -m rag")
